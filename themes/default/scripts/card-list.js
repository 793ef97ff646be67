/**
 * The cards of a list: those that the page came with, or those that were asked for.
 *
 * A card that was shown once is the same element whenever it is shown again. Of a changed list the
 * cards in the window come first, and those below it in the frame after.
 */
import { made } from "./facet-panel.js";
import { hideGone } from "./past-dates.js";

/** How many pixels below the window still count as in it, since lists move a little. */
const NEAR = 120;

export class CardList {
	/** @type {Element[]} */
	#ofPage;
	/** @type {Map<number, Element>} */
	#known = new Map();
	/** How many cards began above the lower edge of the window, when it was last looked at. */
	#inWindow = Number.POSITIVE_INFINITY;

	/**
	 * @param {HTMLElement} root a list of cards
	 * @param {(entries: number[]) => Promise<string[]>} fetchCards markup, ready-made by the template of cards
	 * @param {import("./after-paint.js").AfterPaint} later
	 */
	constructor(root, fetchCards, later) {
		this.root = root;
		this.later = later;
		this.#ofPage = [...root.children];
		hideGone(root);
		this.fetchCards = fetchCards;
	}

	/**
	 * Shows the cards that the page came with.
	 *
	 * @param {() => boolean} isWanted
	 */
	showPage(isWanted) {
		this.#put(this.#ofPage, isWanted);
	}

	/**
	 * Shows the cards of some entries; the promise is there only when some have to be fetched, and it
	 * is kept unless `isWanted` says by then that something else is.
	 *
	 * @param {number[]} entries
	 * @param {() => boolean} isWanted
	 * @returns {Promise<unknown> | undefined}
	 */
	show(entries, isWanted) {
		const put = () => {
			const cards = entries.map((entry) => /** @type {Element} */ (this.#known.get(entry)));
			this.#put(cards, isWanted);
		};
		const making = this.prepare(entries);
		if (making) return making.then(() => isWanted() && put());
		put();
		return undefined;
	}

	/**
	 * Makes the cards of entries that were not shown yet, for when they are.
	 *
	 * @param {number[]} entries
	 * @returns {Promise<void> | undefined} `undefined` when all are there
	 */
	prepare(entries) {
		const missing = entries.filter((entry) => !this.#known.has(entry));
		if (missing.length === 0) return undefined;
		return this.fetchCards(missing).then((cards) => {
			cards.forEach((card, place) => {
				if (this.#known.has(missing[place])) return;
				const template = made("template", { innerHTML: card });
				hideGone(template.content);
				const element = template.content.firstElementChild;
				if (element) this.#known.set(missing[place], document.adoptNode(element));
			});
		});
	}

	/**
	 * Puts cards in place; of a list that is not just longer than before, first those in the window.
	 *
	 * @param {Element[]} cards
	 * @param {() => boolean} isWanted
	 */
	#put(cards, isWanted) {
		const before = [...this.root.children];
		const isLonger = before.every((card, place) => cards[place] === card);
		const first = cards.slice(0, isLonger ? cards.length : this.#inWindow);
		const old = before.filter((card) => !first.includes(card));
		place(this.root, [...first, ...old.slice(0, cards.length - first.length)]);
		this.later.add(() => {
			this.look();
			if (isWanted()) place(this.root, cards);
		});
	}

	/** Looks which cards are in the window; takes no time right after a frame was painted. */
	look() {
		const lower = window.innerHeight + NEAR;
		this.#inWindow = [...this.root.children].filter((card) => card.getBoundingClientRect().top < lower).length;
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

/**
 * Makes elements the children of another, and touches none that stays where it is.
 *
 * @param {Element} root
 * @param {Element[]} wanted
 */
function place(root, wanted) {
	const all = new Set(wanted);
	for (const child of [...root.children]) if (!all.has(child)) child.remove();
	let next = root.firstElementChild;
	for (const child of wanted) {
		if (child === next) next = next.nextElementSibling;
		else root.insertBefore(child, next);
	}
}
