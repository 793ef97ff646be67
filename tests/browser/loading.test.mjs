/** Each kind of page loads without a fault, first with scripts off, then with them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite } from "./built-site.mjs";
import { modes, openVisitor, together } from "./harness.mjs";

const visitor = await openVisitor(openSite());

/** @type {[string, import("./harness.mjs").Mode][]} */
const states = [
  ["scripts off", together(modes.desktop, modes.scriptsOff)],
  ["scripts on", modes.desktop],
];

for (const [words, mode] of states) {
  for (const { kind, address } of visitor.pages()) {
    test(`the ${kind} ${address} loads without a fault, ${words}`, async (t) => {
      await visitor.visit(t, address, mode, async (page, faults) => {
        assert.notEqual(await page.title(), "");
        assert.deepEqual(faults.all(), []);
      });
    });
  }
}
