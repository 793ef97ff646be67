import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped } from "./html.mjs";

/**
 * @param {"error" | "info"} type
 * @param {string} message
 */
const found = (type, message) => ({ type, message });

test("the same message of many pages is one line, errors first", () => {
  const lines = grouped([
    found("info", "Empty heading."),
    found("info", "Empty heading."),
    found("error", "Stray end tag “p”."),
    found("error", "Bad value “a b” for attribute “href”."),
    found("error", "Bad value “c d” for attribute “href”."),
  ]).map(({ sort, words, count }) => `${count} ${sort}: ${words}`);
  assert.deepEqual(lines, [
    "2 error: Bad value “…” for attribute “href”.",
    "1 error: Stray end tag “p”.",
    "2 warning: Empty heading.",
  ]);
});
