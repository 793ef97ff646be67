/** No kind of page scrolls sideways, from 400 % zoom (320 px) up to a desktop, in any way of looking. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite } from "./built-site.mjs";
import { noSidewaysScroll } from "./checks.mjs";
import { modes, openVisitor, together } from "./harness.mjs";

const visitor = await openVisitor(openSite());

/** @type {[string, import("./harness.mjs").Mode][]} */
const windows = [
  ["320 px with scripts off", together(modes.narrow, modes.scriptsOff)],
  ["320 px", modes.narrow],
  ["1366 px", modes.desktop],
  ["1366 px in forced colors", together(modes.desktop, modes.forcedColors)],
];

for (const [words, mode] of windows) {
  for (const { kind, address } of visitor.pages()) {
    test(`the ${kind} ${address} does not scroll sideways at ${words}`, async (t) => {
      await visitor.visit(t, address, mode, async (page) => {
        assert.deepEqual(await noSidewaysScroll(page), []);
      });
    });
  }
}
