/** The accessibility checker finds nothing on any kind of page, in the states that change what it sees. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite } from "./built-site.mjs";
import { axe } from "./checks.mjs";
import { modes, openVisitor, together } from "./harness.mjs";

const visitor = await openVisitor(openSite());

/** @type {[string, import("./harness.mjs").Mode, number][]} words, mode, and sample pages of each kind */
const states = [
  ["with scripts off", together(modes.desktop, modes.light, modes.scriptsOff), 1],
  ["in the light scheme", together(modes.desktop, modes.light), 2],
  ["in the dark scheme", together(modes.desktop, modes.dark), 1],
  ["on a phone", together(modes.phone, modes.light), 1],
];

for (const [words, mode, perKind] of states) {
  for (const { kind, address } of visitor.pages(perKind)) {
    test(`the accessibility checker finds nothing on the ${kind} ${address} ${words}`, async (t) => {
      await visitor.visit(t, address, mode, async (page) => {
        assert.deepEqual(await axe(page), []);
      });
    });
  }
}
