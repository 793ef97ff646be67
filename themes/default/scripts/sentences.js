// Numbers in words, in the page's language. Pure; the sentences around them stand in the page.

/**
 * Puts values into a sentence: "{done} of {total} steps done".
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/**
 * A time to spend: whole hours from two hours on, minutes below. "45 min", "20 to 24 h".
 * @param {readonly [number, number]} minutes
 * @returns {string}
 */
export function timeInWords([shortest, longest]) {
  const unit = longest < 120 ? "min" : "h";
  const told = (/** @type {number} */ minutes) => (unit === "h" ? Math.round(minutes / 60) : minutes);
  return range(`${told(shortest)}`, `${told(longest)}`, ` ${unit}`);
}

/**
 * An amount of money, decimals only where there are some. "$0", "$20 to $84.50".
 * @param {readonly [number, number]} amount in the minor unit
 * @param {string} currency an ISO 4217 code
 * @param {string} language a BCP 47 tag
 * @returns {string}
 */
export function moneyInWords([least, most], currency, language) {
  const told = (/** @type {number} */ minor) => {
    const format = new Intl.NumberFormat(language, {
      style: "currency",
      currency,
    });
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    const amount = minor / 10 ** digits;
    return new Intl.NumberFormat(language, {
      style: "currency",
      currency,
      minimumFractionDigits: Number.isInteger(amount) ? 0 : digits,
    }).format(amount);
  };
  return range(told(least), told(most), "");
}

/**
 * @param {string} from
 * @param {string} to
 * @param {string} unit
 */
function range(from, to, unit) {
  return from === to ? `${from}${unit}` : `${from} to ${to}${unit}`;
}
