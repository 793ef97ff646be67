import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { crawl } from "../browser/crawl.mjs";
import { serveFolder } from "../browser/server.mjs";

/**
 * Serves `files` under `prefix`, hands the server to `act`, and cleans up.
 *
 * @param {Record<string, string>} files
 * @param {string} prefix
 * @param {(server: import("../browser/server.mjs").Server) => Promise<void>} act
 */
async function serving(files, prefix, act) {
  const folder = mkdtempSync(join(tmpdir(), "milepost-crawl-"));
  for (const [location, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, location)), { recursive: true });
    writeFileSync(join(folder, location), text);
  }
  const server = await serveFolder(folder, prefix);
  try {
    await act(server);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

const NOT_FOUND = `<a href="#main">Skip</a><p id="main"><a href="/a/b/">Home</a>`;

test("a crawl counts the fewest clicks and finds nothing wrong with a sound site", async () => {
  const files = {
    "index.html": `<link rel="canonical" href="https://example.org/a/b/"><a href="list/">List</a><a href="#end">End</a><p id="end">`,
    "list/index.html": `<link rel="stylesheet" href="/a/b/site.css"><a href="../deep/">Deep</a><a href="https://example.com/">Out</a><a href="mailto:a@example.org">Mail</a>`,
    "deep/index.html": `<a href="/a/b/index.html#end">Home</a><a href="/a/b/list/">List</a>`,
    "site.css": "p { background: url(dot.svg) }",
    "dot.svg": "<svg></svg>",
    "404.html": NOT_FOUND,
  };
  await serving(files, "/a/b/", async (server) => {
    const { pages, problems } = await crawl(server, "https://example.org/a/b/");
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [...pages].map(([address, { clicks }]) => [address, clicks]),
      [
        ["/", 0],
        ["/list/", 1],
        ["/deep/", 2],
      ],
    );
  });
});

test("a crawl names every link, anchor and file that does not land, and who says so", async () => {
  const files = {
    "index.html": `<a href="gone/">1</a><a href="/elsewhere/">2</a><a href="#none">3</a><a href="page">4</a><a href="page/#no">5</a><img src="https://example.com/x.png"><a href="javascript:go()">6</a>`,
    "page/index.html": `<a href="../gone/">1</a><link rel="stylesheet" href="../site.css"><link rel="canonical" href="https://example.org/a/b/pages/">`,
    "site.css": "p { background: url(gone.svg) }",
  };
  await serving(files, "/a/b/", async (server) => {
    const { problems } = await crawl(server, "https://example.org/a/b/");
    assert.deepEqual(problems, [
      "/ has no anchor #none, says /",
      "/elsewhere/ lies outside the site, says /",
      "/gone.svg answers 404, says /site.css",
      "/gone/ answers 404, says /, /page/",
      "/page redirects to /a/b/page/, says /",
      "/page/ has no anchor #no, says /",
      "/pages/ answers 404, says /page/",
      "an unknown address answers 404 text/plain, not a 404 page, says /no/such/page/here/",
      "https://example.com/x.png is loaded from another host, says /",
      "javascript:go() is no web address, says /",
    ]);
  });
});

test("the 404 page is judged where it is shown: at a deep address", async () => {
  const files = { "index.html": "", "404.html": `<a href="#main">Skip</a><a href="index.html">Home</a>` };
  await serving(files, "/a/b/", async (server) => {
    const { problems } = await crawl(server, "https://example.org/a/b/");
    assert.deepEqual(problems, [
      "/no/such/page/here/ answers 404, says /no/such/page/here/",
      "/no/such/page/here/ has no anchor #main, says /no/such/page/here/",
    ]);
  });
});

test("a problem of many pages is one line that names three of them", async () => {
  /** @type {Record<string, string>} */
  const files = { "404.html": NOT_FOUND, "index.html": "" };
  for (const name of ["p1", "p2", "p3", "p4", "p5"]) {
    files["index.html"] += `<a href="${name}/"></a>`;
    files[`${name}/index.html`] = `<a href="/a/b/gone/">`;
  }
  await serving(files, "/a/b/", async (server) => {
    const { problems } = await crawl(server, "https://example.org/a/b/");
    assert.deepEqual(problems, ["/gone/ answers 404, says /p1/, /p2/, /p3/ and 2 more"]);
  });
});

test("the server answers with the types, the 404 page and the refusals of a static host", async () => {
  const files = { "index.html": "home", "feed.atom": "<feed/>", "404.html": "lost", _redirects: "/x /y 301" };
  await serving(files, "/a/b/", async (server) => {
    /** @param {string} path */
    const ask = async (path) => {
      const response = await fetch(server.origin + path, { redirect: "manual" });
      return [response.status, response.headers.get("content-type"), await response.text()].join(" | ");
    };
    assert.equal(await ask("/a/b/"), "200 | text/html; charset=utf-8 | home");
    assert.equal(await ask("/a/b/?q=x"), "200 | text/html; charset=utf-8 | home");
    assert.equal(await ask("/a/b/feed.atom"), "200 | application/atom+xml; charset=utf-8 | <feed/>");
    assert.equal(await ask("/a/b/x"), "404 | text/html; charset=utf-8 | lost");
    assert.match(await ask("/other/"), /^404 \| text\/plain/);
    assert.match(await ask("/a/b/%2e%2e%2fsecret"), /^400/);
    assert.match(await ask("/a/b/%ff"), /^400/);
  });
});
