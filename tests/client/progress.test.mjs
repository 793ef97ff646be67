/** How far a reader is on a path, what is left, and what changed since. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePlan, tickEntry, tickStep } from "../../themes/default/scripts/plan.js";
import { changesSince, progressOf, seenOf } from "../../themes/default/scripts/progress.js";
import { filled, moneyInWords, timeInWords } from "../../themes/default/scripts/sentences.js";

/** @typedef {import("../../themes/default/scripts/progress.js").Entry} Entry */

/**
 * @param {string} ids
 * @param {Partial<Entry>} [facts]
 * @returns {Entry}
 */
function entry(ids, facts = {}) {
  const ways = ["cheapest", "fastest"];
  return { ids: ids.split(" "), minutes: [60, 60], isEstimate: false, cost: 0, ways, ...facts };
}

/**
 * @param {string} ids
 * @param {Entry[]} options
 * @param {Partial<import("../../themes/default/scripts/progress.js").Step>} [more]
 */
function step(ids, options, more = {}) {
  return {
    ids: ids.split(" "),
    title: ids,
    need: 1,
    options,
    first: [],
    minutes: null,
    ways: ["cheapest", "fastest"],
    ...more,
  };
}

/** @param {ReturnType<typeof step>[]} steps */
function path(...steps) {
  return { ids: ["path", "old-path"], steps };
}

function plan() {
  const empty = parsePlan(null);
  assert.ok(empty);
  return empty;
}

/** @param {...string} entries */
function done(...entries) {
  const made = plan();
  for (const id of entries) tickEntry(made, [id], "2026-01-01");
  return made;
}

test("any option completes a step, and one entry counts in every step that offers it", () => {
  const shared = path(step("s", [entry("a"), entry("b")]), step("t", [entry("b"), entry("c")]));
  const { done: count, total, left } = progressOf(shared, done("b"), "");
  assert.deepEqual([count, total, left.minutes], [2, 2, [0, 0]]);
});

test("a step that needs two is done by two", () => {
  const two = path(step("s", [entry("a"), entry("b"), entry("c")], { need: 2 }));
  assert.equal(progressOf(two, done("a"), "").done, 0);
  assert.equal(progressOf(two, done("a", "c"), "").done, 1);
});

test("a task is done by its own tick alone, under ids that it and the path had", () => {
  const task = path(step("shadow old-shadow", [], { minutes: [480, 480] }));
  assert.deepEqual(progressOf(task, plan(), "").left.minutes, [480, 480]);
  const ticked = plan();
  tickStep(ticked, ["old-path/old-shadow"], "2026-01-01");
  assert.equal(progressOf(task, ticked, "").done, 1);
});

test("a way counts the steps it goes through and the options it takes", () => {
  const cheap = entry("a", { minutes: [240, 360], cost: 0, ways: ["cheapest"] });
  const fast = entry("b", { minutes: [60, 60], cost: 4900, ways: ["fastest"] });
  const ways = path(step("s", [cheap, fast]), step("t", [entry("c")], { ways: [] }));
  const of = (/** @type {string} */ way) => progressOf(ways, plan(), way);
  assert.deepEqual([of("cheapest").total, of("cheapest").left.minutes], [1, [240, 360]]);
  assert.deepEqual(
    [of("fastest").left.minutes, of("fastest").left.cost],
    [
      [60, 60],
      [4900, 4900],
    ],
  );
  assert.deepEqual([of("").total, of("").left.minutes, of("").left.cost], [2, [120, 420], [0, 4900]]);
});

test("an option that the way leaves out completes its step all the same", () => {
  const ways = path(step("s", [entry("a", { ways: ["cheapest"] }), entry("b", { ways: [] })]));
  const { done: count, left } = progressOf(ways, done("b"), "cheapest");
  assert.deepEqual([count, left.minutes], [1, [0, 0]]);
});

