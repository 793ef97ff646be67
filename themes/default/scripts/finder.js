/**
 * Finds entries by words and fetches cards, beside the page's own work where it can.
 *
 * Each file that is fetched takes the page a few milliseconds to receive and read, and a search takes
 * several, as does what it comes to. So a worker does all of it, once it is there. Where none can be
 * started, the page does the same itself.
 *
 * @typedef {import("./data.js").Catalog} Catalog
 * @typedef {import("./search.js").Hits} Hits
 * @typedef {import("./result.js").Result} Result
 *
 * @typedef {object} List what the page is about to show
 * @property {import("./state.js").State} state
 * @property {number} shown how many entries
 * @property {number} seen how many of them in the window
 * @property {string[]} facets those whose counts can be seen
 * @typedef {List & { known: number[] }} Sought `known` are the entries whose cards the page has
 *
 * @typedef {object} Found
 * @property {Hits} hits
 * @property {Result} [result] where the worker has what it takes
 * @property {{ entries: number[], markup: string[] }} [cards] those in the window that the page does not have
 * @typedef {{ open: { address: string, index: any, today: number }, prepare: List, search: Sought, cards: number[] }} Asked
 * @typedef {{ open: void, prepare: void, search: Found, cards: string[] }} Answers
 * @typedef {{ number: number, act: keyof Asked, asked: unknown }} Question
 * @typedef {{ number: number, value?: unknown, failed?: string }} Answer `failed` is the message of an error
 * @typedef {{ here: () => Promise<any>, resolve: (value: any) => void, reject: (error: Error) => void }} Waiting
 *     `here` does in the page what the worker was asked
 */

export class Finder {
  #catalog;
  #today;
  /** @type {Worker | undefined} */
  #worker;
  /** Whether the worker has answered a question. Until then the page fetches cards itself. */
  #isAwake = false;
  #questions = 0;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();

  /**
   * @param {Catalog} catalog
   * @param {number} today
   */
  constructor(catalog, today) {
    this.#catalog = catalog;
    this.#today = today;
  }

  /** Starts the worker, once nothing else is waited for. */
  start() {
    try {
      this.#worker = new Worker(new URL("./finder-worker.js", import.meta.url), { type: "module" });
    } catch {
      return; // a browser without workers
    }
    this.#worker.addEventListener("message", ({ data }) => this.#hear(data));
    this.#worker.addEventListener("error", () => this.#stop());
    const { address, index } = this.#catalog;
    const asked = { address: address.href, index, today: this.#today };
    this.#worker.postMessage({ number: 0, act: "open", asked });
  }

  /**
   * Fetches what every search needs.
   *
   * @param {List} list what is shown before the first word
   */
  prepare(list) {
    return this.#ask("prepare", list, async () => {
      const { wordsOf } = await import("./search.js");
      await wordsOf(this.#catalog);
    });
  }

  /**
   * Looks for the words of a list. A worker also works out what the list comes to and fetches the cards that
   * will be seen, and the words that another letter may lead to.
   *
   * @param {Sought} list
   */
  search(list) {
    return this.#ask("search", list, async () => {
      const { search } = await import("./search.js");
      return { hits: await search(this.#catalog, list.state.words) };
    });
  }

  /**
   * Returns the markup of cards, in the order asked for.
   *
   * @param {number[]} entries
   */
  cards(entries) {
    const here = () => this.#catalog.cards(entries);
    // A worker's first files take it longer than the page.
    return this.#isAwake ? this.#ask("cards", entries, here) : here();
  }

  /**
   * @template {Exclude<keyof Asked, "open">} Act
   * @param {Act} act
   * @param {Asked[Act]} asked
   * @param {() => Promise<Answers[Act]>} here does the same in the page
   * @returns {Promise<Answers[Act]>}
   */
  #ask(act, asked, here) {
    const worker = this.#worker;
    if (!worker) return here();
    this.#questions += 1;
    const number = this.#questions;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { here, resolve, reject });
      worker.postMessage({ number, act, asked });
    });
  }

  /** @param {Answer} answer */
  #hear({ number, value, failed }) {
    const waiting = this.#waiting.get(number);
    if (!waiting) return; // it has opened the catalog
    this.#isAwake = true;
    this.#waiting.delete(number);
    if (failed === undefined) waiting.resolve(value);
    else waiting.reject(new Error(failed));
  }

  /** Does what the worker was still asked, since it could not be loaded. */
  #stop() {
    this.#worker = undefined;
    this.#isAwake = false;
    for (const { here, resolve } of this.#waiting.values()) resolve(here());
    this.#waiting.clear();
  }
}
