/**
 * The fields for a smallest and a largest value, of price and of time.
 *
 * A text that is no number is left out and said to be, and everything else holds on.
 */
import { setText } from "./elements.js";
import { amount, entries, plainAmount } from "./state.js";

/** @typedef {import("./filter.js").Range} Range */

export class RangeFields {
  #digits;

  /**
   * @param {HTMLElement} root holds two fields, named by `data-end`, and a note
   * @param {number} digits decimals of a number
   * @param {(range: Range) => void} choose
   */
  constructor(root, digits, choose) {
    this.#digits = digits;
    this.note = /** @type {HTMLElement} */ (root.querySelector("[data-note]"));
    this.min = /** @type {HTMLInputElement} */ (root.querySelector("[data-end=min]"));
    this.max = /** @type {HTMLInputElement} */ (root.querySelector("[data-end=max]"));
    for (const field of [this.min, this.max]) {
      field.addEventListener("change", () =>
        choose({ min: this.#read(this.min), max: this.#read(this.max) }),
      );
      // Enter takes the value, and does not send the form around the fields.
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.isComposing) {
          event.preventDefault();
          field.dispatchEvent(new Event("change"));
        }
      });
    }
  }

  /** @param {HTMLInputElement} field */
  #read(field) {
    return field.value.trim() === "" ? null : amount(field.value, this.#digits);
  }

  /**
   * Shows a range, and how many entries it leaves out because they state nothing.
   *
   * @param {Range} range
   * @param {number} unstated
   */
  update(range, unstated) {
    const lines = [];
    for (const field of [this.min, this.max]) {
      const value = field === this.min ? range.min : range.max;
      const isWrong = field.value.trim() !== "" && this.#read(field) === null && value === null;
      field.removeAttribute("aria-invalid");
      if (isWrong) {
        field.setAttribute("aria-invalid", "true");
        lines.push(`“${field.value.trim()}” is not a number here and is left out.`);
      } else if (this.#read(field) !== value) {
        field.value = value === null ? "" : plainAmount(value, this.#digits);
      }
    }
    if (range.min !== null && range.max !== null && range.min > range.max) {
      lines.push("The first number is the larger one, so nothing can match.");
    }
    if (unstated > 0) lines.push(`${entries(unstated)} without a stated figure left out.`);
    setText(this.note, lines.join(" "));
  }
}
