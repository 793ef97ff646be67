/**
 * The words of a catalog, and which entries have them.
 *
 * Their list is fetched whole, once, when a reader begins to type. The entries of words come in
 * shards, of which only those are fetched that hold a word looked for.
 *
 * @typedef {import("./data.js").Posting} Posting
 */

/** How many shards the words that one typed word may mean can lie in. */
const SHARDS = 4;

export class Words {
  #catalog;
  /** The number of the first word of each shard, and of the word after the last. */
  #starts;

  /**
   * @param {import("./data.js").Catalog} catalog
   * @param {string[]} list
   * @param {number[]} shards
   * @param {import("./data.js").Synonym[]} synonyms
   */
  constructor(catalog, list, shards, synonyms) {
    this.#catalog = catalog;
    /** All words in the order of their UTF-16 units. */
    this.list = list;
    this.synonyms = synonyms;
    this.#starts = [0];
    for (const size of shards) this.#starts.push((this.#starts.at(-1) ?? 0) + size);
  }

  /**
   * Returns the words of a catalog.
   *
   * @param {import("./data.js").Catalog} catalog
   */
  static async of(catalog) {
    const { words, shards, synonyms } = await catalog.words();
    return new Words(catalog, words, shards, synonyms);
  }

  /**
   * Tells whether some words lie in more shards than are worth fetching.
   *
   * @param {number[]} numbers
   * @param {number} [most] how many are
   */
  areTooMany(numbers, most = SHARDS) {
    return new Set(numbers.map((number) => this.#shardOf(number))).size > most;
  }

  /**
   * Returns the entries of some words by their numbers in the list.
   *
   * @param {number[]} numbers
   * @returns {Promise<Map<number, Posting>>}
   */
  async postings(numbers) {
    /** @type {Map<number, number[]>} */
    const wanted = new Map();
    for (const number of numbers) {
      const shard = this.#shardOf(number);
      const others = wanted.get(shard);
      if (others) others.push(number);
      else wanted.set(shard, [number]);
    }
    const found = new Map();
    const fetches = [...wanted].map(async ([shard, numbers]) => {
      const postings = await this.#catalog.shard(shard);
      for (const number of numbers) {
        const posting = postings[number - this.#starts[shard]];
        if (posting) found.set(number, posting);
      }
    });
    await Promise.all(fetches);
    return found;
  }

  /** @param {number} number */
  #shardOf(number) {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high - 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle] <= number) low = middle;
      else high = middle;
    }
    return low;
  }
}
