/**
 * What the reader asked for, as an address and in words. Pure.
 *
 * One state has one address: `q`, then the facets in the order of the site with their terms in the
 * order of the facet, then ranges, `past`, `sort` and `view`. What is not set is not in it.
 *
 * @typedef {import("./filter.js").Range} Range
 * @typedef {import("./data.js").Facet} Facet
 *
 * @typedef {object} State
 * @property {string} words as typed, spaces tidied
 * @property {Map<string, Set<number>>} terms only facets with a chosen term
 * @property {Range} price in minor units
 * @property {Range} minutes
 * @property {boolean} past
 * @property {string} sort empty for the natural one: best match with words, lowest cost without
 * @property {string} view `list`, or empty for cards
 *
 * @typedef {object} Schema what a state of the site can be
 * @property {Facet[]} facets
 * @property {{ code: string, digits: number }} currency
 * @property {string[]} sorts
 *
 * @typedef {object} Criterion one thing that was asked for and can be dropped by itself
 * @property {string} key tells it from all others
 * @property {string} group "Cost"
 * @property {string} value "Free"
 * @property {string} [facet] the id of the facet, for a term
 * @property {number} [term] the number of the term
 */
import { isolated, withoutMarks } from "./directions.js";

const LONGEST_WORDS = 200;
/** So many letters of the words name them. */
const LONGEST_NAME = 40;
/** What others add to addresses to follow a reader; it asks for nothing. */
const TRACKING = /^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid)$/;
const OPEN = { min: null, max: null };

/** @returns {State} */
export function emptyState() {
  return { words: "", terms: new Map(), price: OPEN, minutes: OPEN, past: false, sort: "", view: "" };
}

/**
 * Reads the query of an address. What the site does not know is left out of the state and named.
 *
 * @param {string} search
 * @param {Schema} schema
 * @returns {{ state: State, unknown: string[] }}
 */
export function readState(search, { facets, currency, sorts }) {
  const state = emptyState();
  /** @type {string[]} */
  const unknown = [];
  /** @type {Record<string, (value: string) => boolean>} */
  const readers = {
    q: (value) => {
      state.words = tidied(value);
      return true;
    },
    "price-min": (value) => end(state, "price", "min", amount(value, currency.digits)),
    "price-max": (value) => end(state, "price", "max", amount(value, currency.digits)),
    "time-min": (value) => end(state, "minutes", "min", amount(value, 0)),
    "time-max": (value) => end(state, "minutes", "max", amount(value, 0)),
    past: (value) => {
      state.past = value === "1";
      return state.past;
    },
    sort: (value) => {
      state.sort = sorts.includes(value) ? value : "";
      return state.sort !== "";
    },
    view: (value) => {
      state.view = value === "list" ? value : "";
      return state.view !== "";
    },
  };
  for (const [key, value] of new URLSearchParams(search)) {
    const facet = facets.find(({ id }) => id === key);
    if (value === "" || TRACKING.test(key)) continue;
    if (!facet) {
      if (!(Object.hasOwn(readers, key) && readers[key](value))) unknown.push(`${key}=${value}`);
      continue;
    }
    for (const name of value.split(",").filter((name) => name !== "")) {
      const term = facet.terms.findIndex(({ id }) => id === name);
      if (term < 0) unknown.push(`${key}=${name}`);
      else state.terms.set(key, new Set(state.terms.get(key)).add(term));
    }
  }
  return { state, unknown };
}

/**
 * @param {State} state
 * @param {"price" | "minutes"} range
 * @param {"min" | "max"} side
 * @param {number | null} value
 */
function end(state, range, side, value) {
  state[range] = { ...state[range], [side]: value };
  return value !== null;
}

/**
 * Reads a number of so many decimals, in units of the last one; `null` for anything else.
 *
 * @param {string} text
 * @param {number} digits
 */
