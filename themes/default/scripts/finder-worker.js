/**
 * The worker of `finder.js`: answers one question after another, from data of its own.
 *
 * @typedef {import("./finder.js").Question} Question
 * @typedef {import("./finder.js").Answer} Answer
 * @typedef {import("./finder.js").Asked} Asked
 * @typedef {import("./finder.js").Answers} Answers
 * @typedef {import("./finder.js").List} List
 * @typedef {import("./finder.js").Sought} Sought
 * @typedef {import("./finder.js").Found} Found
 */
import { BrowseData } from "./browse-data.js";
import { Catalog } from "./data.js";
import { listOf, resultOf } from "./result.js";
import { foresee, search, wordsOf } from "./search.js";

/** How many milliseconds what was found waits for its cards, so that the page hears of both at once. */
const PATIENCE = 50;

/** @type {Catalog} */
let catalog;
let today = 0;
/** What lists are made of, once it is there. @type {BrowseData | undefined} */
let data;

/** @type {{ [Act in keyof Asked]: (asked: Asked[Act]) => Answers[Act] | Promise<Answers[Act]> }} */
const acts = {
  open: (asked) => {
    catalog = new Catalog(new URL(asked.address), asked.index);
    today = asked.today;
  },
  prepare: async (list) => {
    // What lists are made of is not waited for: until it is there, the page works them out.
    begin(lacking(list));
    await wordsOf(catalog);
  },
  search: async (list) => {
    const { words } = list.state;
    const hits = await search(catalog, words);
    const missing = lacking(list);
    begin(missing);
    const sought = data && !missing && listOf(data, list.state, { found: hits.found, shown: list.shown });
    // The cards are on their way while the counts are worked out.
    const cards = sought ? cardsOf(sought.entries, list) : Promise.resolve(undefined);
    begin(foresee(catalog, words));
    const result = data && sought ? resultOf(data, list.state, list.facets, sought) : undefined;
    return { hits, result, cards: await unlessLate(cards) };
  },
  cards: (entries) => catalog.cards(entries),
};

/**
 * Fetches what a list is made of; `undefined` when everything is there.
 *
 * @param {List} list
 * @returns {Promise<unknown> | undefined}
 */
function lacking({ state, facets }) {
  if (data) return data.lacking(state, facets);
  return BrowseData.of(catalog, today).then((opened) => {
    data = opened;
    return data.lacking(state, facets);
  });
}

/**
 * Returns the cards in the window that the page does not have.
 *
 * @param {number[]} entries the first of the list
 * @param {Sought} list
 * @returns {Promise<Found["cards"]>}
 */
async function cardsOf(entries, { seen, known }) {
  const missing = entries.slice(0, seen).filter((entry) => !known.includes(entry));
  return { entries: missing, markup: await catalog.cards(missing) };
}

/**
 * Waits for cards unless they take long or cannot be had, which is said when the page asks for them.
 *
 * @param {Promise<Found["cards"]>} cards
 * @returns {Promise<Found["cards"]>}
 */
function unlessLate(cards) {
  /** @type {Promise<undefined>} */
  const late = new Promise((resolve) => setTimeout(() => resolve(undefined), PATIENCE));
  return Promise.race([cards.catch(() => undefined), late]);
}

/**
 * Lets something begin that nobody waits for yet. What fails now is said when it is asked for.
 *
 * @param {Promise<unknown> | undefined} work
 */
function begin(work) {
  work?.catch(() => undefined);
}

/**
 * @param {Question} question
 * @returns {Promise<Answer>}
 */
async function answer({ number, act, asked }) {
  try {
    return { number, value: await acts[act](/** @type {any} */ (asked)) };
  } catch (error) {
    return { number, failed: error instanceof Error ? error.message : String(error) };
  }
}

addEventListener("message", async ({ data }) => postMessage(await answer(data)));
