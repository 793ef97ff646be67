/**
 * Which entries a query admits, how many each term would give, and in which order they are shown.
 *
 * Pure, and the same as `src/browse/` of the generator: one set of generated cases holds both.
 * Values of one facet combine with OR, everything else with AND. What is not stated is never inside
 * a range, and is counted apart.
 *
 * @typedef {import("./data.js").Column} Column
 * @typedef {import("./data.js").Session} Session
 * @typedef {{ min: number | null, max: number | null }} Range both ends included, `null` for no end
 *
 * @typedef {object} Query what is asked for
 * @property {Map<string, Set<number>>} terms the chosen terms of each facet that has some
 * @property {Range} price in minor units
 * @property {Range} minutes
 * @property {boolean} past whether entries are in whose dates are all over
 * @property {Float32Array | null} [found] how well each entry fits the words, zero where it does not
 *
 * @typedef {object} Table what is filtered; columns of facets that nothing asks for may be missing
 * @property {number} count
 * @property {Map<string, { parents: number[], column: Column }>} facets
 * @property {Float64Array} [price]
 * @property {Float64Array} [minutes]
 * @property {Map<number, Session[]>} sessions of the entries that have dates
 *
 * @typedef {object} Verdict
 * @property {string[]} criteria the facets, ranges, "past" and "words" that something is asked of
 * @property {Uint8Array} fails how many criteria each entry fails
 * @property {Uint8Array} which for an entry that fails one, its number in `criteria`
 */

/** A registration that ends within these days is closing. */
const CLOSING_DAYS = 14;
/** How many criteria are looked at for what comes nearest to a query. */
const BITS = 32;
const OPEN = { min: null, max: null };
/** @type {Query} */
const NOTHING = { terms: new Map(), price: OPEN, minutes: OPEN, past: true };

/** @type {WeakMap<Column, Column>} */
const widened = new WeakMap();

/**
 * Adds the terms above each term of an entry, each once.
 *
 * @param {{ parents: number[], column: Column }} facet
 * @returns {Column}
 */
function withAncestors({ parents, column }) {
  if (parents.every((parent) => parent < 0)) return column;
  const known = widened.get(column);
  if (known) return known;
  const count = column.starts.length - 1;
  const starts = new Uint32Array(count + 1);
  /** @type {number[]} */
  const codes = [];
  for (let entry = 0; entry < count; entry += 1) {
    const first = codes.length;
    for (let at = column.starts[entry]; at < column.starts[entry + 1]; at += 1) {
      for (let term = column.codes[at]; term >= 0; term = parents[term]) {
        if (codes.indexOf(term, first) < 0) codes.push(term);
      }
    }
    starts[entry + 1] = codes.length;
  }
  const wide = { starts, codes: Uint16Array.from(codes) };
  widened.set(column, wide);
  return wide;
}

/**
 * Holds every entry against every criterion.
 *
 * @param {Table} table
 * @param {Query} query
 * @param {number} today days since 1970
 * @returns {Verdict}
 */
export function judge(table, query, today) {
  const { count } = table;
  const fails = new Uint8Array(count);
  const which = new Uint8Array(count);
  /** @type {string[]} */
  const criteria = [];
  /**
   * @param {string} name
   * @param {(entry: number) => boolean} admits
   */
  const ask = (name, admits) => {
    const number = criteria.push(name) - 1;
    for (let entry = 0; entry < count; entry += 1) {
      if (!admits(entry)) {
        fails[entry] += 1;
        which[entry] = number;
      }
    }
  };
  for (const [id, chosen] of query.terms) {
    const facet = table.facets.get(id);
    if (chosen.size > 0 && facet) ask(id, oneOf(facet, chosen));
  }
  if (isSet(query.price) && table.price) ask("price", inside(table.price, query.price));
  if (isSet(query.minutes) && table.minutes) ask("minutes", inside(table.minutes, query.minutes));
  if (!query.past) {
    const number = criteria.push("past") - 1;
    for (const [entry, sessions] of table.sessions) {
      if (isOver(sessions, today)) {
        fails[entry] += 1;
        which[entry] = number;
      }
    }
  }
  const { found } = query;
  if (found) ask("words", (entry) => found[entry] > 0);
  return { criteria, fails, which };
}

/**
 * @param {{ parents: number[], column: Column }} facet
 * @param {Set<number>} chosen
 */