test("what several steps share is left once", () => {
  const shared = path(step("s", [entry("a")]), step("t", [entry("a")]));
  assert.deepEqual(progressOf(shared, plan(), "").left.minutes, [60, 60]);
  assert.deepEqual(progressOf(shared, plan(), "cheapest").left.minutes, [60, 60]);
});

test("what an option requires is left until it is done", () => {
  const first = path(step("s", [entry("b")], { first: [entry("a", { minutes: [30, 30] })] }));
  assert.deepEqual(progressOf(first, plan(), "cheapest").left.minutes, [90, 90]);
  assert.deepEqual(progressOf(first, done("a"), "cheapest").left.minutes, [60, 60]);
});

test("what is not stated is counted apart and never as nothing", () => {
  const unknown = entry("a", { minutes: null, cost: null });
  const { left } = progressOf(path(step("s", [unknown]), step("t", [entry("b")])), plan(), "");
  assert.deepEqual(left.minutes, [60, 60]);
  assert.deepEqual([left.unknownTimes, left.unknownCosts], [1, 1]);
  const choice = progressOf(path(step("s", [unknown, entry("b")])), plan(), "").left;
  assert.deepEqual([choice.minutes, choice.unknownTimes], [[60, 60], 1]);
});

test("an estimate stays one in the sum", () => {
  const about = path(step("s", [entry("a", { isEstimate: true })]), step("t", [entry("b")]));
  assert.equal(progressOf(about, plan(), "").left.isEstimate, true);
  assert.equal(progressOf(about, done("a"), "").left.isEstimate, false);
});

test("what is left goes down with each tick and ends at nothing", () => {
  const steps = ["a", "b", "c", "d"].map((id) => step(id, [entry(id), entry(`${id}-2`, { cost: 500 })]));
  const long = path(...steps);
  let last = Number.POSITIVE_INFINITY;
  const ticked = plan();
  for (const { options } of steps) {
    const { left } = progressOf(long, ticked, "");
    assert.ok(left.minutes[1] < last);
    last = left.minutes[1];
    tickEntry(ticked, options[1].ids, "2026-01-01");
  }
  const end = progressOf(long, ticked, "");
  assert.deepEqual([end.done, end.left.minutes, end.left.cost], [4, [0, 0], [0, 0]]);
});

test("a path that only got other ids is the same", () => {
  const seen = seenOf(path(step("s", [entry("a"), entry("b")]), step("t", [])));
  const renamed = path(step("new-t t", []), step("new-s s", [entry("new-b b"), entry("a")]));
  assert.deepEqual(changesSince(seen, renamed), { added: [], gone: [], changed: [] });
});

test("steps that came, went or have other options are named", () => {
  const seen = seenOf(path(step("s", [entry("a"), entry("b")]), step("t", []), step("u", [entry("x")])));
  const now = path(step("s", [entry("a"), entry("c")]), step("u", [entry("x")]), step("v", []));
  assert.deepEqual(changesSince(seen, now), { added: ["v"], gone: ["t"], changed: ["s"] });
});

test("two steps that became one are the same step, and what it offers beyond is told", () => {
  const seen = seenOf(path(step("s", [entry("a")]), step("t", [entry("b")])));
  const now = path(step("s t", [entry("a"), entry("b")]));
  assert.deepEqual(changesSince(seen, now), { added: [], gone: [], changed: ["s t"] });
});

test("numbers are told as people say them", () => {
  assert.equal(timeInWords([45, 45]), "45 min");
  assert.equal(timeInWords([20, 90]), "20 to 90 min");
  assert.equal(timeInWords([1200, 1450]), "20 to 24 h");
  assert.equal(timeInWords([1430, 1450]), "24 h");
  assert.equal(moneyInWords([0, 0], "USD", "en"), "$0");
  assert.equal(moneyInWords([2000, 8450], "USD", "en"), "$20 to $84.50");
  assert.equal(moneyInWords([5000, 5000], "JPY", "en"), "¥5,000");
  assert.equal(filled("{done} of {total} {x}", { done: 1, total: 2 }), "1 of 2 {x}");
});
