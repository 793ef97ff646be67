/** @type {Map<string, Promise<string | undefined>>} */
const pages = new Map();

/**
 * The cards of a term's own page: one request, where blocks of the data would take several.
 *
 * @param {string} href the page
 * @param {number[]} list every entry of the term, in the order of the page
 * @param {number[]} entries those whose cards are wanted
 * @param {number} size how many cards a page has
 * @returns {Promise<string[] | undefined>} in the order of `entries`; nothing where the page does not
 *     have them all, or is not of the same catalog
 */
export async function readyMade(href, list, entries, size) {
  const places = entries.map((entry) => list.indexOf(entry));
  if (places.some((place) => place < 0 || place >= size)) return undefined;
  const markup = await fetched(href);
  if (markup === undefined) return undefined;
  const page = new DOMParser().parseFromString(markup, "text/html");
  const cards = page.querySelectorAll("ul.cards > li");
  const count = Number.parseInt(page.querySelector(".status h2")?.textContent ?? "", 10);
  if (count !== list.length || cards.length !== Math.min(size, count)) return undefined;
  return places.map((place) => cards[place].outerHTML);
}

/**
 * Fetches a page once, though two lists of it may be asked for at the same time.
 *
 * @param {string} href
 */
function fetched(href) {
  const fetching =
    pages.get(href) ??
    fetch(href).then(
      (answer) => (answer.ok ? answer.text() : undefined),
      () => undefined,
    );
  pages.set(href, fetching);
  return fetching.catch(() => undefined);
}
