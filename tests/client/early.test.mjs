/** The script that runs before the first paint, on stand-ins for the few things it touches. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const SCRIPT = readFileSync(new URL("../../themes/default/scripts/early.js", import.meta.url), "utf8");

/**
 * Runs the script and tells what it made of the root element.
 *
 * @param {(key: string) => string | null} getItem what the browser's storage answers
 * @param {{ hasModules?: boolean, search?: string }} [browser]
 */
function after(getItem, { hasModules = true, search = "" } = {}) {
  /** @type {string[]} */
  const classes = [];
  /** @type {{ theme?: string }} */
  const dataset = {};
  class HTMLScriptElement {}
  if (hasModules) Object.defineProperty(HTMLScriptElement.prototype, "noModule", { value: false });
  runInNewContext(SCRIPT, {
    location: { search },
    addEventListener() {},
    HTMLScriptElement,
    document: {
      documentElement: { dataset, classList: { add: (/** @type {string} */ name) => classes.push(name) } },
    },
    localStorage: { getItem },
  });
  return { classes, theme: dataset.theme };
}

test("the page says that scripts work", () => {
  assert.deepEqual(
    after(() => null),
    { classes: ["js"], theme: undefined },
  );
});

test("an address that asks for a list says so before the first paint", () => {
  assert.deepEqual(after(() => null, { search: "?cost=free" }).classes, ["js", "filtered"]);
});

test("a browser without modules keeps the page as it is without scripts", () => {
  assert.deepEqual(
    after(() => "dark", { hasModules: false }),
    { classes: [], theme: undefined },
  );
});

for (const theme of ["dark", "light"]) {
  test(`the ${theme} scheme chosen earlier is put on`, () => {
    assert.equal(after((key) => (key === "milepost.theme" ? theme : null)).theme, theme);
  });
}

test("a damaged choice is left out", () => {
  assert.equal(after(() => `"><script>`).theme, undefined);
});

test("storage that is blocked leaves the system's scheme, and scripts working", () => {
  const blocked = () => {
    throw new Error("blocked");
  };
  assert.deepEqual(after(blocked), { classes: ["js"], theme: undefined });
});
