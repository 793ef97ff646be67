/** The browser tests' own tools notice what they are there to notice, on pages made to be wrong. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { readSite } from "./built-site.mjs";
import { axe, noSidewaysScroll, tabStops, visible } from "./checks.mjs";
import { modes, openVisitor, together } from "./harness.mjs";

const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'self'">`;
const folder = mkdtempSync(join(tmpdir(), "milepost-harness-"));
after(() => rmSync(folder, { recursive: true }));

/**
 * @param {string} location
 * @param {string} text
 */
function write(location, text) {
  mkdirSync(dirname(join(folder, location)), { recursive: true });
  writeFileSync(join(folder, location), text);
}

/**
 * @param {string} name
 * @param {string} body
 * @param {string} [head]
 */
function page(name, body, head = "") {
  const title = `<title>${name}</title><link rel="icon" href="data:,">`;
  const viewport = `<meta name="viewport" content="width=device-width">`;
  write(
    `${name}/index.html`,
    `<!doctype html><html lang="en"><head><meta charset="utf-8">${title}${viewport}${head}</head><body><main id="main"><h1>${name}</h1>${body}</main></body></html>`,
  );
}

page("good", `<p>Read <a href="/x/wide/">the wide page</a>.</p>`);
page("gray", `<p id="pale">Pale</p>`, `<link rel="stylesheet" href="/x/gray.css">`);
page("wide", `<p class="wide">Wide</p>`, `<style>.wide { width: 900px }</style>`);
page("loud", "", `<script>console.error("loud"); throw new Error("thrown")</script>`);
page("inline", `<p style="color: red">Red</p>`, POLICY);
page("missing", `<img alt="" src="/x/gone.png">`);
page("abroad", `<img alt="" src="https://example.org/far.png">`);
page("scripted", `<noscript><p id="plain">Plain</p></noscript>`, `<script>document.title = "ran"</script>`);
page("blind", `<a class="dim" href="#main">Dim</a>`, `<style>.dim:focus { outline: none }</style>`);
page("paper", `<nav>Menu</nav>`, `<style>@media print { nav { display: none } }</style>`);
write("gray.css", "#pale { color: #777 } @media (prefers-color-scheme: dark) { #pale { color: #eee } }");
const listed = ["good", "wide"].map((name) => `<url><loc>https://example.org/x/${name}/</loc></url>`);
write("sitemap.xml", `<urlset>${listed.join("")}</urlset>`);

const visitor = await openVisitor(readSite(folder, "/x/"));

/** @type {[string, string, RegExp][]} page, what is noticed, and its line */
const faulty = [
  ["loud", "an error on the console", /^console: loud$/m],
  ["loud", "an exception", /^exception: Error: thrown/m],
  ["inline", "a broken Content-Security-Policy", /^console: .*Content Security Policy/m],
  ["missing", "an answer of 404", /^failed request: .*gone\.png: 404$/m],
  ["abroad", "a request to another host", /^other host: https:\/\/example\.org\/far\.png$/m],
];

for (const [name, words, line] of faulty) {
  test(`a visit notices ${words}`, async (t) => {
    await visitor.visit(t, `/${name}/`, modes.desktop, async (_page, faults) => {
      assert.match(faults.all().join("\n"), line);
    });
  });
}

test("a visit to a good page finds no fault", async (t) => {
  await visitor.visit(t, "/good/", modes.desktop, async (opened, faults) => {
    assert.deepEqual(faults.all(), []);
    assert.deepEqual(await axe(opened), []);
    assert.deepEqual(await noSidewaysScroll(opened), []);
  });
});

test("with scripts off the page's scripts do not run and the checker does", async (t) => {
  await visitor.visit(t, "/scripted/", modes.scriptsOff, async (opened) => {
    assert.equal(await opened.title(), "scripted");
    assert.deepEqual(await visible(opened, "#plain"), ['p "Plain"']);
    assert.deepEqual(await axe(opened), []);
    assert.equal(await opened.title(), "scripted");
  });
  await visitor.visit(t, "/scripted/", modes.desktop, async (opened) => {
    assert.equal(await opened.title(), "ran");
    assert.deepEqual(await visible(opened, "#plain"), []);
  });
});

test("the accessibility checker names the element and looks at the scheme shown", async (t) => {
  await visitor.visit(t, "/gray/", together(modes.desktop, modes.light), async (opened) => {
    const [line, ...rest] = await axe(opened);
    assert.match(line, /^color-contrast \(serious\) #pale: .*4\.47/);
    assert.deepEqual(rest, []);
  });
  await visitor.visit(t, "/gray/", together(modes.desktop, modes.dark), async (opened) => {
    assert.match((await axe(opened)).join("\n"), /^color-contrast .*1\.\d+/);
  });
});

test("a page too wide for the window is noticed, with the element to blame", async (t) => {
  await visitor.visit(t, "/wide/", modes.narrow, async (opened) => {
    const [line] = await noSidewaysScroll(opened);
    assert.match(line, /^\d+ px wider than the window of 320 px: p\.wide ends at 908 px$/);
  });
  await visitor.visit(t, "/wide/", modes.desktop, async (opened) => {
    assert.deepEqual(await noSidewaysScroll(opened), []);
  });
});

test("a Tab stop without an outline is noticed", async (t) => {
  await visitor.visit(t, "/blind/", modes.desktop, async (opened) => {
    const [stop] = await tabStops(opened, 10);
    assert.deepEqual(stop, { name: 'a "Dim"', href: "#main", outline: 0, inView: true });
  });
  await visitor.visit(t, "/good/", modes.desktop, async (opened) => {
    const stops = await tabStops(opened, 10);
    assert.equal(stops.length, 1);
    assert.ok(stops[0].outline > 0);
  });
});

test("print styles decide what is visible on paper", async (t) => {
  await visitor.visit(t, "/paper/", modes.print, async (opened) => {
    assert.deepEqual(await visible(opened, "nav"), []);
  });
  await visitor.visit(t, "/paper/", modes.desktop, async (opened) => {
    assert.deepEqual(await visible(opened, "nav"), ['nav "Menu"']);
  });
});

test("a failed visit leaves a picture, the DOM and what went wrong", async () => {
  const visiting = visitor.visit({ name: "A failed visit!" }, "/loud/", modes.desktop, async () => {
    throw new Error("stop here");
  });
  const error = await visiting.then(
    () => assert.fail("the visit did not fail"),
    (/** @type {Error} */ reason) => reason,
  );
  const kept = /^Evidence: (.*)$/m.exec(error.message)?.[1] ?? "";
  assert.match(kept, /browser-failures\/a-failed-visit-$/);
  assert.match(readFileSync(join(kept, "record.txt"), "utf8"), /console: loud/);
  assert.match(readFileSync(join(kept, "page.html"), "utf8"), /<title>loud/);
  assert.ok(existsSync(join(kept, "page.png")));
  rmSync(kept, { recursive: true });
});
