// Days of the calendar as "2026-11-25", counted without clocks: a day here has no hours, so neither
// a change to summer time nor a zone can move it. Pure.

const DAY = 86_400_000;
const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * The number of a day, counted from 1970-01-01; `null` for what is no day of the calendar.
 * @param {unknown} day
 * @returns {number | null}
 */
export function numberOf(day) {
  const parts = typeof day === "string" ? FORM.exec(day) : null;
  if (!parts) return null;
  const number = Date.UTC(+parts[1], +parts[2] - 1, +parts[3]) / DAY;
  return dayOf(number) === day ? number : null;
}

/**
 * The day of a number.
 * @param {number} number
 * @returns {string}
 */
export function dayOf(number) {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

/**
 * The number of the day on the reader's own clock.
 * @param {Date} [now]
 * @returns {number}
 */
export function todaysNumber(now = new Date()) {
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
}

/**
 * The day on the reader's own clock.
 * @param {Date} [now]
 * @returns {string}
 */
export function today(now) {
  return dayOf(todaysNumber(now));
}

/**
 * The day on which work ends that begins on `day` and gets so many hours in each seven days.
 *
 * Work of no time ends on the day itself. `null` where the end lies beyond a hundred years.
 * @param {string} day
 * @param {number} minutes
 * @param {number} hoursAWeek above zero
 * @returns {string | null}
 */
export function finish(day, minutes, hoursAWeek) {
  const start = numberOf(day);
  const days = Math.ceil((minutes / (hoursAWeek * 60)) * 7 - 1e-9);
  if (start === null || !(days >= 0 && days <= 36_525)) return null;
  return dayOf(start + days);
}

/**
 * How long it is from one day to another, in whole weeks, at least one.
 * @param {string} from
 * @param {string} to
 * @returns {number}
 */
export function weeksBetween(from, to) {
  return Math.max(1, Math.round(((numberOf(to) ?? 0) - (numberOf(from) ?? 0)) / 7));
}

/**
 * A day in words: "Friday, April 30, 2027".
 * @param {string} day
 * @param {string} language a BCP 47 tag
 * @returns {string}
 */
export function inWords(day, language) {
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: "full",
    timeZone: "UTC",
  });
  return format.format((numberOf(day) ?? 0) * DAY);
}
