/**
 * The cards of a list: those that the page came with, or those that were asked for.
 *
 * A card that was shown once is not made again. Of a changed list the cards in the window come first,
 * and those below it in the frame after.
 */
import { made } from "./elements.js";
import { NextCards } from "./next-cards.js";
import { hideGone } from "./past-dates.js";

/** How many pixels below the window still count as in it, since a list moves by a line of the summary. */
const NEAR = 32;
/** After how many milliseconds a list that is waited for is dimmed and said to be: what comes at once is not dimmed first. */
const SLOW = 150;

/** For how many milliseconds cards below the window are not fetched, since another letter may ask for others. */
const REST = 200;

export class CardList {
  /** @type {Element[]} */
  #ofPage;
  /** @type {Map<number, Element>} */
  #known = new Map();
  #hear;
  /** How many cards began above the lower edge of the window, when it was last looked at. */
  #inWindow = Number.POSITIVE_INFINITY;
  /** How high the list was, when it was last looked at, in pixels. */
  #height = 0;
  #isSlow = false;
  #next = new NextCards();
  /** The cards that are about to be asked for. @type {number[]} */
  #foreseen = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} root a list of cards
   * @param {(entries: number[]) => Promise<string[]>} fetchCards markup, ready-made by the template of cards
   * @param {import("./after-paint.js").AfterPaint} later
   * @param {{ filled: () => void, failed: (error: unknown) => void, slow: (isSlow: boolean) => void }} hear
   *     what is called when cards below the window came late, or could not be had, and when a list takes
   *     long and no longer does
   */
  constructor(root, fetchCards, later, hear) {
    this.root = root;
    this.later = later;
    this.#hear = hear;
    this.#ofPage = [...root.children];
    hideGone(root);
    this.fetchCards = fetchCards;
  }

