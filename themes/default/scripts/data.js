/**
 * Reads the data of a catalog, whose form is told in docs/data.md.
 *
 * Nothing is fetched before it is asked for, and nothing twice. What comes is checked before it is
 * used: it may be missing, cut off, or of another version. Every failure is an `Error` whose message
 * can be shown to a reader.
 */

/**
 * @typedef {{ id: string, label: string, parent: number, count: number }} Term `parent` is an index or -1; the count is that of the day of the build
 * @typedef {{ id: string, label: string, kind: string, isScale: boolean, terms: Term[] }} Facet
 * @typedef {{ starts: Uint32Array, codes: Uint16Array }} Column the terms of entry `e` are `codes` from `starts[e]` up to `starts[e + 1]`
 * @typedef {{ start: number, end: number, deadline: number, closes: boolean }} Session days since 1970; `closes` where registration is open and its last day stated
 * @typedef {{ entries: Uint32Array, weights: Uint16Array }} Posting the entries that have a word, rising, and a weight for where it stands in each
 * @typedef {{ words: string, name: string }} Synonym folded words with a space between, and the name of a term that goes by them
 * @typedef {(url: URL, options?: RequestInit) => Promise<unknown>} FetchJson
 */

/** The one version of the form that is read here. */
const VERSION = 2;
const DAY = 86_400_000;
const BASE = 91;
/** A digit from here on says that more digits of its number follow. */
const MORE = 45;

const DAMAGED =
  "The catalog's data is damaged. Reload the page; if that does not help, use the lists of links.";
const ANOTHER_VERSION = "The catalog was changed while this page was open. Reload the page.";
const MISSING = "The catalog's data could not be loaded. Check the connection.";

/**
 * Opens the data of a site.
 *
 * @param {URL} index the address of `data/index.json`; all other names are relative to it
 * @param {FetchJson} [fetchJson]
 * @returns {Promise<Catalog>}
 */
export async function openCatalog(index, fetchJson = fetched) {
  return checked(
    async () => new Catalog(index, versioned(await fetchJson(index, { cache: "no-cache" })), fetchJson),
  );
}

/** The data of one site. Entries are numbered in the order of its lists, the cheapest first. */
export class Catalog {
  #fetchJson;
  /** @type {Map<string, string>} */
  #columnFiles = new Map();
  #core;
  #numbers;
  #cards;
  #words;
  /** @type {Map<string, Promise<any>>} */
  #files = new Map();
  /** @type {Map<string, Promise<any>>} What was read out of the files. */
  #read = new Map();

  /**
   * @param {URL} address
   * @param {any} index
   * @param {FetchJson} [fetchJson]
   */
  constructor(address, index, fetchJson = fetched) {
    /** Where the index was found, and what it says: enough to open the same data elsewhere. */
    this.address = address;
    this.index = index;
    this.#fetchJson = fetchJson;
    this.#core = text(index.core);
    this.#numbers = text(index.numbers);
    this.#cards = { size: whole(index.cards.size) || 1, names: text(index.cards.names) };
    this.#words = text(index.words);
    /** How many entries are listed. */
    this.count = whole(index.count);
    /** Changes whenever another entry is listed, or in another order. */
    this.order = text(index.order);
    /** The day of the build, `2026-11-25`. */
    this.asOf = text(index.as_of);
    this.currency = { code: text(index.currency.code), digits: whole(index.currency.digits) };
    /** @type {Facet[]} The facets in the order of the site. */
    this.facets = list(index.facets).map((facet) => {
      this.#columnFiles.set(facet.id, text(facet.column));
      const terms = list(facet.terms).map(([id, label, parent, count]) => ({ id, label, parent, count }));
      if (!terms.every((term) => isUnderNoneOfItsOwn(terms, term))) throw new Error(DAMAGED);
      return {
        id: text(facet.id),
        label: text(facet.label),
        kind: facet.kind,
        isScale: facet.scale === true,
        terms,
      };
    });
  }