export function amount(text, digits) {
  const found = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.trim());
  if (!found || (found[2] ?? "").length > digits) return null;
  return Number(found[1] + (found[2] ?? "").padEnd(digits, "0"));
}

/**
 * @param {number} value in units of the last decimal
 * @param {number} digits
 */
export function plainAmount(value, digits) {
  const text = (value / 10 ** digits).toFixed(digits);
  return digits > 0 ? text.replace(/\.0+$/, "") : text;
}

/** @param {string} words */
export function tidied(words) {
  const wellFormed = withoutMarks(words.replace(/[\ud800-\udfff]/gu, "").replace(/\p{Cc}/gu, " "));
  return wellFormed.trim().replace(/\s+/g, " ").slice(0, LONGEST_WORDS).trim();
}

/**
 * Returns the query of a state's one address, with `?`, or nothing for the whole catalog.
 *
 * @param {State} state
 * @param {Schema} schema
 */
export function toSearch(state, { facets, currency }) {
  /** @type {string[]} */
  const parts = [];
  if (state.words) parts.push(`q=${encodeURIComponent(state.words).replaceAll("%20", "+")}`);
  for (const { id, terms } of facets) {
    const chosen = [...(state.terms.get(id) ?? [])].sort((one, other) => one - other);
    if (chosen.length > 0) parts.push(`${id}=${chosen.map((term) => terms[term].id).join(",")}`);
  }
  for (const [key, range, digits] of /** @type {const} */ ([
    ["price", state.price, currency.digits],
    ["time", state.minutes, 0],
  ])) {
    if (range.min !== null) parts.push(`${key}-min=${plainAmount(range.min, digits)}`);
    if (range.max !== null) parts.push(`${key}-max=${plainAmount(range.max, digits)}`);
  }
  if (state.past) parts.push("past=1");
  if (sortOf(state) !== naturalSort(state)) parts.push(`sort=${state.sort}`);
  if (state.view) parts.push(`view=${state.view}`);
  return parts.length > 0 ? `?${parts.join("&")}` : "";
}

/**
 * @param {State} state
 * @returns {string} how a list is sorted where nobody chose
 */
export function naturalSort(state) {
  return state.words ? "best" : "cost";
}

/**
 * Returns the sort that holds; the best match needs words to match.
 *
 * @param {State} state
 */
export function sortOf(state) {
  return state.sort === "best" && !state.words ? "cost" : state.sort || naturalSort(state);
}

/**
 * Lists what was asked for, in the order of the address.
 *
 * @param {State} state
 * @param {Omit<Schema, "sorts">} schema
 * @returns {Criterion[]}
 */
export function criteria(state, { facets, currency }) {
  /** @type {Criterion[]} */
  const list = [];
  if (state.words) list.push({ key: "words", group: "Search", value: isolated(state.words) });
  for (const { id, label, terms } of facets) {
    for (const term of [...(state.terms.get(id) ?? [])].sort((one, other) => one - other)) {
      const value = isolated(terms[term].label);
      list.push({ key: `${id}=${terms[term].id}`, group: label, value, facet: id, term });
    }
  }
  const price = rangeInWords(state.price, (value) => money(value, currency));
  const minutes = rangeInWords(state.minutes, (value) => `${value} min`);
  if (price) list.push({ key: "price", group: "Price", value: price });
  if (minutes) list.push({ key: "minutes", group: "Time", value: minutes });
  if (state.past) list.push({ key: "past", group: "Dates", value: "past ones too" });
  return list;
}

/**
 * @param {number} value in minor units
 * @param {{ code: string, digits: number }} currency
 */
export function money(value, { code, digits }) {
  const decimals = value % 10 ** digits === 0 ? 0 : digits;
  const form = {
    style: "currency",
    currency: code,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  };
  return new Intl.NumberFormat("en", /** @type {Intl.NumberFormatOptions} */ (form)).format(
    value / 10 ** digits,
  );
}