  /** Takes the cards that the page came with for those of the first entries, as they are in a page of this very catalog. */
  knowPage() {
    this.#ofPage.forEach((card, entry) => {
      this.#known.set(entry, card);
    });
  }

  /**
   * Shows the cards that the page came with.
   *
   * @param {() => boolean} isWanted
   */
  showPage(isWanted) {
    const cards = this.#ofPage;
    const first = cards.slice(0, this.#inWindow);
    const old = this.#besides(first, cards.length);
    const rest = () => place(this.root, cards);
    this.#put({ first, count: cards.length, old, rest, isWanted });
  }

  /**
   * Shows the cards of some entries; the promise is there only when some of those in the window have
   * to be fetched, and it is kept unless `isWanted` says by then that something else is.
   *
   * @param {number[]} entries
   * @param {() => boolean} isWanted
   * @returns {Promise<unknown> | undefined}
   */
  show(entries, isWanted) {
    this.#foreseen = [];
    const first = this.#firstOf(entries);
    const rest = () => {
      const put = () => place(this.root, this.#cardsOf(entries));
      if (entries.every((entry) => this.#known.has(entry))) return put();
      return this.#prepareAtRest(entries, isWanted).then(() => isWanted() && put());
    };
    const put = () => {
      const old = this.#besides(this.#cardsOf(first), entries.length);
      const laid = this.#next.replace(this.root, first);
      if (laid) this.#take(laid, first);
      this.#put({ first: this.#cardsOf(first), count: entries.length, old, rest, isWanted });
    };
    const making = this.prepare(first);
    if (making) return making.then(() => isWanted() && put());
    put();
    return undefined;
  }

  /**
   * Makes the cards that will be seen of a list. The promise is there only when some of them have to be
   * fetched; it is kept when they are there, when they cannot be had, and when it takes long.
   *
   * @param {number[]} entries
   * @returns {Promise<unknown> | undefined}
   */
  soon(entries) {
    const making = this.prepare(this.#firstOf(entries));
    const slow = () => new Promise((resolve) => setTimeout(resolve, SLOW));
    return making && Promise.race([making.catch(() => undefined), slow()]);
  }

  /**
   * Makes the cards that a press is about to ask for, and lays those out that will be seen.
   *
   * @param {number[]} entries
   */
  foresee(entries) {
    this.#foreseen = entries;
    const lay = () => {
      if (this.#isLonger(entries)) return;
      const first = this.#firstOf(entries);
      this.#next.lay(this.root, first, this.#cardsOf(first));
    };
    const making = this.prepare(entries);
    if (!making) lay();
    // What fails now is said when it is asked for.
    else making.then(() => this.#foreseen === entries && lay()).catch(() => undefined);
  }

  /**
   * Takes a list whose cards were laid out for the one that is shown.
   *
   * @param {HTMLElement} list
   * @param {number[]} entries
   */
  #take(list, entries) {
    this.root = list;
    entries.forEach((entry, at) => {
      const ofPage = this.#ofPage.indexOf(this.#cardsOf([entry])[0]);
      if (ofPage >= 0) this.#ofPage[ofPage] = list.children[at];
      this.#known.set(entry, list.children[at]);
    });
  }

  /**
   * Returns cards that are shown now and not in a list of so many that begins with other ones: as many
   * as it has besides.
   *
   * @param {Element[]} first
   * @param {number} count
   */
  #besides(first, count) {
    return [...this.root.children].filter((card) => !first.includes(card)).slice(0, count - first.length);
  }

  /**
   * Returns those of a list that are shown at once: all that a longer list has, else those in the window.
   *
   * @param {number[]} entries
   */
  #firstOf(entries) {
    return this.#isLonger(entries) ? entries : entries.slice(0, this.#inWindow);
  }

  /**
   * Tells whether a list begins with all the cards that are shown.
   *
   * @param {number[]} entries
   */
  #isLonger(entries) {
    return [...this.root.children].every((card, at) => this.#known.get(entries[at]) === card);
  }

  /** @param {number[]} entries whose cards are made */
  #cardsOf(entries) {
    return entries.map((entry) => /** @type {Element} */ (this.#known.get(entry)));
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
    return this.fetchCards(missing).then((cards) => this.learn(missing, cards));
  }

  /**
   * Makes cards of entries if they are still wanted by then.
   *
   * @param {number[]} entries
   * @param {() => boolean} isWanted
   */
  async #prepareAtRest(entries, isWanted) {
    await new Promise((resolve) => setTimeout(resolve, REST));
    if (isWanted()) await this.prepare(entries);
  }

  /**
   * Returns how many of the first entries have their cards there.
   *
   * @param {number[]} entries
   */
  had(entries) {
    const missing = entries.findIndex((entry) => !this.#known.has(entry));
    return missing < 0 ? entries.length : missing;
  }

  /** The entries whose cards are there. */
  get known() {
    return [...this.#known.keys()];
  }

  /**
   * Makes cards of their markup, unless they are there already.
   *
   * @param {number[]} entries
   * @param {string[]} markup of each
   */
  learn(entries, markup) {
    const elements = read(markup);
    entries.forEach((entry, place) => {
      const element = elements[place];
      if (element && !this.#known.has(entry)) this.#known.set(entry, element);
    });
  }

  /**
   * Puts the first cards in place, in a list that stays as high as it was, and the rest once the frame is
   * painted. Where the rest has to be fetched, cards of the list before stand in for it, with `data-old`,
   * and the list is busy and has `data-rest` until it is there.
   *
   * @param {object} list
   * @param {Element[]} list.first
   * @param {number} list.count how many cards there will be
   * @param {Element[]} list.old cards of the list before that may stand in
   * @param {() => Promise<unknown> | void} list.rest puts all of them in place
   * @param {() => boolean} list.isWanted
   */
  #put({ first, count, old, rest, isWanted }) {
    const { root } = this;
    // Cards that move below the window take the browser as long as those in it.
    root.style.minBlockSize = first.length < count ? `${this.#height}px` : "";
    place(root, first);
    for (const card of first) card.removeAttribute("data-old");
    root.removeAttribute("data-rest");
    this.later.add(() => {
      if (!isWanted()) return;
      const filling = rest();
      root.style.minBlockSize = "";
      this.later.add(() => this.look());
      if (!filling) return;
      for (const card of old) card.toggleAttribute("data-old", true);
      place(root, [...first, ...old]);
      this.setBusy(true, true);
      const done = () => {
        for (const card of old) card.removeAttribute("data-old");
        if (!isWanted()) return;
        this.setBusy(false);
        this.later.add(() => this.look());
        this.#hear.filled();
      };
      filling.then(done, (error) => {
        done();
        if (isWanted()) this.#hear.failed(error);
      });
    });
  }

  /**
   * Marks the list as waited for or not; one that is waited for long has the attribute `data-slow`.
   *
   * @param {boolean} isBusy
   * @param {boolean} [isRest] whether only cards below the window are waited for
   */
  setBusy(isBusy, isRest = false) {
    this.root.setAttribute("aria-busy", `${isBusy}`);
    this.root.toggleAttribute("data-rest", isRest);
    clearTimeout(this.#timer);
    if (isBusy) this.#timer = setTimeout(() => this.#setSlow(true), SLOW);
    else this.#setSlow(false);
  }

  /** @param {boolean} isSlow */
  #setSlow(isSlow) {
    if (this.root.toggleAttribute("data-slow", isSlow) !== this.#isSlow) this.#hear.slow(isSlow);
    this.#isSlow = isSlow;
  }

  /**
   * Returns how many of so many cards can be seen.
   *
   * @param {number} count
   */
  inWindow(count) {
    return Math.min(count, this.#inWindow);
  }

  /** Looks which cards are in the window, and how high the list is; takes no time right after a frame was painted. */
  look() {
    const lower = window.innerHeight + NEAR;
    this.#height = this.root.clientHeight;
    this.#inWindow = [...this.root.children].filter(
      (card) => card.getBoundingClientRect().top < lower,
    ).length;
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
 * Reads the markup of cards: all at once where each is one element, as it takes the browser half as long.
 *
 * @param {string[]} cards
 * @returns {(Element | undefined)[]}
 */
function read(cards) {
  const template = made("template", { innerHTML: cards.join("") });
  const elements = [...template.content.children];
  if (elements.length !== cards.length && cards.length > 1) return cards.map((card) => read([card])[0]);
  hideGone(template.content);
  return elements.map((element) => document.adoptNode(element));
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
