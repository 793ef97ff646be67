// What a reader keeps in this browser, as data: read from text that anybody may have written, and
// changed by ticks. Pure; `storage.js` keeps the text.
//
// {"v":1, "items":{entry:{"status","done"}}, "steps":{"path/step":{"done"}},
//  "paths":{path:{"began","way","seen":[[step,title,[entries]]],"stand":[done,total]}}, "pace":hours, ...}
//
// Everything else on the first level, and in an item, belongs to other pages and is kept as it is.

import { numberOf } from "./calendar.js";

export const KEY = "milepost.plan.v1";

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const STATES = ["planned", "doing", "done"];
const MOST_HOURS = 80;

/**
 * @typedef {{ status: string, done?: string }} Item an entry in the plan
 * @typedef {{ done: string }} Mark a step ticked by itself
 * @typedef {[step: string, title: string, entries: string[]]} SeenStep
 * @typedef {[done: number, total: number]} Stand steps of the chosen way when last ticked
 * @typedef {{ began?: string, way?: string, seen?: SeenStep[], stand?: Stand }} Began
 *
 * @typedef {object} Plan
 * @property {Map<string, Item>} items by entry
 * @property {Map<string, Mark>} steps by path and step, "path/step"
 * @property {Map<string, Began>} paths
 * @property {number | null} pace hours a week
 * @property {Record<string, unknown>} rest
 */

/** @returns {Plan} */
export function emptyPlan() {
  return {
    items: new Map(),
    steps: new Map(),
    paths: new Map(),
    pace: null,
    rest: {},
  };
}

/**
 * Reads a saved plan. `null` is text that holds none: damaged, or of a version that is not known.
 * A part that makes no sense is left out; what stands beside it is kept.
 * @param {string | null} text nothing saved is an empty plan
 * @returns {Plan | null}
 */
export function parsePlan(text) {
  const plan = emptyPlan();
  if (text === null) return plan;
  const saved = record(parsed(text));
  if (saved?.v !== 1) return null;
  const { v: _, items, steps, paths, pace, ...rest } = saved;
  for (const [id, value] of entries(items)) {
    const item = itemOf(value);
    if (ID.test(id) && item) plan.items.set(id, item);
  }
  for (const [key, value] of entries(steps)) {
    const done = dayIn(record(value)?.done);
    const parts = key.split("/");
    if (parts.length === 2 && parts.every((id) => ID.test(id)) && done) {
      plan.steps.set(key, { done });
    }
  }
  for (const [id, value] of entries(paths)) {
    const began = record(value);
    if (ID.test(id) && began) plan.paths.set(id, beganOf(began));
  }
  plan.pace = isPace(pace) ? pace : null;
  plan.rest = rest;
  return plan;
}

/**
 * The text of a plan.
 * @param {Plan} plan
 * @returns {string}
 */
export function textOf(plan) {
  return JSON.stringify({
    ...plan.rest,
    v: 1,
    items: Object.fromEntries(plan.items),
    steps: Object.fromEntries(plan.steps),
    paths: Object.fromEntries(plan.paths),
    pace: plan.pace ?? undefined,
  });
}

/**
 * Whether a number of hours a week can be worked with.
 * @param {unknown} hours
 * @returns {hours is number}
 */
export function isPace(hours) {
  return typeof hours === "number" && hours > 0 && hours <= MOST_HOURS;
}

/**
 * Whether an entry is done, under the id it has now or one that it had.
 * @param {Plan} plan
 * @param {readonly string[]} ids the one of now first
 */
export function isDone(plan, ids) {
  return ids.some((id) => plan.items.get(id)?.status === "done");
}

/**
 * Ticks an entry, or puts it back among the planned. What stood under a former id moves along.
 * @param {Plan} plan
 * @param {readonly string[]} ids the one of now first
 * @param {string | null} day the day it was done, `null` to take the tick away
 */
export function tickEntry(plan, ids, day) {
  const known = ids.map((id) => plan.items.get(id)).find((item) => item);
  for (const id of ids) plan.items.delete(id);
  const { done: _, ...kept } = known ?? {};
  plan.items.set(
    ids[0],
    day === null ? { ...kept, status: "planned" } : { ...kept, status: "done", done: day },
  );
}

/**
 * The keys that a step may have been ticked under, the one of now first.
 * @param {readonly string[]} paths ids of the path, the one of now first
 * @param {readonly string[]} steps ids of the step, the one of now first
 */
export function stepKeys(paths, steps) {
  return paths.flatMap((path) => steps.map((step) => `${path}/${step}`));
}

/**
 * Whether a step was ticked by itself.
 * @param {Plan} plan
 * @param {readonly string[]} keys see `stepKeys`
 */
export function isStepDone(plan, keys) {
  return keys.some((key) => plan.steps.has(key));
}

/**
 * Ticks a step by itself, or takes the tick away.
 * @param {Plan} plan
 * @param {readonly string[]} keys see `stepKeys`
 * @param {string | null} day
 */
export function tickStep(plan, keys, day) {
  for (const key of keys) plan.steps.delete(key);
  if (day !== null) plan.steps.set(keys[0], { done: day });
}

/**
 * What is remembered of a path, under the id it has now or one that it had.
 * @param {Plan} plan
 * @param {readonly string[]} ids the one of now first
 * @returns {Began}
 */
export function began(plan, ids) {
  return ids.map((id) => plan.paths.get(id)).find((it) => it) ?? {};
}

/**
 * Adds to what is remembered of a path.
 * @param {Plan} plan
 * @param {readonly string[]} ids the one of now first
 * @param {Began} more
 */
export function remember(plan, ids, more) {
  const known = began(plan, ids);
  for (const id of ids) plan.paths.delete(id);
  plan.paths.set(ids[0], { ...known, ...more });
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown> | null}
 */
function record(value) {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? /** @type {Record<string, unknown>} */ (value) : null;
}

/** @param {unknown} value */
function entries(value) {
  return Object.entries(record(value) ?? {});
}

/**
 * @param {unknown} value
 * @returns {string | undefined}
 */
function dayIn(value) {
  return numberOf(value) === null ? undefined : String(value);
}

/**
 * @param {unknown} value
 * @returns {Item | null}
 */
function itemOf(value) {
  const item = record(value);
  const status = STATES.find((state) => state === item?.status);
  if (!item || !status) return null;
  const { done, ...kept } = item;
  const day = dayIn(done);
  return { ...kept, status, ...(day && { done: day }) };
}

/**
 * @param {Record<string, unknown>} saved
 * @returns {Began}
 */
function beganOf(saved) {
  const seen = Array.isArray(saved.seen) ? saved.seen.filter(isSeen) : null;
  const day = dayIn(saved.began);
  return {
    ...(day && { began: day }),
    ...(typeof saved.way === "string" && { way: saved.way }),
    ...(seen && { seen }),
    ...(isStand(saved.stand) && { stand: saved.stand }),
  };
}

/**
 * @param {unknown} stand
 * @returns {stand is Stand}
 */
function isStand(stand) {
  const isCount = (/** @type {unknown} */ it) => Number.isSafeInteger(it) && Number(it) >= 0;
  return Array.isArray(stand) && stand.length === 2 && stand.every(isCount);
}

/**
 * @param {unknown} step
 * @returns {step is SeenStep}
 */
function isSeen(step) {
  return (
    Array.isArray(step) &&
    typeof step[0] === "string" &&
    typeof step[1] === "string" &&
    Array.isArray(step[2]) &&
    step[2].every((id) => typeof id === "string")
  );
}