/**
 * @param {Range} range
 * @param {(value: number) => string} inWords
 */
function rangeInWords({ min, max }, inWords) {
  if (min !== null && max !== null) return `${inWords(min)} to ${inWords(max)}`;
  if (min !== null) return `${inWords(min)} or more`;
  return max === null ? "" : `${inWords(max)} or less`;
}

/**
 * Returns a state without one of its criteria.
 *
 * @param {State} state
 * @param {Criterion} criterion
 * @returns {State}
 */
export function without(state, { key, facet, term }) {
  if (facet !== undefined && term !== undefined) return withTerm(state, facet, term, false);
  /** @type {Partial<State>} */
  const reset =
    { words: { words: "" }, price: { price: OPEN }, minutes: { minutes: OPEN }, past: { past: false } }[
      key
    ] ?? {};
  return { ...state, ...reset };
}

/**
 * Says one criterion: "Cost: Free", but "Cost not stated".
 *
 * @param {Criterion} criterion
 */
export function told({ group, value }) {
  return value.startsWith(`${group} `) ? value : `${group}: ${value}`;
}

/**
 * Says what a way out drops: "“audit” and Cost: Free or Low-cost".
 *
 * @param {Criterion[]} list in the order of the address
 */
export function named(list) {
  return list
    .map((criterion, at) => {
      const { key, value, facet } = criterion;
      const isSame = facet !== undefined && facet === list[at - 1]?.facet;
      if (isSame) return ` or ${value}`;
      return `${at > 0 ? " and " : ""}${key === "words" ? `“${isolated(shortened(value))}”` : told(criterion)}`;
    })
    .join("");
}

/**
 * Returns the beginning of a text that would fill a button.
 *
 * @param {string} text
 */
function shortened(text) {
  const letters = [...text];
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME).join("")}…` : text;
}

/**
 * @param {State} state
 * @param {string} facet
 * @param {number} term
 * @param {boolean} isChosen
 * @returns {State}
 */
export function withTerm(state, facet, term, isChosen) {
  const terms = new Map(state.terms);
  const chosen = new Set(terms.get(facet));
  if (isChosen) chosen.add(term);
  else chosen.delete(term);
  if (chosen.size > 0) terms.set(facet, chosen);
  else terms.delete(facet);
  return { ...state, terms };
}

/**
 * Drops everything but how the list is shown.
 *
 * @param {State} state
 * @returns {State}
 */
export function cleared({ sort, view }) {
  return { ...emptyState(), sort: sort === "best" ? "" : sort, view };
}

/**
 * Says what was asked for as one sentence without a full stop, cut where the logic words stand:
 * "cost Free", " or ", "Low-cost", ", and ", "topic Coding".
 *
 * @param {Criterion[]} list
 * @returns {{ text: string, isLogic: boolean }[]}
 */
export function sentence(list) {
  /** @type {{ text: string, isLogic: boolean }[]} */
  const parts = [];
  list.forEach((criterion, at) => {
    const before = list[at - 1];
    const isSame = before !== undefined && before.facet !== undefined && before.facet === criterion.facet;
    if (before) parts.push({ text: isSame ? " or " : " and ", isLogic: true });
    parts.push({ text: isSame ? criterion.value : inSentence(criterion), isLogic: false });
  });
  return parts;
}

/** @param {Criterion} criterion */
function inSentence({ key, group, value }) {
  if (key === "words") return `with “${value}”`;
  const isName = /^\p{Lu}.*\p{Lu}/u.test(group.split(" ")[0]);
  const name = isName ? group : group[0].toLowerCase() + group.slice(1);
  return value.startsWith(`${group} `) ? name + value.slice(group.length) : `${name} ${value}`;
}

/**
 * @param {number} count
 * @returns {string} "1 entry", "14 entries"
 */
export function entries(count) {
  return `${count} ${count === 1 ? "entry" : "entries"}`;
}
