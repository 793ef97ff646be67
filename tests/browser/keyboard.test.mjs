/** The keyboard: the skip link comes first and works, and every stop shows where the focus is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite } from "./built-site.mjs";
import { tabStops } from "./checks.mjs";
import { modes, openVisitor, together } from "./harness.mjs";

const STOPS = 10;
const visitor = await openVisitor(openSite());

/** @type {[string, import("./harness.mjs").Mode][]} */
const states = [
  ["scripts off", together(modes.desktop, modes.scriptsOff)],
  ["scripts on", modes.desktop],
];

for (const [words, mode] of states) {
  for (const { kind, address } of visitor.pages(1)) {
    test(`Tab shows the focus at its first ${STOPS} stops on the ${kind} ${address}, ${words}`, async (t) => {
      await visitor.visit(t, address, mode, async (page) => {
        const stops = await tabStops(page, STOPS);
        assert.ok(stops.length > 1, "Tab reaches nothing but the skip link");
        assert.deepEqual(
          stops.filter((stop) => stop.outline === 0 || !stop.inView).map((stop) => stop.name),
          [],
        );
      });
    });
  }
}

for (const { kind, address } of visitor.pages(1)) {
  test(`the first Tab stop skips to the content on the ${kind} ${address}`, async (t) => {
    await visitor.visit(t, address, modes.desktop, async (page) => {
      const [skip] = await tabStops(page, 1);
      assert.match(skip?.href ?? "", /^#./, `the first stop is ${skip?.name}`);
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => location.hash !== "");
      await page.keyboard.press("Tab");
      const { isInMain, next } = await page.evaluate(() => {
        const target = document.querySelector(location.hash);
        const element = document.activeElement ?? document.body;
        const isBefore = target && target.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
        return { isInMain: target?.closest("main") !== null, next: isBefore ? element.outerHTML : undefined };
      });
      assert.ok(isInMain, `${skip?.href} is not in the main part`);
      assert.equal(next, undefined, "the stop after the skip stands before the content");
    });
  });
}