  /**
   * Returns the terms that entries have in some facets, without those above them.
   *
   * @param {string[]} ids of facets
   * @returns {Promise<Map<string, Column>>}
   */
  async columns(ids) {
    const pairs = ids.map(async (id) => /** @type {const} */ ([id, await this.#column(id)]));
    return new Map(await Promise.all(pairs));
  }

  /**
   * @param {string} id
   * @returns {Promise<Column>}
   */
  async #column(id) {
    const facet = this.facets.find((facet) => facet.id === id);
    if (!facet) throw new Error(DAMAGED);
    return this.#once(`column ${id}`, text(this.#columnFiles.get(id)), (file) =>
      decodedColumn(file.columns[id], this.count, facet.terms.length),
    );
  }

  /**
   * Returns one number for each entry, `NaN` where nothing is stated: the price for everybody in
   * minor units, the longest time in minutes, the most credit of one body in hundredths, the day on
   * which it was added, and its place in the order of titles.
   */
  numbers() {
    return this.#once("numbers", this.#numbers, (file) => ({
      price: decodedNumbers(file.price, this.count),
      minutes: decodedNumbers(file.minutes, this.count),
      credit: decodedNumbers(file.credit, this.count),
      added: decodedNumbers(file.added, this.count),
      title: decodedTitles(file.title, this.count),
    }));
  }

  /**
   * Returns the sessions that were not over on the day of the build, for each entry that has dates.
   * What is not in the map can be taken at any time; an empty list says that all dates were over.
   *
   * @returns {Promise<Map<number, Session[]>>}
   */
  sessions() {
    return this.#once("sessions", this.#core, (file) =>
      decodedSessions(file.sessions, this.count, Date.parse(this.asOf) / DAY),
    );
  }

  /**
   * Returns the list of all words, in the order of their UTF-16 units, and how many each shard has.
   *
   * @returns {Promise<{ words: string[], shards: number[], synonyms: Synonym[] }>}
   */
  words() {
    return this.#once("words", this.#words, (file) => ({
      words: decodedWords(file.words),
      shards: numbers(file.shards),
      synonyms: synonyms(file.synonyms),
    }));
  }

  /**
   * Returns the entries of each word of a shard.
   *
   * @param {number} number
   * @returns {Promise<Posting[]>}
   */
  shard(number) {
    const folder = this.#words.slice(0, this.#words.lastIndexOf("/") + 1);
    return this.#once(`shard ${number}`, `${folder}${number}.json`, (file) => decodedShard(file, this.count));
  }

  /**
   * Returns the markup of cards.
   *
   * @param {number[]} entries
   * @returns {Promise<string[]>} in the order asked for
   */
  async cards(entries) {
    const { size } = this.#cards;
    const numbers = [...new Set(entries.map((entry) => Math.floor(entry / size)))];
    const blocks = new Map(
      await Promise.all(
        numbers.map(async (number) => /** @type {const} */ ([number, await this.#block(number)])),
      ),
    );
    return entries.map((entry) => text(blocks.get(Math.floor(entry / size))?.[entry % size]));
  }

  /** @param {number} number */
  async #block(number) {
    const digest = this.#cards.names.slice(number * 6, number * 6 + 6);
    return list(await this.#file(`cards/${number}.${digest}.json`));
  }

  /**
   * Reads something out of a file, once: it takes longer than to look it up again.
   *
   * @template T
   * @param {string} key
   * @param {string} name of the file
   * @param {(file: any) => T} read
   * @returns {Promise<T>}
   */
  #once(key, name, read) {
    return kept(this.#read, key, async () => {
      const file = await this.#file(name);
      return checked(() => read(file));
    });
  }

  /**
   * Fetches a file, once. What failed is tried again when it is asked for again.
   *
   * @param {string} name
   * @returns {Promise<any>}
   */
  #file(name) {
    return kept(this.#files, name, () =>
      checked(async () => {
        const value = await this.#fetchJson(new URL(name, this.address));
        return Array.isArray(value) ? value : versioned(value);
      }),
    );
  }
}

/**
 * @param {URL} url
 * @param {RequestInit} [options]
 * @returns {Promise<unknown>}
 */
