/**
 * Reads amounts and times as people write them into a field. Pure.
 *
 * Addresses are read more strictly: they have one form for one number.
 */
import { amount } from "./state.js";

const MINUTES_AN_HOUR = 60;

/**
 * Reads "20", "$1,000", "20.50 USD", "20 dollars" or "free" in minor units; `null` for anything else, an
 * amount in another currency among it.
 *
 * @param {string} text
 * @param {{ code: string, digits: number }} currency
 */
export function typedMoney(text, { code, digits }) {
  const plain = text.trim().toLowerCase();
  if (plain === "free") return 0;
  const names = namesOf(code).map((name) => name.replace(/[$.*+?^(){}|[\]\\]/g, "\\$&"));
  const name = `(?:${names.join("|")})?`;
  const [, number] = new RegExp(`^${name}\\s*([\\d.,]+)\\s*${name}$`, "u").exec(plain) ?? [];
  if (number === undefined) return null;
  const isInThousands = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(number);
  return amount(isInThousands ? number.replaceAll(",", "") : number, digits);
}

/**
 * Returns what a currency goes by: "usd", "us$", "$", "dollars", "dollar".
 *
 * @param {string} code
 */
function namesOf(code) {
  const part = (/** @type {"narrowSymbol" | "name"} */ currencyDisplay, /** @type {number} */ number) => {
    const style = /** @type {const} */ ({ style: "currency", maximumFractionDigits: 0 });
    const form = new Intl.NumberFormat("en", { ...style, currency: code, currencyDisplay });
    const parts = form.formatToParts(number);
    return (parts.find(({ type }) => type === "currency")?.value ?? code).toLowerCase();
  };
  const sign = part("narrowSymbol", 2);
  const words = [part("name", 2), part("name", 1)].flatMap((name) => [name, name.split(" ").at(-1) ?? name]);
  return [...words, code.toLowerCase(), code.slice(0, 2).toLowerCase() + sign, sign];
}

/**
 * Reads "90", "90 min", "1h 30m", "1.5 hours" or "1:30" in minutes; `null` for anything else.
 *
 * @param {string} text
 */
export function typedMinutes(text) {
  const plain = text.trim().toLowerCase().replaceAll(",", ".");
  const found =
    /^(?<hours>\d{1,5}):(?<minutes>[0-5]\d)$/.exec(plain) ??
    /^(?:(?<hours>\d{1,5}(?:\.\d{1,3})?)\s*h(?:(?:ou)?rs?)?\.?)?\s*(?:(?<minutes>\d{1,9})\s*(?:m(?:in(?:ute)?s?)?\.?)?)?$/.exec(
      plain,
    );
  const { hours, minutes } = found?.groups ?? {};
  if (hours === undefined && minutes === undefined) return null;
  return Math.round(Number(hours ?? 0) * MINUTES_AN_HOUR) + Number(minutes ?? 0);
}
