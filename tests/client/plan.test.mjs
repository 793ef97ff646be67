/** What is saved in the browser: text that anybody may have written. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  began,
  isDone,
  isStepDone,
  KEY,
  parsePlan,
  remember,
  stepKeys,
  textOf,
  tickEntry,
  tickStep,
} from "../../themes/default/scripts/plan.js";
import { PlanStore } from "../../themes/default/scripts/storage.js";

/** @param {unknown} saved */
function planOf(saved) {
  const plan = parsePlan(JSON.stringify(saved));
  assert.ok(plan);
  return plan;
}

/** A storage that works, or does not. @param {{ text?: string, isFull?: boolean }} [state] */
function storage(state = {}) {
  const values = new Map(state.text === undefined ? [] : [[KEY, state.text]]);
  return /** @type {Storage} */ ({
    getItem: (key) => values.get(key) ?? null,
    setItem(key, value) {
      if (state.isFull) throw new Error("quota exceeded");
      values.set(key, value);
    },
  });
}

test("nothing saved is an empty plan", () => {
  assert.equal(parsePlan(null)?.items.size, 0);
});

test("what is no plan of this version is none", () => {
  for (const text of ["", "{", "null", "7", "[]", '"v"', "{}", '{"v":2,"items":{}}', '{"v":"1"}', "\u0000"]) {
    assert.equal(parsePlan(text), null, text);
  }
});

test("a part that makes no sense is left out, and the rest is kept", () => {
  const plan = parsePlan(
    `{"v":1,"items":{"__proto__":{"status":"done"},"Bad Id":{"status":"done"},"a":{"status":"drunk"},"b":7,
      "c":{"status":"done","done":"2026-02-30"},"d":{"status":"done","done":"2026-02-28","note":"kept"}},
      "steps":{"p/s":{"done":"2026-01-01"},"p":{"done":"2026-01-01"},"p/s/t":{"done":"2026-01-01"},"p/t":{"done":1}},
      "paths":{"p":{"began":7,"way":[],"seen":[["s","S",["a"]],["t"],"u",["v","V",[1]]],"stand":[1,-2]},"q":null},
      "pace":1e9,"track":{"RHIA":{"ends":"2027-12-31"}}}`,
  );
  assert.ok(plan);
  assert.deepEqual([...plan.items.keys()], ["c", "d"]);
  assert.deepEqual(plan.items.get("c"), { status: "done" });
  assert.deepEqual(plan.items.get("d"), { status: "done", done: "2026-02-28", note: "kept" });
  assert.deepEqual([...plan.steps.keys()], ["p/s"]);
  assert.deepEqual(plan.paths.get("p"), { seen: [["s", "S", ["a"]]] });
  assert.equal(plan.paths.has("q"), false);
  assert.equal(plan.pace, null);
  assert.deepEqual(plan.rest, { track: { RHIA: { ends: "2027-12-31" } } });
  assert.equal(/** @type {any} */ ({}).status, undefined);
});

test("a plan comes back from its text as it was, with what belongs to other pages", () => {
  const saved = {
    goal: "privacy-officer",
    levels: { hipaa: 2 },
    v: 1,
    items: { a: { status: "doing" } },
    steps: { "p/s": { done: "2026-01-01" } },
    paths: { p: { began: "2026-01-01", way: "cheapest", seen: [], stand: [1, 3] } },
    pace: 2.5,
  };
  assert.deepEqual(JSON.parse(textOf(planOf(saved))), saved);
});

test("no text makes reading throw", () => {
  const parts = ["{", "}", "[", "]", '"v":1', '"items":', '"a"', ":", ",", "null", "1e999", '"__proto__":'];
  let seed = 7;
  for (let round = 0; round < 20_000; round += 1) {
    let text = '{"v":1,';
    for (let length = 0; length < 8; length += 1) {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      text += parts[(seed >> 8) % parts.length];
    }
    parsePlan(text);
    parsePlan(`${text}}`);
  }
});

test("an entry is done under an id that it had, and a tick moves it to the one it has", () => {
  const plan = planOf({ v: 1, items: { old: { status: "done", done: "2026-01-01", note: "n" } } });
  assert.equal(isDone(plan, ["new", "old"]), true);
  tickEntry(plan, ["new", "old"], null);
  assert.deepEqual(Object.fromEntries(plan.items), { new: { status: "planned", note: "n" } });
  tickEntry(plan, ["new", "old"], "2026-02-02");
  assert.deepEqual(plan.items.get("new"), { status: "done", done: "2026-02-02", note: "n" });
});

test("a step keeps its tick when it and its path get other ids", () => {
  const plan = planOf({ v: 1, steps: { "old-path/old-step": { done: "2026-01-01" } } });
  const keys = stepKeys(["path", "old-path"], ["step", "old-step"]);
  assert.equal(isStepDone(plan, keys), true);
  assert.equal(isStepDone(plan, stepKeys(["path"], ["step", "old-step"])), false);
  tickStep(plan, keys, null);
  assert.equal(plan.steps.size, 0);
  tickStep(plan, keys, "2026-02-02");
  assert.deepEqual([...plan.steps.keys()], ["path/step"]);
});

test("what is remembered of a path moves along to its id of now", () => {
  const plan = planOf({ v: 1, paths: { old: { began: "2026-01-01" } } });
  remember(plan, ["new", "old"], { way: "fastest" });
  assert.deepEqual(Object.fromEntries(plan.paths), { new: { began: "2026-01-01", way: "fastest" } });
  assert.equal(began(plan, ["new", "old"]).way, "fastest");
});

test("a change is saved on top of what another tab saved", () => {
  const shared = storage();
  const [one, other] = [new PlanStore(() => shared), new PlanStore(() => shared)];
  one.change((plan) => tickEntry(plan, ["a"], "2026-01-01"));
  other.change((plan) => tickEntry(plan, ["b"], "2026-01-01"));
  one.refresh();
  assert.deepEqual([...one.plan.items.keys()], ["a", "b"]);
});

test("blocked storage keeps ticks for the page and says so", () => {
  const store = new PlanStore(() => {
    throw new Error("blocked");
  });
  assert.equal(store.trouble, "blocked");
  store.change((plan) => tickEntry(plan, ["a"], "2026-01-01"));
  store.refresh();
  assert.equal(isDone(store.plan, ["a"]), true);
});

test("full storage keeps ticks for the page and says so", () => {
  const store = new PlanStore(() => storage({ isFull: true }));
  assert.equal(store.trouble, "");
  store.change((plan) => tickEntry(plan, ["a"], "2026-01-01"));
  assert.equal(store.trouble, "blocked");
  store.change((plan) => tickEntry(plan, ["b"], "2026-01-01"));
  assert.deepEqual([...store.plan.items.keys()], ["a", "b"]);
});

test("damaged storage is never written over before the reader says so", () => {
  const damaged = storage({ text: "{" });
  const store = new PlanStore(() => damaged);
  assert.equal(store.trouble, "damaged");
  store.change((plan) => tickEntry(plan, ["a"], "2026-01-01"));
  assert.equal(damaged.getItem(KEY), "{");
  store.startAgain();
  assert.equal(store.trouble, "");
  assert.deepEqual([...new PlanStore(() => damaged).plan.items.keys()], ["a"]);
});
