/**
 * The steps of the browser's history, and what each keeps beside its address.
 *
 * @typedef {object} Kept
 * @property {number} [shown] how many cards
 * @property {number} [y] how far it was scrolled
 * @property {string} [focus] a selector of what had the focus
 *
 * @typedef {Kept & { from?: string }} Noted `from` is the address that the step came from
 */

export class Steps {
  #later;
  /** The address of what is shown, which the browser may not have been told yet. */
  #address = "";

  /** @param {import("./after-paint.js").AfterPaint} later the browser takes longer to note a step than a list takes to be made */
  constructor(later) {
    this.#later = later;
  }

  /**
   * Goes to an address, unless it is the present one. A step that has come back to where it came from,
   * as when all words are deleted again, is not kept beside its double.
   *
   * @param {string} address
   * @param {Kept} [kept] what to keep with the step before; without it that step is replaced
   */
  go(address, kept) {
    const from = this.#address;
    if (address === from) return;
    this.#address = address;
    this.#later.add(() => {
      const isDouble = this.#noted.from === from;
      if (kept && !isDouble) {
        this.#keep(kept);
        history.pushState({ from }, "", address);
      } else history.replaceState(this.#noted, "", address);
    });
  }

  /**
   * Takes over where the browser is, and gives it the one address of what stands there.
   *
   * @param {string} address
   */
  settle(address) {
    this.#later.drop();
    this.#address = address;
    if (address !== location.pathname + location.search)
      history.replaceState(this.#noted, "", address + location.hash);
  }

  /** @returns {Kept} what the present step keeps */
  get kept() {
    return this.#noted;
  }

  /** @returns {Noted} */
  get #noted() {
    return history.state ?? {};
  }

  /**
   * Keeps something with the present step.
   *
   * @param {Kept} kept
   */
  keep(kept) {
    this.#later.flush();
    this.#keep(kept);
  }

  /** @param {Kept} kept */
  #keep(kept) {
    const before = this.#noted;
    const isKept = before.shown === kept.shown && before.focus === kept.focus && before.y === kept.y;
    if (!isKept) history.replaceState({ ...before, ...kept }, "");
  }
}

/** Returns a selector of what has the focus, if it can be found again by one. */
export function focusSelector() {
  const { activeElement } = document;
  if (activeElement?.id) return `#${CSS.escape(activeElement.id)}`;
  const href = activeElement?.getAttribute("href");
  return href ? `.cards a[href="${CSS.escape(href)}"]` : undefined;
}
