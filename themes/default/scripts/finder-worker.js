/**
 * The worker of `finder.js`: answers one question after another, from data of its own.
 *
 * @typedef {import("./finder.js").Question} Question
 * @typedef {import("./finder.js").Answer} Answer
 * @typedef {import("./finder.js").Shown} Shown
 */
import { Catalog } from "./data.js";
import { first } from "./filter.js";
import { foresee, search, wordsOf } from "./search.js";

/** @type {Catalog} */
let catalog;

/** @type {Record<Question["act"], (asked: any) => unknown>} */
const acts = {
  open: ({ address, index }) => {
    catalog = new Catalog(new URL(address), index);
  },
  words: async () => {
    // Numbers put what was found in order, and are not waited for.
    catalog.numbers().catch(() => undefined);
    await wordsOf(catalog);
  },
  search: async ({ text, shown }) => {
    const hits = await search(catalog, text);
    // Both are on their way while the page shows what was found. What fails now is said when it is asked for.
    if (hits.found && shown) fetchCards(hits.found, shown).catch(() => undefined);
    foresee(catalog, text).catch(() => undefined);
    return hits;
  },
  cards: (entries) => catalog.cards(entries),
};

/**
 * Fetches the cards that the page will ask for once it knows what was found.
 *
 * @param {Float32Array} found
 * @param {Shown} shown
 */
async function fetchCards(found, { fails, count }) {
  const numbers = await catalog.numbers();
  const list = [...found.keys()].filter((entry) => found[entry] > 0 && fails[entry] === 0);
  await catalog.cards(first(list, count, "best", { ...numbers, found, sessions: new Map(), today: 0 }));
}

/**
 * @param {Question} question
 * @returns {Promise<Answer>}
 */
async function answer({ number, act, asked }) {
  try {
    return { number, value: await acts[act](asked) };
  } catch (error) {
    return { number, failed: error instanceof Error ? error.message : String(error) };
  }
}

addEventListener("message", async ({ data }) => postMessage(await answer(data)));
