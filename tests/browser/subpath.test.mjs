/** The same site built for a folder of a host: the same pages, and no link that forgets the folder. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openSite, openSubpathSite } from "./built-site.mjs";
import { crawl } from "./crawl.mjs";
import { modes, openVisitor } from "./harness.mjs";
import { serveFolder } from "./server.mjs";

const atRoot = openSite();
const below = openSubpathSite();
const server = await serveFolder(below.folder, below.prefix);
after(() => server.close());
const found = await crawl(server, below.publicBase);
const visitor = await openVisitor(below);

test("a site built for a sub-path has the same pages", () => {
  assert.deepEqual(below.addresses, atRoot.addresses);
});

test("every inside link, anchor and file of a site built for a sub-path lands", () => {
  assert.deepEqual(found.problems, []);
});

test("links lead from the home page to every page of a site built for a sub-path", () => {
  const lost = below.addresses.filter((address) => !found.pages.has(address));
  assert.deepEqual(lost, []);
});

for (const { kind, address } of visitor.pages(1)) {
  test(`the ${kind} of a site built for a sub-path loads without a fault`, async (t) => {
    await visitor.visit(t, address, modes.desktop, async (_page, faults) => {
      assert.deepEqual(faults.all(), []);
    });
  });
}
