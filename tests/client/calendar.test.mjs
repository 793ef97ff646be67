/** Days of the calendar, over the turns of the year that move clocks and lengthen months. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  dayOf,
  finish,
  inWords,
  numberOf,
  today,
  weeksBetween,
} from "../../themes/default/scripts/calendar.js";

test("a day and its number are one, through four hundred years", () => {
  for (let number = -73_048; number < 73_049; number += 1) {
    assert.equal(numberOf(dayOf(number)), number);
  }
  assert.equal(numberOf("1970-01-01"), 0);
  assert.equal(numberOf("2028-03-01"), (numberOf("2028-02-28") ?? 0) + 2);
});

test("what is no day of the calendar has no number", () => {
  for (const wrong of [
    "2027-02-29",
    "2026-13-01",
    "2026-1-1",
    "yesterday",
    "",
    null,
    undefined,
    20_000,
    {},
  ]) {
    assert.equal(numberOf(wrong), null, String(wrong));
  }
});

test("work ends after as many weeks as it takes", () => {
  assert.equal(finish("2026-11-25", 120, 2), "2026-12-02");
  assert.equal(finish("2026-11-25", 44 * 60, 2), "2027-04-28");
  assert.equal(finish("2026-11-25", 60, 2), "2026-11-29");
  assert.equal(finish("2026-11-25", 1, 80), "2026-11-26");
});

test("work of no time ends on the day itself", () => {
  assert.equal(finish("2026-11-25", 0, 2), "2026-11-25");
});

test("an end beyond a hundred years is none", () => {
  assert.equal(finish("2026-11-25", 6_000_000, 0.5), null);
  assert.equal(finish("no day", 60, 2), null);
});

test("a leap day is a day like any other", () => {
  assert.equal(finish("2028-02-22", 120, 2), "2028-02-29");
  assert.equal(finish("2028-02-29", 120 * 52, 2), "2029-02-27");
  assert.equal(finish("2027-02-22", 120, 2), "2027-03-01");
  assert.equal(finish("2100-02-22", 120, 2), "2100-03-01");
});

for (const zone of [
  "America/Chicago",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "UTC",
  "Asia/Gaza",
]) {
  test(`clocks that are put forward or back move no day in ${zone}`, () => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      for (const [start, end] of [
        ["2026-03-05", "2026-03-12"],
        ["2026-03-26", "2026-04-02"],
        ["2026-10-22", "2026-10-29"],
        ["2026-10-29", "2026-11-05"],
      ]) {
        assert.equal(finish(start, 120, 2), end);
      }
      for (const hour of [0, 1, 2, 3, 12, 23]) {
        assert.equal(today(new Date(2026, 2, 29, hour, 30)), "2026-03-29");
        assert.equal(today(new Date(2026, 10, 1, hour, 30)), "2026-11-01");
      }
      assert.equal(inWords("2026-03-29", "en"), "Sunday, March 29, 2026");
      assert.equal(inWords("2027-04-30", "en"), "Friday, April 30, 2027");
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });
}

test("a stretch is told in whole weeks, at least one", () => {
  assert.equal(weeksBetween("2026-11-25", "2027-04-28"), 22);
  assert.equal(weeksBetween("2026-11-25", "2026-11-26"), 1);
});
