/**
 * The steps of the browser's history, and what each keeps beside its address.
 *
 * @typedef {{ shown?: number, y?: number, focus?: string }} Kept how many cards, how far it was scrolled, and a selector of what had the focus
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
   * Goes to an address, unless it is the present one.
   *
   * @param {string} address
   * @param {Kept} [kept] what to keep with the step before; without it that step is replaced
   */
  go(address, kept) {
    if (address === this.#address) return;
    this.#address = address;
    this.#later.add(() => {
      if (kept) this.#keep(kept);
      if (kept) history.pushState({}, "", address);
      else history.replaceState(history.state, "", address);
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
      history.replaceState(history.state, "", address + location.hash);
  }

  /** @returns {Kept} what the present step keeps */
  get kept() {
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
    const before = this.kept;
    const isKept = before.shown === kept.shown && before.focus === kept.focus && before.y === kept.y;
    if (!isKept) history.replaceState(kept, "");
  }
}

/** Returns a selector of what has the focus, if it can be found again by one. */
export function focusSelector() {
  const { activeElement } = document;
  if (activeElement?.id) return `#${CSS.escape(activeElement.id)}`;
  const href = activeElement?.getAttribute("href");
  return href ? `.cards a[href="${CSS.escape(href)}"]` : undefined;
}