async function fetched(url, options) {
  const answer = await fetch(url, options).catch(() => undefined);
  if (!answer?.ok) throw new Error(MISSING);
  return answer.json();
}

/**
 * Keeps a promise under a key unless it fails.
 *
 * @template T
 * @param {Map<string, Promise<T>>} known
 * @param {string} key
 * @param {() => Promise<T>} make
 */
function kept(known, key, make) {
  const found = known.get(key);
  if (found) return found;
  const made = make();
  known.set(key, made);
  made.catch(() => known.delete(key));
  return made;
}

/**
 * Runs something that reads data. Any slip on the way, such as text that is no JSON, means that the
 * data is damaged.
 *
 * @template T
 * @param {() => T | Promise<T>} read
 */
async function checked(read) {
  try {
    return await read();
  } catch (error) {
    const isKnown = error instanceof Error && [DAMAGED, ANOTHER_VERSION, MISSING].includes(error.message);
    throw isKnown ? error : new Error(DAMAGED, { cause: error });
  }
}

/** @param {any} value */
function versioned(value) {
  if (typeof value?.version !== "number") throw new Error(DAMAGED);
  if (value.version !== VERSION) throw new Error(ANOTHER_VERSION);
  return value;
}

/** @param {unknown} value */
function text(value) {
  if (typeof value !== "string") throw new Error(DAMAGED);
  return value;
}

/**
 * @param {unknown} value
 * @returns {any[]}
 */
function list(value) {
  if (!Array.isArray(value)) throw new Error(DAMAGED);
  return value;
}

/** @param {unknown} value */
function whole(value) {
  if (!Number.isSafeInteger(value) || Number(value) < 0 || Number(value) > 1e8) throw new Error(DAMAGED);
  return Number(value);
}

/**
 * @param {Term[]} terms
 * @param {Term} term
 */
function isUnderNoneOfItsOwn(terms, term) {
  text(term.id);
  text(term.label);
  whole(term.count);
  let above = term.parent;
  for (let steps = 0; above !== -1; steps += 1) {
    if (steps > terms.length || !terms[above]) return false;
    above = terms[above].parent;
  }
  return true;
}

/**
 * Returns the value of one digit.
 *
 * @param {string} digits
 * @param {number} at
 */
function digit(digits, at) {
  const code = digits.charCodeAt(at);
  // At the end of the text there is no code, and no comparison holds.
  if (!(code >= 35 && code <= 126 && code !== 92)) throw new Error(DAMAGED);
  return code > 92 ? code - 36 : code - 35;
}

/**
 * Reads codes of one width, each below `limit`.
 *
 * @param {unknown} value
 * @param {number} count
 * @param {number} width
 * @param {number} limit
 */
function codes(value, count, width, limit) {
  const digits = text(value);
  if (digits.length !== count * width) throw new Error(DAMAGED);
  const numbers = new Uint16Array(count);
  for (let at = 0, number = 0; number < count; number += 1) {
    let code = 0;
    for (const end = at + width; at < end; at += 1) code = code * BASE + digit(digits, at);
    if (code >= limit) throw new Error(DAMAGED);
    numbers[number] = code;
  }
  return numbers;
}

/**
 * Returns how many digits the codes of so many things have.
 *
 * @param {number} count
 */
function width(count) {
  let width = 1;
  for (let reach = BASE; reach < count; reach *= BASE) width += 1;
  return width;
}

/**
 * Reads numbers of any length.
 *
 * @param {unknown} value
 */
function numbers(value) {
  const digits = text(value);
  const found = [];
  for (let at = 0; at < digits.length; at += 1) {
    let number = 0;
    let place = 1;
    let part = digit(digits, at);
    for (; part >= MORE; place *= MORE) {
      number += (part - MORE) * place;
      at += 1;
      part = digit(digits, at);
    }
    found.push(whole(number + part * place));
  }
  return found;
}

/** @param {unknown} value */
function signedNumbers(value) {
  return numbers(value).map((number) => (number % 2 ? -(number + 1) / 2 : number / 2));
}

