/**
 * Finds entries by words: all of them, each as a word of the entry or as its beginning.
 *
 * A word that begins nothing in the catalog is taken for a slip, and the nearest words stand in for
 * it. Where no entry has all the words, those with the most of them are found, and it is said.
 *
 * @typedef {import("./data.js").Posting} Posting
 * @typedef {{ number: number, quality: number }} Candidate a word of the catalog, by its number in the list, that stands for a typed one
 *
 * @typedef {object} Hits
 * @property {Float32Array | null} found how well each entry fits, zero where it does not; nothing where no word can be looked for yet
 * @property {Set<string>} marks the words of the catalog that were found
 * @property {string[]} notes sentences on what was done with the words
 * @property {string} guess words to look for instead, where nothing is found; may be empty
 */
import { isolated } from "./directions.js";
import { foldedWords } from "./fold.js";
import { Words } from "./words.js";

/** How much a word counts that only begins with the typed one. */
const BEGINNING = 0.6;
/** How much one counts that is a slip away. */
const SLIP = 0.3;
/** How much any entry counts that fits, however little. */
const LEAST = 2 ** -10;
/** A single letter of a script whose words have several. */
const LETTER = /^\p{Ll}$/u;
/** "coder's" is looked for as "coder". */
const POSSESSIVE = /(?<=\p{L})['’]s(?![\p{L}\p{N}])/giu;
/** In how many shards the words with one first letter may lie that are fetched before they are asked for. */
const FORESEEN = 8;

/**
 * Fetches the list of all words, which every search needs.
 *
 * @param {import("./data.js").Catalog} catalog
 */
export function wordsOf(catalog) {
  return Words.of(catalog);
}

/**
 * @param {import("./data.js").Catalog} catalog
 * @param {string} text
 * @returns {Promise<Hits>}
 */
export async function search(catalog, text) {
  const typed = foldedWords(text.replace(POSSESSIVE, ""));
  const words = await Words.of(catalog);
  const { list } = words;
  const notes = typed.length > 0 ? [] : [`“${isolated(text)}” has no letter or digit to look for.`];
  const meant = new Map(typed.map((word) => [word, candidatesOf(word, list)]));
  /** @type {Candidate[][]} words that lift what has them, and leave nothing out */
  const lifting = [];
  // What is too short to mean anything yet leaves nothing out, so that nobody who types sees a list come and go.
  for (const [word, all] of meant) {
    const isUnfinished = word === typed.at(-1) && LETTER.test(word);
    if (isUnfinished || (all.length === 0 && word.length === 1)) {
      notes.push(`“${isolated(word)}” is one letter and leaves nothing out; type one more.`);
      meant.delete(word);
      if (all.length > 0) lifting.push(all);
    } else if (words.areTooMany(all.map(({ number }) => number))) {
      notes.push(`“${isolated(word)}” begins too many words; type another letter to find those too.`);
      const whole = all.filter(({ quality }) => quality === 1);
      if (whole.length > 0) meant.set(word, whole);
      else meant.delete(word);
    }
  }
  const candidates = [...meant.values()];
  const all = [...candidates, ...lifting].flat();
  if (all.length === 0 && meant.size === 0) return { found: null, marks: new Set(), notes, guess: "" };
  const postings = await words.postings(all.map(({ number }) => number));
  const { scores, met } = score(candidates, postings, catalog.count);
  const most = met.reduce((one, other) => Math.max(one, other), 0);
  const { scores: lifts } = score(lifting, postings, catalog.count);
  const isIn = (/** @type {number} */ entry) => meant.size === 0 || (most > 0 && met[entry] === most);
  return {
    found: scores.map((score, entry) => (isIn(entry) ? score + lifts[entry] + LEAST : 0)),
    marks: new Set([...meant].flatMap(([word, all]) => marksOf(word, all, list))),
    notes: [...notes, ...synonymNotes(typed, words.synonyms), ...notesOn(meant, most, list)],
    guess: most > 0 || meant.size === 0 ? "" : guessFor(meant, list),
  };
}

/**
 * Returns the words to mark: where two letters were typed, not all that begin with them.
 *
 * @param {string} typed
 * @param {Candidate[]} candidates
 * @param {string[]} lexicon
 */
function marksOf(typed, candidates, lexicon) {
  const marked = candidates.filter(({ quality }) => typed.length > 2 || quality === 1);
  return marked.map(({ number }) => lexicon[number]);
}

/**
 * Says why entries are found that have none of the words.
 *
 * @param {string[]} typed
 * @param {import("./data.js").Synonym[]} synonyms
 */
function synonymNotes(typed, synonyms) {
  const text = ` ${typed.join(" ")} `;
  /** @type {Map<string, string[]>} */
  const names = new Map();
  for (const { words, name } of synonyms) {
    if (text.includes(` ${words} `)) names.set(words, [...(names.get(words) ?? []), name]);
  }
  return [...names].map(
    ([words, names]) =>
      `“${isolated(words)}” finds what stands under ${names.map(isolated).join(" or ")}, too.`,
  );
}

/**
 * Fetches what another letter will need, while nobody waits for it: one letter begins nothing yet.
 *
 * @param {import("./data.js").Catalog} catalog
 * @param {string} text
 */
export async function foresee(catalog, text) {
  const last = foldedWords(text).at(-1);
  if (last?.length !== 1) return;
  const words = await Words.of(catalog);
  const { list } = words;
  /** @type {number[]} */
  const numbers = [];
  for (let at = firstFrom(list, last); at < list.length && list[at].startsWith(last); at += 1)
    numbers.push(at);
  if (!words.areTooMany(numbers, FORESEEN)) await words.postings(numbers);
}

/**
 * Adds up, for each entry, the best that each typed word meets there.
 *
 * @param {Candidate[][]} candidates
 * @param {Map<number, Posting>} postings
 * @param {number} count
 */
function score(candidates, postings, count) {
  const scores = new Float32Array(count);
  const met = new Uint8Array(count);
  for (const ofWord of candidates) {
    const best = new Float32Array(count);
    for (const { number, quality } of ofWord) {
      const posting = postings.get(number);
      posting?.entries.forEach((entry, at) => {
        best[entry] = Math.max(best[entry], posting.weights[at] * quality);
      });
    }
    best.forEach((value, entry) => {
      if (value > 0) met[entry] += 1;
      scores[entry] += value;
    });
  }
  return { scores, met };
}

/**
 * Returns the words of the catalog that a typed word may mean.
 *
 * @param {string} typed folded
 * @param {string[]} lexicon sorted
 * @returns {Candidate[]}
 */
export function candidatesOf(typed, lexicon) {
  const first = firstFrom(lexicon, typed);
  /** @type {Candidate[]} */
  const found = [];
  for (let at = first; at < lexicon.length && lexicon[at].startsWith(typed); at += 1) {
    const word = lexicon[at];
    // One letter begins too much to mean anything: it is taken as a whole word.
    if (word === typed) found.push({ number: at, quality: 1 });
    else if (typed.length > 1) found.push({ number: at, quality: BEGINNING });
  }
  return found.length > 0
    ? found
    : near(typed, lexicon, slipsIn(typed)).map((number) => ({ number, quality: SLIP }));
}

/**
 * Returns where a word stands in a sorted list, or would.
 *
 * @param {string[]} lexicon
 * @param {string} word
 */
function firstFrom(lexicon, word) {
  let [low, high] = [0, lexicon.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lexicon[middle] < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {string} word */
function slipsIn({ length }) {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/**
 * Returns the numbers of the nearest words within a number of slips: whole words, else words that begin that way.
 *
 * @param {string} typed
 * @param {string[]} lexicon
 * @param {number} slips
 */
function near(typed, lexicon, slips) {
  if (slips === 0) return [];
  for (const isBeginning of [false, true]) {
    let nearest = slips;
    /** @type {number[]} */
    let words = [];
    lexicon.forEach((word, number) => {
      const away = distance(typed, word, nearest, isBeginning);
      if (away < nearest) words = [];
      if (away <= nearest) {
        nearest = away;
        words.push(number);
      }
    });
    if (words.length > 0) return words;
  }
  return [];
}

/**
 * Counts the slips between two words: a letter too many, missing, wrong, or two letters swapped.
 *
 * @param {string} typed
 * @param {string} word
 * @param {number} limit anything above it comes back as more than it
 * @param {boolean} isBeginning whether the end of `word` may be left out
 */
export function distance(typed, word, limit, isBeginning) {
  const beyond = limit + 1;
  const width = Math.min(word.length, typed.length + limit);
  if (typed.length - word.length > limit || (!isBeginning && word.length - typed.length > limit))
    return beyond;
  /** @type {number[]} */
  let twoBack = [];
  let before = Array.from({ length: width + 1 }, (_, at) => at);
  for (let row = 1; row <= typed.length; row += 1) {
    const now = [row];
    let least = row;
    for (let at = 1; at <= width; at += 1) {
      const isSame = typed[row - 1] === word[at - 1];
      let slips = Math.min(before[at] + 1, now[at - 1] + 1, before[at - 1] + (isSame ? 0 : 1));
      if (row > 1 && at > 1 && typed[row - 1] === word[at - 2] && typed[row - 2] === word[at - 1]) {
        slips = Math.min(slips, twoBack[at - 2] + 1);
      }
      now.push(slips);
      least = Math.min(least, slips);
    }
    if (least > limit) return beyond;
    twoBack = before;
    before = now;
  }
  return Math.min(beyond, isBeginning ? Math.min(...before) : (before[word.length] ?? beyond));
}

/**
 * @param {Map<string, Candidate[]>} meant
 * @param {number} most how many of the words the best entries have
 * @param {string[]} lexicon
 */
function notesOn(meant, most, lexicon) {
  /** @type {string[]} */
  const notes = [];
  const unknown = [...meant.keys()].filter((word) => meant.get(word)?.length === 0);
  for (const [word, candidates] of meant) {
    if (candidates[0]?.quality !== SLIP) continue;
    const near = candidates.slice(0, 3).map(({ number }) => lexicon[number]);
    notes.push(`Nothing has “${isolated(word)}”; looked for instead: ${near.map(isolated).join(" or ")}.`);
  }
  if (unknown.length > 0) {
    const words = unknown.map((word) => `“${isolated(word)}”`).join(" or ");
    notes.push(
      `Nothing has ${words}${most > 0 ? `, which ${unknown.length > 1 ? "are" : "is"} left out` : ""}.`,
    );
  }
  const known = meant.size - unknown.length;
  if (most > 0 && most < known) {
    const all = known === 2 ? "both" : `all ${known}`;
    const words = unknown.length > 0 ? "other words" : "words";
    notes.push(`No entry has ${all} ${words}, so ${most} of them ${most === 1 ? "is" : "are"} enough.`);
  }
  return notes;
}

/**
 * Puts the nearest word of the catalog in place of each that it does not know.
 *
 * @param {Map<string, Candidate[]>} meant
 * @param {string[]} lexicon
 */
function guessFor(meant, lexicon) {
  const guesses = [...meant].map(([word, candidates]) => {
    if (candidates.length > 0) return word;
    const nearest = near(word, lexicon, word.length < 5 ? 2 : 3).map((number) => lexicon[number]);
    const [guess] = nearest.filter((near) => near.length > 2);
    return word.length > 2 ? guess : undefined;
  });
  return guesses.every((guess) => guess !== undefined) ? guesses.join(" ") : "";
}
