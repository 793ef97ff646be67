/**
 * Finds entries by words and fetches cards, beside the page's own work where it can.
 *
 * Each file that is fetched takes the page a few milliseconds to receive and read, and a search takes
 * several. So a worker does both, once it is there. Where none can be started, the page does the same
 * itself.
 *
 * @typedef {import("./data.js").Catalog} Catalog
 * @typedef {import("./search.js").Hits} Hits
 * @typedef {"words" | "search" | "cards"} Act
 * @typedef {{ fails: Uint8Array, count: number }} Shown how many of the best entries, of those that fail nothing else that is asked for
 * @typedef {{ number: number, act: "open" | Act, asked: any }} Question
 * @typedef {{ number: number, value?: any, failed?: string }} Answer `failed` is the message of an error
 * @typedef {{ act: Act, asked: any, resolve: (value: any) => void, reject: (error: Error) => void }} Waiting
 */

export class Finder {
  #catalog;
  /** @type {Worker | undefined} */
  #worker;
  /** Whether the worker has answered a question. Until then the page fetches cards itself. */
  #isAwake = false;
  #questions = 0;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();

  /** @param {Catalog} catalog */
  constructor(catalog) {
    this.#catalog = catalog;
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
    this.#worker.postMessage({ number: 0, act: "open", asked: { address: address.href, index } });
  }

  /**
   * Fetches what every search needs.
   *
   * @returns {Promise<void>}
   */
  prepare() {
    return this.#ask("words", undefined);
  }

  /**
   * Looks for words. A worker also fetches what will be asked for next: the cards, and the words that
   * another letter may lead to.
   *
   * @param {string} text
   * @param {Shown} [shown] what will be shown of it
   * @returns {Promise<Hits>}
   */
  search(text, shown) {
    return this.#ask("search", { text, shown });
  }

  /**
   * Returns the markup of cards.
   *
   * @param {number[]} entries
   * @returns {Promise<string[]>} in the order asked for
   */
  cards(entries) {
    // A worker's first files take it longer than the page.
    return this.#isAwake ? this.#ask("cards", entries) : this.#do("cards", entries);
  }

  /**
   * @param {Act} act
   * @param {any} asked
   * @returns {Promise<any>}
   */
  #ask(act, asked) {
    const worker = this.#worker;
    if (!worker) return this.#do(act, asked);
    this.#questions += 1;
    const number = this.#questions;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { act, asked, resolve, reject });
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
    for (const { act, asked, resolve } of this.#waiting.values()) resolve(this.#do(act, asked));
    this.#waiting.clear();
  }

  /**
   * @param {Act} act
   * @param {any} asked
   * @returns {Promise<any>}
   */
  async #do(act, asked) {
    if (act === "cards") return this.#catalog.cards(asked);
    const { search, wordsOf } = await import("./search.js");
    return act === "words" ? wordsOf(this.#catalog) : search(this.#catalog, asked.text);
  }
}
