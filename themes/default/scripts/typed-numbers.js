/**
 * Reads amounts and times as people write them into a field. Pure.
 *
 * Addresses are read more strictly: they have one form for one number.
 */
import { amount } from "./state.js";

const MINUTES_AN_HOUR = 60;

/**
 * Reads "20", "$1,000" or "20.50 USD" in minor units; `null` for anything else.
 *
 * @param {string} text
 * @param {{ code: string, digits: number }} currency
 */
export function typedMoney(text, { code, digits }) {
  const sign = `(?:\\p{Sc}|${code})?`;
  const [, number] = new RegExp(`^${sign}\\s*([\\d.,]+)\\s*${sign}$`, "iu").exec(text.trim()) ?? [];
  if (number === undefined) return null;
  const isInThousands = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(number);
  return amount(isInThousands ? number.replaceAll(",", "") : number, digits);
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
