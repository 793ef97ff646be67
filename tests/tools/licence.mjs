/** Reads the licence expression of a crate and tells whether the project accepts it. */

const ACCEPTED = new Set([
  "0BSD",
  "Apache-2.0",
  "Apache-2.0 WITH LLVM-exception",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BSL-1.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MPL-2.0",
  "Unicode-3.0",
  "Unicode-DFS-2016",
  "Unlicense",
  "Zlib",
]);

/**
 * Tells whether one can take what `expression` licenses under accepted licences alone.
 *
 * `AND` binds closer than `OR`; the old `/` between two licences means `OR`. Unknown names and
 * broken expressions are not acceptable.
 *
 * @param {string | null} expression an SPDX licence expression
 */
export function acceptable(expression) {
  if (expression === null) return false;
  const words = expression.replaceAll("/", " OR ").match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;

  /** @returns {boolean} */
  const either = () => {
    let result = both();
    while (words[at] === "OR") {
      at++;
      result = both() || result;
    }
    return result;
  };
  /** @returns {boolean} */
  const both = () => {
    let result = one();
    while (words[at] === "AND") {
      at++;
      result = one() && result;
    }
    return result;
  };
  /** @returns {boolean} */
  const one = () => {
    if (words[at] === "(") {
      at++;
      const result = either();
      return words[at++] === ")" && result;
    }
    let name = words[at++] ?? "";
    if (words[at] === "WITH") {
      name = `${name} WITH ${words[at + 1] ?? ""}`;
      at += 2;
    }
    return ACCEPTED.has(name);
  };

  return either() && at === words.length;
}
