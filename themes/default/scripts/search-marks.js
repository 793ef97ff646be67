/**
 * Marks found words in the page without touching its markup, in browsers that can.
 */
import { foldedWords } from "./fold.js";

const NAME = "found";

/**
 * @param {Element} root
 * @param {Set<string>} words folded; none takes the marks away
 */
export function markWords(root, words) {
  if (!("highlights" in CSS)) return;
  if (words.size === 0) {
    CSS.highlights.delete(NAME);
    return;
  }
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
  for (const { 0: word, index } of text.data.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    if (!foldedWords(word).some((part) => words.has(part))) continue;
    const range = new Range();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    ranges.push(range);
  }
  return ranges;
}
