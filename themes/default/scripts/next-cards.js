/**
 * Cards that are laid out before they are asked for.
 *
 * Styles and layout of new cards are most of what a browser does to show another list. While a button or
 * the space bar is held down there is time for both: the cards stand in a list of their own, as wide as
 * the one that is shown and nothing high. To show it takes nothing but to let it have its height.
 */
import { made } from "./elements.js";

/** For how many milliseconds a list is kept: nobody holds a button longer to click. */
const KEPT = 1000;

export class NextCards {
  /** @type {{ list: HTMLElement, entries: number[] } | undefined} */
  #laid;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * Lays cards out beside a list. Those that the list has are doubled, as it goes on being shown.
   *
   * @param {HTMLElement} root
   * @param {number[]} entries
   * @param {Element[]} cards of these entries
   */
  lay(root, entries, cards) {
    this.drop();
    const list = made("ul", { className: root.className });
    hide(list, true);
    list.append(...cards.map((card) => (card.parentElement === root ? card.cloneNode(true) : card)));
    root.after(list);
    this.#laid = { list, entries };
    this.#timer = setTimeout(() => this.drop(), KEPT);
  }

  /**
   * Shows the list with the cards of these entries in place of another, and returns it; nothing where
   * it has others. The other one goes once the frame is painted, since that takes time as well.
   *
   * @param {HTMLElement} root
   * @param {number[]} entries
   * @returns {HTMLElement | undefined}
   */
  replace(root, entries) {
    const laid = this.#laid;
    const isRight =
      laid?.list.children.length === entries.length &&
      entries.every((entry, at) => entry === laid.entries[at]);
    if (!isRight) return undefined;
    this.#forget();
    laid.list.className = root.className;
    hide(laid.list, false);
    hide(root, true);
    requestAnimationFrame(() => setTimeout(() => root.remove()));
    return laid.list;
  }

  /** Takes the list away, if there is one. */
  drop() {
    this.#laid?.list.remove();
    this.#forget();
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#laid = undefined;
  }
}

/**
 * @param {Element} list
 * @param {boolean} isHidden
 */
function hide(list, isHidden) {
  list.toggleAttribute("data-next", isHidden);
  if (isHidden) list.setAttribute("aria-hidden", "true");
  else list.removeAttribute("aria-hidden");
}
