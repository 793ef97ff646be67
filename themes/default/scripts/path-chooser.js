// The board of paths: shows those that start from one job, and how far the reader is on each. Wraps a
// row of buttons with `data-from` and rows that name their path and the jobs they start from.

import { began } from "./plan.js";
import { filled } from "./sentences.js";
import { planStore } from "./storage.js";

/** The address's own word for the job that was chosen. */
const START = "from";

/** Lets the reader say where they start; the address keeps it. */
class PathChooser extends HTMLElement {
  /** @type {AbortController | undefined} */
  #listening;
  #store = planStore();

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("click", (event) => this.#choose(event.target), {
      signal,
    });
    this.#store.addEventListener("change", () => this.#showStands(), {
      signal,
    });
    this.#showStands();
    const from = new URL(location.href).searchParams.get(START);
    if (from && this.#chips.some((chip) => chip.dataset.from === from)) {
      this.#show(from);
    }
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  get #chips() {
    /** @type {NodeListOf<HTMLElement>} */
    const chips = this.querySelectorAll("button[data-from]");
    return [...chips];
  }

  /** @param {EventTarget | null} target */
  #choose(target) {
    const chip = target instanceof Element && target.closest("button");
    if (!chip) return;
    const { from = "" } = chip.dataset;
    const address = new URL(location.href);
    if (from === "") address.searchParams.delete(START);
    else address.searchParams.set(START, from);
    history.replaceState(history.state, "", address);
    this.#show(from);
  }

  /** @param {string} from a role's id, empty for all */
  #show(from) {
    for (const chip of this.#chips) {
      chip.setAttribute("aria-pressed", String(chip.dataset.from === from));
    }
    let shown = 0;
    for (const row of this.querySelectorAll("li[data-from]")) {
      const starts = row.getAttribute("data-from")?.split(" ") ?? [];
      const isShown = from === "" || starts.includes(from);
      row.toggleAttribute("hidden", !isShown);
      if (isShown) shown += 1;
    }
    const said = this.querySelector("[role=status]");
    if (!(said instanceof HTMLElement)) return;
    const words = (shown === 1 ? said.dataset.one : said.dataset.many) ?? "";
    said.textContent = from === "" ? "" : filled(words, { count: shown });
  }

  #showStands() {
    for (const row of this.querySelectorAll("li[data-path]")) {
      const ids = row.getAttribute("data-path")?.split(" ") ?? [];
      const { stand } = began(this.#store.plan, ids);
      const place = row.querySelector(".stand");
      if (!(place instanceof HTMLElement)) continue;
      place.hidden = !stand;
      const [done, total] = stand ?? [0, 0];
      place.textContent = filled(place.dataset.said ?? "", { done, total });
    }
  }
}

customElements.define("path-chooser", PathChooser);
