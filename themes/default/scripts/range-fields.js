/**
 * The fields for a smallest and a largest value, of price and of time.
 *
 * A value is taken when the reader's hands rest, and at once with Enter or when the field is left. Only
 * then is a text that says no number pointed out; it is left out, and everything else holds on.
 */
import { setText } from "./elements.js";
import { entries } from "./state.js";

/**
 * @typedef {import("./filter.js").Range} Range
 *
 * @typedef {object} Kind what stands in the fields
 * @property {(text: string) => number | null} read
 * @property {(value: number) => string} write
 * @property {string} name "an amount"
 * @property {string} samples what can be written, such as "20 or $20"
 */

/** How long the reader's hands have to rest before what was typed is taken, in milliseconds. */
const REST = 400;

export class RangeFields {
  #kind;
  #choose;
  /** Whether the reader has changed the range since coming to a field. */
  #isChanged = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} root holds two fields, named by `data-end`, and a note
   * @param {Kind} kind
   * @param {(range: Range, isFurther: boolean) => void} choose is told whether this goes on changing a
   *     range that was changed just before
   */
  constructor(root, kind, choose) {
    this.#kind = kind;
    this.#choose = choose;
    this.note = /** @type {HTMLElement} */ (root.querySelector("[data-note]"));
    this.min = /** @type {HTMLInputElement} */ (root.querySelector("[data-end=min]"));
    this.max = /** @type {HTMLInputElement} */ (root.querySelector("[data-end=max]"));
    for (const field of [this.min, this.max]) {
      field.addEventListener("focus", () => {
        this.#isChanged = false;
      });
      field.addEventListener("input", () => {
        this.#rest();
        this.#timer = setTimeout(() => this.#isClear() && this.#take(), REST);
      });
      field.addEventListener("change", () => this.#take());
      // Enter takes the value, and does not send the form around the fields.
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.isComposing) {
          event.preventDefault();
          this.#take();
        }
      });
    }
  }

  #rest() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #take() {
    this.#rest();
    this.#choose({ min: this.#read(this.min), max: this.#read(this.max) }, this.#isChanged);
    this.#isChanged = true;
  }

  #isClear() {
    return !this.#isWrong(this.min) && !this.#isWrong(this.max);
  }

  /** @param {HTMLInputElement} field */
  #isWrong(field) {
    return field.value.trim() !== "" && this.#read(field) === null;
  }

  /** @param {HTMLInputElement} field */
  #read(field) {
    return field.value.trim() === "" ? null : this.#kind.read(field.value);
  }

  /** Takes out of the fields what was typed into them. */
  empty() {
    this.#rest();
    for (const field of [this.min, this.max]) field.value = "";
  }

  /**
   * Shows a range, and how many entries it leaves out because they state nothing.
   *
   * @param {Range} range
   * @param {number} unstated
   * @returns {string} what is said about it
   */
  update(range, unstated) {
    if (this.#timer !== undefined) return ""; // nothing yet on what is being typed
    const { name, samples, write } = this.#kind;
    const lines = [];
    for (const field of [this.min, this.max]) {
      const value = field === this.min ? range.min : range.max;
      const isWrong = this.#isWrong(field) && value === null;
      field.removeAttribute("aria-invalid");
      if (isWrong) {
        field.setAttribute("aria-invalid", "true");
        lines.push(`“${field.value.trim()}” is not ${name} and is left out. Write ${samples}.`);
      } else if (this.#read(field) !== value) {
        field.value = value === null ? "" : write(value);
      }
    }
    if (range.min !== null && range.max !== null && range.min > range.max) {
      lines.push("The first number is the larger one, so nothing can match.");
    }
    if (unstated > 0) lines.push(`${entries(unstated)} without a stated figure left out.`);
    const said = lines.join(" ");
    setText(this.note, said);
    return said;
  }
}
