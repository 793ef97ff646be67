/** The site without scripts and without a browser: everything can be reached, every link lands. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { EXPECTED_KINDS, FACETS, kindOf, openSite, pageKinds } from "./built-site.mjs";
import { crawl } from "./crawl.mjs";
import { policyFaults } from "./policy.mjs";
import { serveFolder } from "./server.mjs";

const CLICKS_AT_MOST = 3;

const site = openSite();
const server = await serveFolder(site.folder, site.prefix);
after(() => server.close());
const found = await crawl(server, site.publicBase);

test("the sitemap lists every kind of page", () => {
  const kinds = pageKinds(site).map(({ kind }) => kind);
  const missing = EXPECTED_KINDS.filter((kind) => !kinds.includes(kind));
  assert.deepEqual(missing, []);
});

test("every facet has a page for at least one of its terms", () => {
  const missing = FACETS.filter(
    (facet) => !site.addresses.some((address) => address.startsWith(`/catalog/${facet}/`)),
  );
  assert.deepEqual(missing, []);
});

test("the sitemap lists no page twice", () => {
  const seen = new Set();
  const twice = site.addresses.filter((address) => seen.size === seen.add(address).size);
  assert.deepEqual(twice, []);
});

test("links lead from the home page to every page of the sitemap", () => {
  const lost = site.addresses.filter((address) => !found.pages.has(address));
  assert.deepEqual(lost, []);
});

test(`every entry is within ${CLICKS_AT_MOST} clicks of the home page`, () => {
  const entries = site.addresses.filter((address) => kindOf(address, []) === "entry");
  assert.ok(entries.length > 0, "the sitemap lists no entry");
  const far = entries.flatMap((address) => {
    const clicks = found.pages.get(address)?.clicks ?? Number.POSITIVE_INFINITY;
    return clicks > CLICKS_AT_MOST ? [`${address}: ${clicks} clicks`] : [];
  });
  assert.deepEqual(far, []);
});

test("every inside link, anchor and file lands", (t) => {
  t.diagnostic(`${found.pages.size} pages, ${found.links} inside links`);
  assert.deepEqual(found.problems, []);
});

test("every page carries a Content-Security-Policy that lets in nothing from elsewhere", () => {
  /** @type {Map<string, string[]>} */
  const faults = new Map();
  for (const [address, { policy }] of found.pages) {
    for (const fault of policyFaults(policy)) faults.set(fault, [...(faults.get(fault) ?? []), address]);
  }
  const lines = [...faults].map(([fault, pages]) => `${fault}: ${pages[0]} and ${pages.length - 1} more`);
  assert.deepEqual(lines, []);
});

test("no page holds an event handler in its markup", () => {
  const lines = [...found.pages].flatMap(([address, { handlers }]) =>
    handlers.map((handler) => `${address}: ${handler}`),
  );
  assert.deepEqual(lines, []);
});
