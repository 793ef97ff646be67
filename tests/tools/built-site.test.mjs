import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { kindOf, pageKinds, readSite } from "../browser/built-site.mjs";
import { policyFaults } from "../browser/policy.mjs";

const folder = mkdtempSync(join(tmpdir(), "milepost-site-"));
after(() => rmSync(folder, { recursive: true }));

/** @param {string[]} addresses */
function sitemap(addresses) {
  const locations = addresses.map((address) => `<url><loc>https://example.org${address}</loc></url>`);
  writeFileSync(join(folder, "sitemap.xml"), `<urlset>${locations.join("\n")}</urlset>`);
}

for (const [address, kind] of [
  ["/", "home page"],
  ["/catalog/page/12/", "later catalog page"],
  ["/catalog/cost/free/", "term page"],
  ["/catalog/cost/free/page/2/", "later term page"],
  ["/catalog/cost/free/topic/privacy/", "pair page"],
  ["/catalog/cost/free/topic/privacy/page/2/", "later term page"],
  ["/topics/privacy/page/2/", "later term page"],
  ["/entries/sql-1/", "entry"],
  ["/about/", "plain page"],
  ["/paths/", "path list"],
  ["/paths/coder-to-auditor/", "path"],
  ["/credentials/", "credentials list"],
  ["/credentials/chps/", "page under credentials"],
]) {
  test(`${address} is of the kind \`${kind}\``, () =>
    assert.equal(kindOf(address, ["paths", "credentials"]), kind));
}

test("each kind is stood for by its largest and its smallest page", () => {
  sitemap(["/a/b/entries/s/", "/a/b/entries/m/", "/a/b/entries/l/", "/a/b/about/"]);
  for (const [name, bytes] of /** @type {[string, number][]} */ ([
    ["s", 1],
    ["m", 2],
    ["l", 3],
  ])) {
    mkdirSync(join(folder, "entries", name), { recursive: true });
    writeFileSync(join(folder, "entries", name, "index.html"), "x".repeat(bytes));
  }
  const site = readSite(folder, "/a/b/");
  assert.equal(site.publicBase, "https://example.org/a/b/");
  assert.deepEqual(pageKinds(site), [
    { kind: "entry", samples: ["/entries/l/", "/entries/s/"] },
    { kind: "plain page", samples: ["/about/"] },
  ]);
});

test("a sitemap that lists pages elsewhere is refused", () => {
  sitemap(["/a/b/", "/a/other/"]);
  assert.throws(() => readSite(folder, "/a/b/"), /other\/, which is not under \/a\/b\//);
});

test("a site that was never built is named", () => {
  assert.throws(() => readSite(join(folder, "nowhere"), "/"), /nowhere\/sitemap\.xml is missing/);
});

test("a closed Content-Security-Policy has no fault", () => {
  const policy =
    "default-src 'none'; script-src 'self' 'sha256-AAAA='; img-src 'self' data:; base-uri 'none'; form-action 'self'";
  assert.deepEqual(policyFaults(policy), []);
});

test("every hole in a Content-Security-Policy is named", () => {
  assert.deepEqual(policyFaults(undefined), ["no Content-Security-Policy"]);
  assert.deepEqual(
    policyFaults("default-src 'self' https:; style-src 'unsafe-inline'; script-src data:; base-uri 'none'"),
    [
      "form-action is open",
      "default-src allows https:",
      "style-src allows 'unsafe-inline'",
      "script-src allows data:",
    ],
  );
  assert.ok(policyFaults("script-src 'self'").includes("object-src is open"));
});
