/** Amounts and times as people write them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { typedMinutes, typedMoney } from "../../themes/default/scripts/typed-numbers.js";

const DOLLARS = { code: "USD", digits: 2 };
const YEN = { code: "JPY", digits: 0 };

test("an amount is read as it is written, in minor units", () => {
  for (const text of [
    "1000",
    "1,000",
    "$1,000",
    "1000.00",
    "1000,00 USD",
    "usd 1,000.00",
    " $ 1000 ",
    "US$1000",
    "1000 dollars",
  ])
    assert.equal(typedMoney(text, DOLLARS), 100_000, text);
  assert.equal(typedMoney("0", DOLLARS), 0);
  assert.equal(typedMoney("Free", DOLLARS), 0);
  assert.equal(typedMoney("1 dollar", DOLLARS), 100);
  assert.equal(typedMoney("20.5", DOLLARS), 2050);
  assert.equal(typedMoney("¥1,500", YEN), 1500);
  assert.equal(typedMoney("999999999999", DOLLARS), 99_999_999_999_900);
  for (const wrong of [
    "",
    "cheap",
    "€50",
    "£50",
    "50 EUR",
    "-1",
    "1e3",
    "20.555",
    "$",
    "1,00,0",
    "20-50",
    "0x10",
    "1.2.3",
  ])
    assert.equal(typedMoney(wrong, DOLLARS), null, wrong);
  assert.equal(typedMoney("1.50", YEN), null);
});

test("a time is read as it is written, in minutes", () => {
  for (const text of [
    "90",
    "90 min",
    "90m",
    "1h 30m",
    "1 h 30",
    "1:30",
    "1.5h",
    "1,5 hours",
    "1 hr 30 minutes",
  ])
    assert.equal(typedMinutes(text), 90, text);
  assert.equal(typedMinutes("2 Hours"), 120);
  assert.equal(typedMinutes("0"), 0);
  for (const wrong of ["", "soon", "1.5", "1:75", "-5", "2 days", "h", "1h30m20s", "9".repeat(400)])
    assert.equal(typedMinutes(wrong), null, wrong);
});
