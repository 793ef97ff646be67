/**
 * What a state of the list comes to: which entries, how many each value would give, what stands in the
 * way. Pure.
 */
import { counts, first, judge, keptOutBy, matching, nearest } from "./filter.js";
import { criteria, sortOf, without } from "./state.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Criterion} Criterion
 *
 * @typedef {object} Result
 * @property {string} sort that the list is in
 * @property {Criterion[]} asked
 * @property {number} found how many entries
 * @property {number[]} entries the first of them, to be shown
 * @property {boolean} isWhole whether they are the whole catalog in its own order
 * @property {Map<string, Uint32Array>} counts how many each term of a facet would give
 * @property {number} past how many are left out only because their dates are over
 * @property {{ price: number, minutes: number }} unstated how many a range leaves out only because they state nothing
 * @property {{ dropped: Criterion[], count: number }[]} ways what dropping criteria would bring, where nothing fits
 */

/** How many ways out of an empty list are offered at most. */
const WAYS = 5;

/**
 * Returns which entries a state comes to, and the first of them: enough to fetch their cards.
 *
 * @param {import("./browse-data.js").BrowseData} data has what the state needs
 * @param {State} state
 * @param {{ found: Float32Array | null, shown: number }} asked how well each entry fits the words of the
 *     state, and how many entries are to be shown
 */
export function listOf({ table, sorting, today }, state, { found, shown }) {
  const query = { ...state, found };
  const verdict = judge(table, query, today);
  const list = matching(table, query, today, verdict);
  return { query, verdict, list, entries: first(list, shown, sortOf(state), { ...sorting, found }) };
}

/**
 * @param {import("./browse-data.js").BrowseData} data has what the state needs
 * @param {State} state
 * @param {string[]} facets those to count
 * @param {ReturnType<typeof listOf>} list of the state
 * @returns {Result}
 */
export function resultOf({ catalog, table, today }, state, facets, { query, verdict, list, entries }) {
  // Without words that were looked up there is no best match, and the list is in its own order.
  const sort = sortOf(state) === "best" && !query.found ? "cost" : sortOf(state);
  const asked = criteria(state, catalog);
  const unstated = (/** @type {"price" | "minutes"} */ name) => {
    const values = table[name];
    return values ? keptOutBy(verdict, name, (entry) => Number.isNaN(values[entry])) : 0;
  };
  return {
    sort,
    asked,
    found: list.length,
    entries,
    isWhole: asked.length === 0 && sort === "cost" && list.length === table.count,
    counts: new Map(facets.map((id) => [id, counts(table, query, id, today, verdict)])),
    past: keptOutBy(verdict, "past"),
    unstated: { price: unstated("price"), minutes: unstated("minutes") },
    ways: list.length === 0 ? waysOut(table, query, today, state, asked) : [],
  };
}

/**
 * Returns what dropping criteria would bring, as few at once as help, the most first.
 *
 * @param {import("./filter.js").Table} table
 * @param {import("./filter.js").Query} query
 * @param {number} today
 * @param {State} state
 * @param {Criterion[]} asked
 */
function waysOut(table, query, today, state, asked) {
  const sets = nearest(table, query, today).slice(0, WAYS);
  return sets.map((names) => {
    const dropped = asked.filter(({ facet, key }) => names.includes(facet ?? key));
    const left = dropped.reduce(without, state);
    const found = left.words ? query.found : null;
    return { dropped, count: matching(table, { ...left, found }, today).length };
  });
}