function oneOf(facet, chosen) {
  const { starts, codes } = withAncestors(facet);
  const isChosen = new Uint8Array(facet.parents.length);
  for (const term of chosen) isChosen[term] = 1;
  return (/** @type {number} */ entry) => {
    for (let at = starts[entry]; at < starts[entry + 1]; at += 1) {
      if (isChosen[codes[at]]) return true;
    }
    return false;
  };
}

/**
 * @param {Float64Array} values
 * @param {Range} range
 */
function inside(values, range) {
  const min = range.min ?? Number.NEGATIVE_INFINITY;
  const max = range.max ?? Number.POSITIVE_INFINITY;
  // A value that is not stated is `NaN`, which compares as false.
  return (/** @type {number} */ entry) => values[entry] >= min && values[entry] <= max;
}

/** @param {Range} range */
export function isSet(range) {
  return range.min !== null || range.max !== null;
}

/**
 * @param {Session[]} sessions
 * @param {number} today
 */
function isOver(sessions, today) {
  return sessions.every((session) => session.end < today);
}

/**
 * Returns the entries that a query admits, in the order of the lists.
 *
 * @param {Table} table
 * @param {Query} query
 * @param {number} today
 * @param {Verdict} [verdict]
 */
export function matching(table, query, today, verdict = judge(table, query, today)) {
  /** @type {number[]} */
  const list = [];
  verdict.fails.forEach((fails, entry) => {
    if (fails === 0) list.push(entry);
  });
  return list;
}

/**
 * Returns for every term of a facet how many entries choosing it alone in that facet would give.
 *
 * @param {Table} table
 * @param {Query} query
 * @param {string} id of the facet
 * @param {number} today
 * @param {Verdict} [verdict]
 */
export function counts(table, query, id, today, verdict = judge(table, query, today)) {
  const facet = table.facets.get(id);
  if (!facet) return new Uint32Array();
  const { starts, codes } = withAncestors(facet);
  const numbers = new Uint32Array(facet.parents.length);
  const own = verdict.criteria.indexOf(id);
  const { fails, which } = verdict;
  for (let entry = 0; entry < table.count; entry += 1) {
    if (fails[entry] === 0 || (fails[entry] === 1 && which[entry] === own)) {
      for (let at = starts[entry]; at < starts[entry + 1]; at += 1) numbers[codes[at]] += 1;
    }
  }
  return numbers;
}

/**
 * Counts the entries that nothing but one criterion keeps out, of those that `isMeant`.
 *
 * @param {Verdict} verdict
 * @param {string} criterion
 * @param {(entry: number) => boolean} [isMeant]
 */
export function keptOutBy(verdict, criterion, isMeant = () => true) {
  const number = verdict.criteria.indexOf(criterion);
  let kept = 0;
  if (number < 0) return kept;
  verdict.fails.forEach((fails, entry) => {
    if (fails === 1 && verdict.which[entry] === number && isMeant(entry)) kept += 1;
  });
  return kept;
}

/**
 * Returns which criteria stand between a query and the entries that come nearest to it: sets of criteria
 * by name, each as small as any, the one that the most entries fail first.
 *
 * @param {Table} table
 * @param {Query} query
 * @param {number} today
 * @returns {string[][]}
 */
export function nearest(table, query, today) {
  const { fails: isOver } = judge(table, { ...NOTHING, past: query.past }, today);
  const names = judge(table, { ...query, past: true }, today).criteria.slice(0, BITS);
  const failed = new Uint32Array(table.count);
  names.forEach((name, bit) => {
    const { fails } = judge(table, only(query, name), today);
    fails.forEach((fails, entry) => {
      failed[entry] += fails * 2 ** bit;
    });
  });
  /** @type {Map<number, number>} */
  const sets = new Map();
  failed.forEach((set, entry) => {
    if (isOver[entry] === 0) sets.set(set, (sets.get(set) ?? 0) + 1);
  });
  const lists = [...sets].map(([set, count]) => ({
    count,
    list: names.filter((_, bit) => Math.floor(set / 2 ** bit) % 2 === 1),
  }));
  const least = Math.min(...lists.map(({ list }) => list.length));
  const near = lists.filter(({ list }) => list.length === least);
  return near.sort((one, other) => other.count - one.count).map(({ list }) => list);
}

