// Which scheme the pages are shown in. Wraps a button; its `data-auto`, `data-dark` and
// `data-light` are the button's names in the three states.

const KEY = "milepost.theme";
const ORDER = ["auto", "dark", "light"];

/**
 * The state that follows on a press.
 * @param {string} theme
 * @returns {string}
 */
function after(theme) {
  return ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length];
}

/** Lets the reader choose between the system's scheme, dark and light. */
class ThemeToggle extends HTMLElement {
  /** @type {AbortController | undefined} */
  #listening;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("click", () => this.#choose(after(this.#theme)), {
      signal,
    });
    this.#name();
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  get #theme() {
    return document.documentElement.dataset.theme ?? "auto";
  }

  /** @param {string} theme */
  #choose(theme) {
    const { dataset } = document.documentElement;
    if (theme === "auto") delete dataset.theme;
    else dataset.theme = theme;
    try {
      if (theme === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch {
      // Storage is blocked: the choice holds for this page.
    }
    this.#name();
  }

  #name() {
    const name = this.dataset[this.#theme];
    if (name) this.querySelector("button")?.setAttribute("aria-label", name);
  }
}

customElements.define("theme-toggle", ThemeToggle);
