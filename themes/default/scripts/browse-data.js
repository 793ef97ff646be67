/**
 * What the filter works on, fetched as it is asked for.
 *
 * @typedef {import("./filter.js").Table} Table
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Sorting what a list can be sorted by
 * @property {Float32Array | null} found
 * @property {Float64Array} minutes
 * @property {Float64Array} credit
 * @property {Float64Array} added
 * @property {Float64Array} [title] places in the order of titles
 * @property {Map<number, import("./data.js").Session[]>} sessions
 * @property {number} today
 */
import { openCatalog } from "./data.js";
import { availability, isSet } from "./filter.js";
import { sortOf } from "./state.js";

export class BrowseData {
  /** @type {Sorting} */
  sorting;
  /** @type {Table} */
  table;

  /**
   * @param {import("./data.js").Catalog} catalog
   * @param {Map<number, import("./data.js").Session[]>} sessions
   * @param {number} today
   */
  constructor(catalog, sessions, today) {
    this.catalog = catalog;
    this.today = today;
    this.table = { count: catalog.count, facets: new Map(), sessions };
    const none = new Float64Array(catalog.count).fill(Number.NaN);
    this.sorting = { found: null, minutes: none, credit: none, added: none, sessions, today };
  }

  /**
   * Opens the data and fetches what every list needs.
   *
   * @param {URL} index
   * @param {number} today
   */
  static async open(index, today) {
    return BrowseData.of(await openCatalog(index), today);
  }

  /**
   * Fetches what every list needs.
   *
   * @param {import("./data.js").Catalog} catalog
   * @param {number} today
   */
  static async of(catalog, today) {
    return new BrowseData(catalog, await catalog.sessions(), today);
  }

  /**
   * Fetches what is missing to show a state with the counts of some facets; `undefined` when
   * everything is there, so that a list can be shown at once.
   *
   * @param {State} state
   * @param {Iterable<string>} facets
   * @returns {Promise<unknown> | undefined}
   */
  lacking(state, facets) {
    const ids = new Set([...facets, ...state.terms.keys()]);
    const missing = [...ids].filter((id) => !this.table.facets.has(id));
    const sort = sortOf(state);
    const isRanged = isSet(state.price) || isSet(state.minutes);
    const waits = missing.map((id) => this.#fetchColumn(id));
    if ((sort !== "cost" || isRanged) && !this.table.price) {
      const fetching = this.#fetchNumbers();
      // The best matches do without them: equals then keep the order of the lists.
      waits.push(sort === "best" && !isRanged ? fetching.catch(() => undefined) : fetching);
    }
    return waits.length > 0 ? Promise.all(waits) : undefined;
  }

  /** @param {string} id */
  async #fetchColumn(id) {
    const facet = this.catalog.facets.find((facet) => facet.id === id);
    if (!facet) return;
    const column =
      facet.kind === "availability"
        ? availability(this.table.count, this.table.sessions, facet.terms, this.today)
        : (await this.catalog.columns([id])).get(id);
    if (column) this.table.facets.set(id, { parents: facet.terms.map(({ parent }) => parent), column });
  }

  async #fetchNumbers() {
    const { price, minutes, credit, added, title } = await this.catalog.numbers();
    Object.assign(this.table, { price, minutes });
    Object.assign(this.sorting, { minutes, credit, added, title });
  }
}
