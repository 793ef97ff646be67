// How far a reader is on a path, and what is left. Pure: a path and a plan in, numbers out.

import { isDone, isStepDone, stepKeys } from "./plan.js";

/**
 * @typedef {[shortest: number, longest: number]} Span minutes, or an amount in its minor unit
 *
 * @typedef {object} Entry
 * @property {string[]} ids the one of now first, then former ones
 * @property {Span | null} minutes `null` is not stated
 * @property {boolean} isEstimate
 * @property {number | null} cost in the minor unit, `null` is not stated
 * @property {string[]} ways the ways that take it
 *
 * @typedef {object} Step
 * @property {string[]} ids the one of now first, then former ones
 * @property {string} title
 * @property {number} need how many options complete it
 * @property {Entry[]} options empty for a task
 * @property {Entry[]} first what its options require, beyond the steps of the path
 * @property {Span | null} minutes of a task
 * @property {string[]} ways the ways that go through it
 *
 * @typedef {object} Path
 * @property {string[]} ids the one of now first, then former ones
 * @property {Step[]} steps
 *
 * @typedef {object} StepState
 * @property {boolean} isDone
 * @property {boolean} isOnWay
 *
 * @typedef {object} Left what is still to do; each sum leaves out what is not stated
 * @property {Span} minutes
 * @property {number} unknownTimes how many things state no time
 * @property {boolean} isEstimate whether part of the time is an estimate
 * @property {Span} cost
 * @property {number} unknownCosts how many things state no cost
 *
 * @typedef {object} Progress
 * @property {StepState[]} steps
 * @property {number} done steps on the way that are done
 * @property {number} total steps on the way
 * @property {Left} left
 */

/**
 * @param {Path} path
 * @param {import("./plan.js").Plan} plan
 * @param {string} way its id; empty for all steps, where a path cannot be finished and has no way
 * @returns {Progress}
 */
export function progressOf(path, plan, way) {
  const steps = path.steps.map((step) => ({
    isDone: isComplete(path, step, plan),
    isOnWay: way === "" || step.ways.includes(way),
  }));
  const onWay = path.steps.filter((_, at) => steps[at].isOnWay);
  return {
    steps,
    done: steps.filter((step) => step.isOnWay && step.isDone).length,
    total: onWay.length,
    left: leftOf(path, onWay, plan, way),
  };
}

/**
 * Whether a step is done: ticked by itself, or by as many options as it needs.
 * @param {Path} path
 * @param {Step} step
 * @param {import("./plan.js").Plan} plan
 */
export function isComplete(path, step, plan) {
  if (isStepDone(plan, stepKeys(path.ids, step.ids))) return true;
  const done = step.options.filter((entry) => isDone(plan, entry.ids)).length;
  return step.options.length > 0 && done >= step.need;
}

/**
 * @param {Path} path
 * @param {Step[]} steps
 * @param {import("./plan.js").Plan} plan
 * @param {string} way
 * @returns {Left}
 */
function leftOf(path, steps, plan, way) {
  const sum = new Sum();
  for (const step of steps.filter((it) => !isComplete(path, it, plan))) {
    if (step.options.length === 0) {
      sum.add([{ minutes: step.minutes, cost: 0, isEstimate: true }], 1);
      continue;
    }
    const taken = (/** @type {Entry} */ entry) => way === "" || entry.ways.includes(way);
    const toDo = (/** @type {Entry} */ entry) => taken(entry) && !isDone(plan, entry.ids);
    const done = step.options.filter((it) => isDone(plan, it.ids)).length;
    sum.choose(step.options.filter(toDo), step.need - done);
    for (const entry of step.first.filter(toDo)) sum.choose([entry], 1);
  }
  return sum.left;
}

/** Adds up choices. What several steps share counts once. */
class Sum {
  /** @type {Left} */
  left = {
    minutes: [0, 0],
    unknownTimes: 0,
    isEstimate: false,
    cost: [0, 0],
    unknownCosts: 0,
  };
  /** @type {Set<string>} */
  #counted = new Set();

  /**
   * Adds any `need` of some entries.
   * @param {Entry[]} entries
   * @param {number} need
   */
  choose(entries, need) {
    const fresh = entries.filter(({ ids }) => !this.#counted.has(ids[0]));
    const open = Math.min(need - (entries.length - fresh.length), fresh.length);
    if (open <= 0) return;
    if (open === fresh.length) {
      for (const { ids } of fresh) this.#counted.add(ids[0]);
    }
    this.add(fresh, open);
  }

  /**
   * @param {Pick<Entry, "minutes" | "cost" | "isEstimate">[]} things
   * @param {number} count how many of them will be taken
   */
  add(things, count) {
    const { left } = this;
    const times = things.map(({ minutes }) => minutes);
    left.unknownTimes += widen(left.minutes, times, count);
    left.isEstimate ||= things.some((it) => it.isEstimate && it.minutes);
    /** @type {(Span | null)[]} */
    const costs = things.map(({ cost }) => (cost === null ? null : [cost, cost]));
    left.unknownCosts += widen(left.cost, costs, count);
  }
}

/**
 * Adds the least and the most that `count` of some spans come to; gives back how many of those
 * taken may be unknown.
 * @param {Span} sum
 * @param {(Span | null)[]} spans
 * @param {number} count
 */
function widen(sum, spans, count) {
  /** @type {Span[]} */
  const known = spans.filter((span) => span !== null);
  const shortest = known.map((span) => span[0]).sort((a, b) => a - b);
  const longest = known.map((span) => span[1]).sort((a, b) => b - a);
  for (const value of shortest.slice(0, count)) sum[0] += value;
  for (const value of longest.slice(0, count)) sum[1] += value;
  return Math.min(count, spans.length - known.length);
}

/**
 * What a path looks like, to be compared with it later.
 * @param {Path} path
 * @returns {import("./plan.js").SeenStep[]}
 */
export function seenOf(path) {
  return path.steps.map((step) => [step.ids[0], step.title, step.options.map(({ ids }) => ids[0])]);
}

/**
 * What is different from when it was last seen, by the titles of the steps. A step or an entry that
 * only has another id is the same.
 * @param {import("./plan.js").SeenStep[]} seen
 * @param {Path} path
 * @returns {{ added: string[], gone: string[], changed: string[] }}
 */
export function changesSince(seen, path) {
  const now = (/** @type {string} */ id) => path.steps.find(({ ids }) => ids.includes(id));
  const titles = (/** @type {Step[]} */ steps) => steps.map((it) => it.title);
  const known = new Set(seen.map(([id]) => now(id)));
  const gone = seen.filter(([id]) => !now(id)).map(([, title]) => title);
  const changed = seen.flatMap(([id, , options]) => {
    const step = now(id);
    return step && !hasOptions(step, options) ? [step] : [];
  });
  return {
    added: titles(path.steps.filter((step) => !known.has(step))),
    gone,
    changed: titles([...new Set(changed)]),
  };
}

/**
 * Whether a step has just these options, under whatever ids.
 * @param {Step} step
 * @param {string[]} options
 */
function hasOptions(step, options) {
  const isSeen = (/** @type {Entry} */ { ids }) => ids.some((id) => options.includes(id));
  const isThere = (/** @type {string} */ option) => step.options.some(({ ids }) => ids.includes(option));
  return step.options.every(isSeen) && options.every(isThere);
}
