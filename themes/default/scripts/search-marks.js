/**
 * Marks found words in the page without touching its markup, in browsers that can.
 */
import { foldedWords } from "./fold.js";

const NAME = "found";
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Words that hyphens join: without these they are a word of the catalog as well. */
const RUN = /[\p{L}\p{M}\p{N}]+(?:[-\u2010\u2011][\p{L}\p{M}\p{N}]+)*/gu;
const HYPHENS = /[-\u2010\u2011]/g;

/**
 * Marks words in a list, which gets `data-marked`. It keeps that when the marks go, until its cards do:
 * to take it away has all of them looked at again, and to leave it has each new one take longer.
 *
 * @param {Element} root
 * @param {Set<string>} words folded; none takes the marks away
 */
export function markWords(root, words) {
  if (!("highlights" in CSS)) return;
  if (words.size === 0) {
    CSS.highlights.delete(NAME);
    return;
  }
  root.toggleAttribute("data-marked", true);
  const ranges = [...textsIn(root)].flatMap((text) => rangesIn(text, words));
  CSS.highlights.set(NAME, new Highlight(...ranges));
}

/** @param {Element} root */
function* textsIn(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) yield/** @type {Text} */ (walker.currentNode);
}

/**
 * @param {Text} text
 * @param {Set<string>} words
 */
function rangesIn(text, words) {
  /** @type {Range[]} */
  const ranges = [];
  for (const { 0: run, index } of text.data.matchAll(RUN)) {
    if (foldedWords(run.replace(HYPHENS, "")).some((joined) => words.has(joined))) {
      ranges.push(rangeOf(text, index, run.length));
      continue;
    }
    for (const { 0: word, index: start } of run.matchAll(WORD)) {
      if (!foldedWords(word).some((part) => words.has(part))) continue;
      ranges.push(rangeOf(text, index + start, word.length));
    }
  }
  return ranges;
}

/**
 * @param {Text} text
 * @param {number} start
 * @param {number} length
 */
function rangeOf(text, start, length) {
  const range = new Range();
  range.setStart(text, start);
  range.setEnd(text, start + length);
  return range;
}
