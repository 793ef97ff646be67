/**
 * Hides dates that have gone by since the site was built, by the reader's own day.
 *
 * Wraps dates of any kind: rows of a list or of a table are hidden, and a card whose next date is
 * over says so. A date is over when its day is; the time of day and its zone do not matter.
 */
import { today } from "./calendar.js";

/**
 * Tells whether a date's own day lies before a day, both as `2026-11-25` or longer.
 *
 * @param {string} datetime
 * @param {string} day
 */
function isOver(datetime, day) {
  return /^\d{4}-\d{2}-\d{2}/.test(datetime) && datetime.slice(0, 10) < day;
}

/**
 * Hides the rows of dates that lie before today, and takes such a date off a card.
 *
 * @param {ParentNode} root
 */
export function hideGone(root) {
  const day = today();
  for (const time of root.querySelectorAll("time[datetime]")) {
    if (!isOver(time.getAttribute("datetime") ?? "", day)) continue;
    const row = time.closest(".agenda > li, tbody > tr");
    const fact = time.closest(".card dd");
    if (row instanceof HTMLElement) row.hidden = true;
    else if (fact) {
      fact.textContent = "Date gone by";
      fact.className = "unknown";
    }
  }
}

/**
 * Counts a ready list of dates anew from today on, and hides it where all of it has begun.
 *
 * @param {ParentNode} root
 */
function countAgain(root) {
  const day = today();
  for (const list of root.querySelectorAll("[data-starts]")) {
    if (!(list instanceof HTMLElement)) continue;
    const starts = (list.dataset.starts ?? "").split(" ").map((start) => start.split(":"));
    const ahead = starts.filter(([start]) => !isOver(start, day));
    const count = ahead.reduce((sum, [, entries]) => sum + Number(entries), 0);
    list.hidden = count === 0;
    const told = list.querySelector("b");
    if (told) told.textContent = `${count}`;
  }
}

class PastDates extends HTMLElement {
  connectedCallback() {
    hideGone(this);
    countAgain(this);
    const rows = [...this.querySelectorAll(".agenda > li, tbody > tr")];
    if (rows.length === 0 || !rows.every((row) => /** @type {HTMLElement} */ (row).hidden)) return;
    const words = document.createElement("p");
    words.textContent = "All of these dates have gone by since this page was made.";
    for (const dates of this.querySelectorAll(".agenda, table")) dates.replaceWith(words);
  }
}

customElements.define("past-dates", PastDates);
