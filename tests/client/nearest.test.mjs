/** What stands between a query that finds nothing and the entries that come nearest to it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { matching, nearest } from "../../themes/default/scripts/filter.js";

const OPEN = { min: null, max: null };
/** A facet whose term of an entry is its number here. */
const facet = (/** @type {number[]} */ codes) => ({
  parents: [-1, -1, -1],
  column: {
    starts: Uint32Array.from({ length: codes.length + 1 }, (_, at) => at),
    codes: Uint16Array.from(codes),
  },
});
const over = [{ deadline: 1, end: 1, start: 1, closes: false }];
const table = {
  count: 4,
  facets: new Map([
    ["cost", facet([0, 0, 1, 2])],
    ["topic", facet([0, 1, 1, 2])],
  ]),
  price: Float64Array.from([0, 0, 500, 900]),
  sessions: new Map([[3, over]]),
};
const query = (/** @type {Record<string, number[]>} */ terms, more = {}) => ({
  terms: new Map(Object.entries(terms).map(([id, codes]) => [id, new Set(codes)])),
  price: OPEN,
  minutes: OPEN,
  past: false,
  ...more,
});

test("one criterion is named where dropping it helps, the one that brings most first", () => {
  const asked = query({ cost: [0], topic: [1] }, { price: { min: 500, max: null } });
  assert.deepEqual(matching(table, asked, 10), []);
  assert.deepEqual(nearest(table, asked, 10), [["price"], ["cost"]]);
});

test("all terms of a facet go together", () => {
  assert.deepEqual(nearest(table, query({ cost: [0, 1], topic: [2] }), 10), [["topic"]]);
  assert.deepEqual(nearest(table, query({ cost: [0, 1], topic: [2] }, { past: true }), 10), [
    ["topic"],
    ["cost"],
  ]);
});

test("several are named where it takes as many, words among them", () => {
  const none = Float32Array.from([0, 0, 0, 0]);
  const asked = query({ cost: [1], topic: [0] }, { found: none });
  assert.deepEqual(
    nearest(table, asked, 10),
    [
      ["cost", "words"],
      ["topic", "words"],
    ].sort(),
  );
});

test("what is over is near to nothing", () => {
  const all = new Map([0, 1, 2, 3].map((entry) => [entry, over]));
  assert.deepEqual(nearest({ ...table, sessions: all }, query({ cost: [0] }), 10), []);
});
