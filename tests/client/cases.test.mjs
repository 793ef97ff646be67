/** The page script's filter on the generated cases: it must give the numbers of the program. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  availability,
  counts,
  first,
  judge,
  keptOutBy,
  matching,
} from "../../themes/default/scripts/filter.js";
import { handedOver } from "./handed-over.mjs";

/** @param {(number | null)[]} list */
const numbers = (list) => Float64Array.from(list, (value) => value ?? Number.NaN);

/**
 * Makes the tables that the script works on.
 *
 * @param {any} data
 */
function prepared(data) {
  const sessions = new Map();
  data.sessions.forEach((/** @type {number[][]} */ list, /** @type {number} */ entry) => {
    const of = (/** @type {number[]} */ [deadline, end, start, closes]) => ({
      deadline,
      end,
      start,
      closes: closes === 1,
    });
    if (list.length > 0) sessions.set(entry, list.map(of));
  });
  const facets = new Map();
  for (const { id, parents, entries } of data.facets) {
    const starts = new Uint32Array(entries.length + 1);
    entries.forEach((/** @type {number[]} */ codes, /** @type {number} */ entry) => {
      starts[entry + 1] = starts[entry] + codes.length;
    });
    facets.set(id, { parents, column: { starts, codes: Uint16Array.from(entries.flat()) } });
  }
  const table = {
    count: data.count,
    facets,
    price: numbers(data.price),
    minutes: numbers(data.minutes),
    sessions,
  };
  const { query } = data;
  const range = (/** @type {(number | null)[]} */ [min, max]) => ({ min, max });
  const terms = new Map(Object.entries(query.terms).map(([id, codes]) => [id, new Set(codes)]));
  return {
    table,
    query: { terms, price: range(query.price), minutes: range(query.minutes), past: query.past },
    sorting: {
      found: null,
      minutes: table.minutes,
      credit: numbers(data.credit),
      added: numbers(data.added),
      title: numbers(data.title),
      sessions,
      today: data.today,
    },
  };
}

test("1,000 random catalogs and questions give the numbers of the program", () => {
  const cases = handedOver("browse-cases.json");
  assert.equal(cases.length, 1000);
  cases.forEach((/** @type {any} */ data, /** @type {number} */ number) => {
    const { table, query, sorting } = prepared(data);
    const { expected, today } = data;
    const verdict = judge(table, query, today);
    const found = matching(table, query, today, verdict);
    assert.deepEqual(found, expected.matching, `case ${number}`);
    for (const [id, wanted] of Object.entries(expected.counts)) {
      assert.deepEqual([...counts(table, query, id, today, verdict)], wanted, `case ${number}, ${id}`);
    }
    assert.equal(keptOutBy(verdict, "past"), expected.past, `case ${number}, past`);
    for (const name of /** @type {const} */ (["price", "minutes"])) {
      const unstated = keptOutBy(verdict, name, (entry) => Number.isNaN(table[name][entry]));
      assert.equal(unstated, expected.unstated[name], `case ${number}, ${name} not stated`);
    }
    for (const [sort, wanted] of Object.entries(expected.sorted)) {
      for (const count of [wanted.length, 1, 3]) {
        const got = first(found, count, sort, sorting);
        assert.deepEqual(got, wanted.slice(0, count), `case ${number}, the first ${count} by ${sort}`);
      }
    }
    const ids = ["any-time", "upcoming", "closing-soon", "no-dates"].map((id) => ({ id }));
    const { starts, codes } = availability(data.count, table.sessions, ids, today);
    assert.deepEqual(
      Array.from({ length: data.count }, (_, entry) => ids[codes[starts[entry + 1] - 1]].id),
      expected.availability,
      `case ${number}, availability`,
    );
  });
});
