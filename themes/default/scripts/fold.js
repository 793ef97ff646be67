/** Letters of a word after these are dropped, here and in the generator. */
const LONGEST = 40;

/**
 * Returns the words of a text as they are compared: lower case, without accents, cut wherever
 * something other than a letter or digit stands. The generator folds the texts it searches alike.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function foldedWords(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ς", "σ");
  const words = plain.match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
  return words.map((word) => (word.length > LONGEST ? [...word].slice(0, LONGEST).join("") : word));
}
