import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptable } from "./licence.mjs";

for (const expression of [
  "MIT",
  "MIT/Apache-2.0",
  "Apache-2.0 / MIT",
  "MIT OR LGPL-2.1-or-later",
  "(MIT OR GPL-3.0-only) AND Unicode-3.0",
  "Apache-2.0 WITH LLVM-exception OR GPL-2.0-only",
  "GPL-3.0-only AND MIT OR ISC",
]) {
  test(`the licence \`${expression}\` is accepted`, () => assert.equal(acceptable(expression), true));
}

for (const expression of [
  null,
  "",
  "GPL-3.0-only",
  "MIT AND GPL-3.0-only",
  "GPL-2.0-only WITH Classpath-exception-2.0",
  "(MIT OR GPL-3.0-only) AND SSPL-1.0",
  "MIT Apache-2.0",
  "(MIT",
]) {
  test(`the licence \`${expression}\` is refused`, () => assert.equal(acceptable(expression), false));
}
