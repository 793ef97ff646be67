/**
 * The direction of text that others wrote, in the midst of our own. Pure.
 */

/** Characters that steer the direction of text and are no part of a word. */
const MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** @param {string} text */
export function withoutMarks(text) {
  return text.replace(MARKS, "");
}

/**
 * Returns a text that leaves the direction of the text around it alone.
 *
 * @param {string} text
 */
export function isolated(text) {
  const plain = withoutMarks(text);
  return RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain;
}
