/**
 * What stands above a list: how many there are, what was asked for, and what can be dropped again.
 */
import { made, setText } from "./elements.js";
import { entries, named, sentence, told } from "./state.js";

/**
 * @typedef {import("./state.js").Criterion} Criterion
 *
 * @typedef {object} Found what a list comes to
 * @property {number} count
 * @property {number} total
 * @property {Criterion[]} criteria
 * @property {Criterion[]} kept those that the list keeps to: not words that could not be looked up
 * @property {number} past how many are left out only because their dates are over
 * @property {string[]} notes sentences about the words and the address
 * @property {string} guess words to look for in place of those that fit nothing; may be empty
 * @property {{ dropped: Criterion[], count: number }[]} ways what dropping criteria would bring, where nothing fits
 *
 * @typedef {object} Acts
 * @property {(criteria: Criterion[]) => void} drop
 * @property {() => void} clear
 * @property {(words: string) => void} look
 */

/** How long the reader's hands have to rest before the summary is read out, in milliseconds. */
const REST = 400;

export class Summary {
  #acts;
  #chipKeys = "";
  #notesKey = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} root
   * @param {Acts} acts
   */
  constructor(root, acts) {
    const part = (/** @type {string} */ name) =>
      /** @type {HTMLElement} */ (root.querySelector(`[data-part=${name}]`));
    this.#acts = acts;
    this.count = part("count");
    this.chips = part("chips");
    this.words = part("words");
    this.notes = part("notes");
    this.past = part("past");
    this.zero = part("zero");
    this.live = part("live");
  }

  /** @param {Found} found */
  update(found) {
    const { count, total, criteria, kept } = found;
    setText(this.count, countText(count, total));
    this.#updateChips(criteria);
    this.words.replaceChildren(...inWords(kept));
    this.words.hidden = kept.length === 0;
    // A single chip says as much, but chips are not printed.
    this.words.classList.toggle("print-only", criteria.length === 1);
    this.#updateNotes(found);
    this.zero.replaceChildren(...(count === 0 ? this.#zeroParts(found) : []));
    this.zero.hidden = count > 0;
  }

  /**
   * Shows what was asked for where it could not be found out how many there are.
   *
   * @param {Criterion[]} criteria
   */
  updateUncounted(criteria) {
    clearTimeout(this.#timer);
    setText(this.live, "");
    setText(this.count, "No list");
    this.#updateChips(criteria);
    this.words.replaceChildren(...inWords(criteria));
    for (const part of [this.notes, this.zero]) part.replaceChildren();
    this.#notesKey = "";
    for (const part of [this.past, this.zero]) part.hidden = true;
  }

  /**
   * Has a summary read out, also when it is the same as the last one.
   *
   * @param {Found} found
   * @param {string} order "sorted by lowest cost"
   */
  announce({ count, total, kept, notes, ways, guess }, order) {
    clearTimeout(this.#timer);
    setText(this.live, "");
    const asked = capitalized(sentence(kept))
      .map(({ text }) => text)
      .join("");
    const isHelped = ways.length > 0 || guess !== "";
    const help = isHelped ? "What to do instead stands above the list." : "";
    const words = [`${countText(count, total)}, ${order}.`, asked && `${asked}.`, ...notes, help];
    this.#timer = setTimeout(() => {
      this.live.textContent = words.filter(Boolean).join(" ");
    }, REST);
  }

  /** @param {Criterion[]} criteria */
  #updateChips(criteria) {
    const keys = criteria.map(({ key, value }) => `${key}:${value}`).join("\n");
    if (keys === this.#chipKeys) return;
    this.#chipKeys = keys;
    const chips = criteria.map((criterion) => {
      const button = made("button", { type: "button", className: "chip drop" });
      button.append(made("span", { className: "vh", textContent: "Remove filter: " }), told(criterion));
      button.addEventListener("click", () => this.#acts.drop([criterion]));
      return button;
    });
    if (chips.length > 0) chips.push(this.#button("linkish", "Clear all", () => this.#acts.clear()));
    this.chips.replaceChildren(
      ...chips.map((chip) => {
        const item = made("li", {});
        item.append(chip);
        return item;
      }),
    );
    this.chips.hidden = chips.length === 0;
  }

  /** @param {Found} found */
  #updateNotes({ past, notes }) {
    const key = notes.join("\n");
    if (key !== this.#notesKey)
      this.notes.replaceChildren(...notes.map((note) => made("p", { textContent: note })));
    this.#notesKey = key;
    this.past.hidden = past === 0;
    setText(this.past.children[0], `${entries(past)} with past dates only left out.`);
    setText(this.past.children[1], `Show ${past === 1 ? "it" : `all ${past}`}`);
  }

  /** @param {Found} found */
  #zeroParts({ ways, guess, criteria }) {
    const title = criteria.length > 1 ? "Nothing matches all of these together." : "Nothing matches.";
    /** @type {HTMLElement[]} */
    const parts = [made("h3", { textContent: title })];
    const row = made("p", { className: "row" });
    for (const { dropped, count } of ways) {
      // To drop all there is is to clear all.
      const what = dropped.length === criteria.length ? "Clear all" : `Without ${named(dropped)}`;
      row.append(this.#button("btn alt", `${what} (${entries(count)})`, () => this.#acts.drop(dropped)));
    }
    if (guess)
      row.append(this.#button("btn alt", `Look for “${guess}” instead`, () => this.#acts.look(guess)));
    if (ways.length === 0 && criteria.length > 1) {
      parts.push(made("p", { textContent: "Clear all, then start with the filter that matters most." }));
    }
    const isClearing = ways.some(({ dropped }) => dropped.length === criteria.length);
    if (criteria.length > 0 && !isClearing)
      row.append(this.#button("btn alt", "Clear all", () => this.#acts.clear()));
    return [...parts, row];
  }

  /**
   * @param {string} className
   * @param {string} textContent
   * @param {() => void} act
   */
  #button(className, textContent, act) {
    const button = made("button", { type: "button", className, textContent });
    button.addEventListener("click", act);
    return button;
  }
}

/**
 * @param {number} count
 * @param {number} total
 */
function countText(count, total) {
  return count === total ? entries(count) : `${count} of ${entries(total)}`;
}

/** @param {Criterion[]} criteria */
function inWords(criteria) {
  return capitalized(sentence(criteria)).map(({ text, isLogic }) =>
    isLogic ? made("b", { textContent: text }) : document.createTextNode(text),
  );
}

/** @param {ReturnType<typeof sentence>} parts */
function capitalized([first, ...others]) {
  return first ? [{ ...first, text: first.text[0].toUpperCase() + first.text.slice(1) }, ...others] : [];
}
