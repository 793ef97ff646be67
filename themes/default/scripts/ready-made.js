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
	const answer = await fetch(href).catch(() => undefined);
	if (!answer?.ok) return undefined;
	const page = new DOMParser().parseFromString(await answer.text(), "text/html");
	const cards = page.querySelectorAll("ul.cards > li");
	const count = Number.parseInt(page.querySelector(".status h2")?.textContent ?? "", 10);
	if (count !== list.length || cards.length !== Math.min(size, count)) return undefined;
	return places.map((place) => cards[place].outerHTML);
}