/**
 * Returns a query with one of its criteria alone.
 *
 * @param {Query} query
 * @param {string} name
 * @returns {Query}
 */
function only({ terms, price, minutes, found }, name) {
  const chosen = terms.get(name);
  return {
    ...NOTHING,
    ...(chosen && { terms: new Map([[name, chosen]]) }),
    ...(name === "price" && { price }),
    ...(name === "minutes" && { minutes }),
    ...(name === "words" && { found }),
  };
}

/**
 * Works out when each entry can be taken, for a day that may be long after that of the build.
 *
 * @param {number} count
 * @param {Map<number, Session[]>} sessions
 * @param {{ id: string }[]} terms of the facet
 * @param {number} today
 * @returns {Column}
 */
export function availability(count, sessions, terms, today) {
  const code = (/** @type {string} */ id) => terms.findIndex((term) => term.id === id);
  const [anyTime, upcoming, closingSoon, noDates] = ["any-time", "upcoming", "closing-soon", "no-dates"].map(
    code,
  );
  const starts = new Uint32Array(count + 1);
  /** @type {number[]} */
  const codes = [];
  for (let entry = 0; entry < count; entry += 1) {
    codes.push(...termsOf(sessions.get(entry)).filter((term) => term >= 0));
    starts[entry + 1] = codes.length;
  }
  return { starts, codes: Uint16Array.from(codes) };

  /** @param {Session[] | undefined} dates */
  function termsOf(dates) {
    if (!dates) return [anyTime];
    const ahead = dates.filter(({ start }) => start >= today);
    const isClosing = ahead.some(
      ({ closes, deadline }) => closes && deadline >= today && deadline <= today + CLOSING_DAYS,
    );
    if (isClosing) return [upcoming, closingSoon];
    return [ahead.length > 0 ? upcoming : noDates];
  }
}

/**
 * Returns the first entries of a list in an order; what is not stated comes last, equals in the order
 * of titles. Nobody waits for the order of those that are not shown.
 *
 * @param {number[]} list in the order of the lists
 * @param {number} count how many to return at most
 * @param {string} sort `best` (or `cost` without words), `cost`, `deadline`, `shortest`, `credit`, `newest`
 * @param {import("./browse-data.js").Sorting} by
 */
export function first(list, count, sort, by) {
  const { title } = by;
  const keyOf = sortKey(sort, by);
  if (!keyOf) return list.slice(0, count);
  const keys = new Float64Array(by.minutes.length);
  for (const entry of list) keys[entry] = keyOf(entry);
  const order = (/** @type {number} */ one, /** @type {number} */ other) => {
    const a = keys[one];
    const b = keys[other];
    if (Number.isNaN(a) !== Number.isNaN(b)) return Number.isNaN(a) ? 1 : -1;
    return a - b || (title ? title[one] - title[other] : one - other);
  };
  if (list.length <= 4 * count) return [...list].sort(order).slice(0, count);
  /** @type {number[]} */
  const best = [];
  for (const entry of list) {
    if (best.length === count && order(entry, best[count - 1]) >= 0) continue;
    let place = best.length;
    while (place > 0 && order(entry, best[place - 1]) < 0) place -= 1;
    best.splice(place, 0, entry);
    if (best.length > count) best.pop();
  }
  return best;
}

/**
 * Returns what to sort an entry by, the smallest first, `NaN` where it is not stated; `null` for the
 * order of the lists.
 *
 * @param {string} sort
 * @param {import("./browse-data.js").Sorting} by
 * @returns {((entry: number) => number) | null}
 */
function sortKey(sort, { found, minutes, credit, added, sessions, today }) {
  if (sort === "best" && found) return (entry) => -found[entry];
  if (sort === "shortest") return (entry) => minutes[entry];
  if (sort === "credit")
    return (entry) => (minutes[entry] > 0 ? -credit[entry] / minutes[entry] : Number.NaN);
  if (sort === "newest") return (entry) => -added[entry];
  if (sort === "deadline") {
    return (entry) => {
      const open = (sessions.get(entry) ?? []).filter(
        ({ end, deadline }) => end >= today && deadline >= today,
      );
      return open.length > 0 ? Math.min(...open.map(({ deadline }) => deadline)) : Number.NaN;
    };
  }
  return null;
}