/**
 * @param {any} column
 * @param {number} count
 * @param {number} terms
 * @returns {Column}
 */
function decodedColumn(column, count, terms) {
  const starts = new Uint32Array(count + 1);
  if (column.lengths === undefined) {
    for (let entry = 0; entry <= count; entry += 1) starts[entry] = entry;
  } else {
    const size = text(column.lengths).length / Math.max(count, 1);
    const lengths = codes(column.lengths, count, size, terms + 1);
    for (let entry = 0; entry < count; entry += 1) starts[entry + 1] = starts[entry] + lengths[entry];
  }
  return { starts, codes: codes(column.codes, starts[count], width(terms), terms) };
}

/**
 * @param {any} column
 * @param {number} count
 */
function decodedNumbers(column, count) {
  const values = list(column.values).map((value) => (value === null ? Number.NaN : number(value)));
  const read = new Float64Array(count);
  codes(column.codes, count, width(values.length), values.length).forEach((code, entry) => {
    read[entry] = values[code];
  });
  return read;
}

/** @param {unknown} value */
function number(value) {
  if (!Number.isSafeInteger(value)) throw new Error(DAMAGED);
  return Number(value);
}

/**
 * Lists are runs of rising titles; each code says from which run the next title comes.
 *
 * @param {any} column
 * @param {number} count
 */
function decodedTitles(column, count) {
  const next = list(column.starts).map(whole);
  const places = new Float64Array(count).fill(Number.NaN);
  codes(column.runs, count, width(next.length), next.length).forEach((run, place) => {
    places[next[run]] = place;
    next[run] += 1;
  });
  if (places.some(Number.isNaN)) throw new Error(DAMAGED);
  return places;
}

/**
 * @param {any} columns
 * @param {number} count
 * @param {number} asOf
 * @returns {Map<number, Session[]>}
 */
function decodedSessions(columns, count, asOf) {
  const [gaps, lengths, ends, closes] = [columns.entries, columns.lengths, columns.ends, columns.closes].map(
    numbers,
  );
  const [starts, deadlines] = [columns.starts, columns.deadlines].map(signedNumbers);
  const found = new Map();
  let entry = -1;
  let at = 0;
  gaps.forEach((gap, number) => {
    entry += gap + 1;
    const sessions = [];
    for (const end = at + lengths[number]; at < end; at += 1) {
      const start = asOf + starts[at];
      sessions.push({
        start,
        end: start + ends[at],
        deadline: start - deadlines[at],
        closes: closes[at] === 1,
      });
    }
    found.set(entry, sessions);
  });
  const isWhole = [starts, ends, deadlines, closes].every((column) => column.length === at);
  if (!isWhole || gaps.length !== lengths.length || entry >= count) throw new Error(DAMAGED);
  return found;
}

/**
 * Each word follows a digit: how many UTF-16 units it has in common with the one before it.
 *
 * @param {unknown} value
 */
function decodedWords(value) {
  const whole = text(value);
  let before = "";
  return whole === ""
    ? []
    : whole.split(" ").map((part) => {
        const shared = digit(part, 0);
        if (shared > before.length) throw new Error(DAMAGED);
        before = before.slice(0, shared) + part.slice(1);
        return before;
      });
}

/**
 * @param {unknown} value
 * @returns {Synonym[]}
 */
function synonyms(value) {
  return list(value).map((pair) => {
    const [words, name] = list(pair).map(text);
    return { words: text(words), name: text(name) };
  });
}

/**
 * @param {any} file
 * @param {number} count
 * @returns {Posting[]}
 */
function decodedShard(file, count) {
  const weights = text(file.weights).split(" ");
  return text(file.gaps)
    .split(" ")
    .map((gaps, word) => {
      let next = 0;
      const entries = Uint32Array.from(numbers(gaps));
      entries.forEach((gap, at) => {
        entries[at] = next + gap;
        next += gap + 1;
      });
      if (next > count) throw new Error(DAMAGED);
      return { entries, weights: codes(weights[word], entries.length, 1, BASE) };
    });
}
