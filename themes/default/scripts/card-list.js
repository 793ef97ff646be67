/**
 * The cards of a list: those that the page came with, or those that were asked for.
 *
 * A card that was shown once is the same element whenever it is shown again.
 */
import { made } from "./facet-panel.js";
import { hideGone } from "./past-dates.js";

export class CardList {
	/** @type {Element[]} */
	#ofPage;
	/** @type {Map<number, Element>} */
	#known = new Map();

	/**
	 * @param {HTMLElement} root a list of cards
	 * @param {(entries: number[]) => Promise<string[]>} fetchCards markup, ready-made by the template of cards
	 */
	constructor(root, fetchCards) {
		this.root = root;
		this.#ofPage = [...root.children];
		hideGone(root);
		this.fetchCards = fetchCards;
	}

	/**
	 * Shows the cards that the page came with.
	 *
	 * @param {(place: number) => boolean} isShown
	 */
	showPage(isShown) {
		this.#put(this.#ofPage.filter((_, place) => isShown(place)));
	}

	/**
	 * Shows the cards of some entries; the promise is there only when some have to be fetched, and it
	 * is kept unless `isWanted` says by then that something else is.
	 *
	 * @param {number[]} entries
	 * @param {() => boolean} isWanted
	 * @returns {Promise<void> | undefined}
	 */
	show(entries, isWanted) {
		const missing = entries.filter((entry) => !this.#known.has(entry));
		const put = () => this.#put(entries.map((entry) => /** @type {Element} */ (this.#known.get(entry))));
		if (missing.length === 0) {
			put();
			return undefined;
		}
		return this.fetchCards(missing).then((cards) => {
			cards.forEach((card, place) => {
				const template = made("template", { innerHTML: card });
				hideGone(template.content);
				const element = template.content.firstElementChild;
				if (element) this.#known.set(missing[place], element);
			});
			if (isWanted()) put();
		});
	}

	/**
	 * Puts elements in place, leaving alone those that are there already in the same order.
	 *
	 * @param {Element[]} cards
	 */
	#put(cards) {
		const { root } = this;
		const isSame = cards.length === root.children.length && cards.every((card, place) => root.children[place] === card);
		const isLonger = cards.length > root.children.length && [...root.children].every((card, place) => cards[place] === card);
		if (isSame) return;
		if (isLonger) root.append(...cards.slice(root.children.length));
		else root.replaceChildren(...cards);
	}

	/**
	 * Moves the focus to a card's link.
	 *
	 * @param {number} place
	 */
	focus(place) {
		this.root.children[place]?.querySelector("a")?.focus();
	}
}
