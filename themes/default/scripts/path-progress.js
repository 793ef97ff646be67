// Ticks on a path: which steps are done, how much is left, and when it could be finished. Wraps a
// finished page; what it shows or counts stands in the page's `data-` attributes, its sentences too.

import { finish, inWords, today, weeksBetween } from "./calendar.js";
import { began, isDone, isPace, remember, stepKeys, tickEntry, tickStep } from "./plan.js";
import { changesSince, progressOf, seenOf } from "./progress.js";
import { filled, moneyInWords, timeInWords } from "./sentences.js";
import { planStore } from "./storage.js";

/**
 * @typedef {import("./progress.js").Entry & { row: HTMLElement }} EntryRow
 * @typedef {Omit<import("./progress.js").Step, "options" | "first"> &
 *   { row: HTMLElement, options: EntryRow[], first: EntryRow[] }} StepRow
 */

/** Keeps the ticks of one path, and shows how far the reader is. */
class PathProgress extends HTMLElement {
  /** @type {AbortController | undefined} */
  #listening;
  #store = planStore();
  /** @type {{ ids: string[], steps: StepRow[] }} */
  #path = { ids: [], steps: [] };
  /** @type {ReturnType<typeof changesSince> | undefined} */
  #changes;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#path = {
      ids: words(this.dataset.path),
      steps: [...this.querySelectorAll("[data-step]")].map((row) => stepOf(/** @type {HTMLElement} */ (row))),
    };
    const { way, seen } = began(this.#store.plan, this.#path.ids);
    this.#choose(way);
    if (seen) this.#changes = changesSince(seen, this.#path);
    this.addEventListener("change", (event) => this.#changed(event.target), {
      signal,
    });
    this.addEventListener("input", (event) => this.#typed(event.target), {
      signal,
    });
    this.addEventListener("click", (event) => this.#pressed(event.target), {
      signal,
    });
    this.#store.addEventListener("change", () => this.#show(), { signal });
    const { pace } = this.#store.plan;
    const field = this.#field("pace");
    if (field && pace) field.value = String(pace);
    this.#show();
    this.#noteStand();
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  get #way() {
    const chosen = this.querySelector("[name=way]:checked");
    return chosen instanceof HTMLInputElement ? chosen.value : "";
  }

  /** @param {string | undefined} way */
  #choose(way) {
    for (const radio of this.querySelectorAll("[name=way]")) {
      if (radio instanceof HTMLInputElement && radio.value === way) {
        radio.checked = true;
      }
    }
  }

  /** @param {EventTarget | null} target */
  #changed(target) {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.name === "way") {
      if (began(this.#store.plan, this.#path.ids).began) {
        this.#store.change((plan) => {
          const { done, total } = progressOf(this.#path, plan, target.value);
          const stand = /** @type {[number, number]} */ ([done, total]);
          remember(plan, this.#path.ids, { way: target.value, stand });
        });
      } else this.#show();
    } else if (target.type === "checkbox") {
      this.#tick(target);
    }
  }

  /** @param {EventTarget | null} target */
  #typed(target) {
    if (!(target instanceof HTMLInputElement) || target.name !== "pace") return;
    const hours = target.valueAsNumber;
    this.#store.change((plan) => {
      plan.pace = isPace(hours) ? hours : null;
    });
  }

  /** Notes how far a path that was begun is by now: what is done on another one may count here. */
  #noteStand() {
    const { stand } = began(this.#store.plan, this.#path.ids);
    if (!stand) return;
    const { done, total } = progressOf(this.#path, this.#store.plan, this.#way);
    if (stand[0] === done && stand[1] === total) return;
    this.#store.change((plan) => remember(plan, this.#path.ids, { stand: [done, total] }));
  }

  /** @param {HTMLInputElement} box */
  #tick(box) {
    const row = box.closest("[data-entry], [data-step]");
    const day = box.checked ? today() : null;
    const step = this.#path.steps.find((it) => it.row.contains(row));
    if (!step) return;
    const entry = [...step.options, ...step.first].find((it) => it.row === row);
    const keys = stepKeys(this.#path.ids, step.ids);
    this.#store.change((plan) => {
      if (entry) tickEntry(plan, entry.ids, day);
      else if (step.options.length === 1) {
        tickEntry(plan, step.options[0].ids, day);
        tickStep(plan, keys, null);
      } else {
        tickStep(plan, keys, day);
        if (day === null) {
          for (const { ids } of step.options) {
            if (isDone(plan, ids)) tickEntry(plan, ids, null);
          }
        }
      }
      const known = began(plan, this.#path.ids);
      const { done, total } = progressOf(this.#path, plan, this.#way);
      remember(plan, this.#path.ids, {
        began: known.began ?? today(),
        way: this.#way,
        seen: known.seen ?? seenOf(this.#path),
        stand: [done, total],
      });
    });
  }

  /** @param {EventTarget | null} target */
  #pressed(target) {
    const button = target instanceof Element ? target.closest("button") : null;
    switch (button?.dataset.does) {
      case "print":
        print();
        break;
      case "start-again":
        this.#store.startAgain();
        break;
      case "accept":
        this.#changes = undefined;
        this.#store.change((plan) => remember(plan, this.#path.ids, { seen: seenOf(this.#path) }));
        this.querySelector("h1")?.focus();
    }
  }

  #show() {
    const { plan, trouble } = this.#store;
    const way = this.#way;
    const progress = progressOf(this.#path, plan, way);
    this.#path.steps.forEach((step, at) => {
      const { isDone: isStepDone, isOnWay } = progress.steps[at];
      step.row.toggleAttribute("data-off", !isOnWay);
      check(step.row, isStepDone);
      for (const entry of [...step.options, ...step.first]) {
        check(entry.row, isDone(plan, entry.ids));
      }
    });
    this.#put("done", progress.done);
    this.#put("total", progress.total);
    const share = progress.total ? progress.done / progress.total : 1;
    const meter = this.querySelector(".meter");
    if (meter instanceof HTMLElement) {
      meter.style.setProperty("--share", `${share * 100}%`);
    }
    this.#sentence("said", "said", {
      done: progress.done,
      total: progress.total,
      time: timeInWords(progress.left.minutes),
    });
    this.#showLeft(progress.left);
    this.#showFinish(progress);
    this.#showChanges();
    for (const note of this.querySelectorAll("[data-trouble]")) {
      note.toggleAttribute("hidden", /** @type {HTMLElement} */ (note).dataset.trouble !== trouble);
    }
  }

  /** @param {import("./progress.js").Left} left */
  #showLeft(left) {
    const { currency = "USD" } = this.dataset;
    const language = document.documentElement.lang;
    this.#sentence("time-left", left.isEstimate ? "about" : "exact", {
      time: timeInWords(left.minutes),
    });
    this.#put("cost-left", moneyInWords(left.cost, currency, language));
    this.#count("unknown-times", left.unknownTimes);
    this.#count("unknown-costs", left.unknownCosts);
  }

  /** @param {import("./progress.js").Progress} progress */
  #showFinish({ done, total, left }) {
    const hours = this.#field("pace")?.valueAsNumber ?? Number.NaN;
    const start = today();
    const end = isPace(hours) ? finish(start, left.minutes[1], hours) : null;
    if (done === total) this.#sentence("finish", "arrived", {});
    else if (end === null) this.#sentence("finish", "open", {});
    else {
      const weeks = weeksBetween(start, end);
      this.#sentence("finish", weeks === 1 ? "week" : "weeks", {
        day: inWords(end, document.documentElement.lang),
        weeks,
      });
    }
  }

  #showChanges() {
    const changes = this.#changes;
    let isAny = false;
    for (const list of this.querySelectorAll("[data-changes]")) {
      if (!(list instanceof HTMLElement)) continue;
      const kind = list.dataset.changes;
      const titles = kind === "added" || kind === "gone" || kind === "changed" ? (changes?.[kind] ?? []) : [];
      list.hidden = titles.length === 0;
      isAny ||= titles.length > 0;
      list.querySelector("ul")?.replaceChildren(
        ...titles.map((title) => {
          const item = document.createElement("li");
          item.textContent = title;
          return item;
        }),
      );
    }
    this.querySelector("[data-changed]")?.toggleAttribute("hidden", !isAny);
  }

  /**
   * @param {string} slot
   * @param {string | number} text
   */
  #put(slot, text) {
    const place = this.querySelector(`[data-slot=${slot}]`);
    if (place) place.textContent = String(text);
  }

  /**
   * Puts one of a slot's own sentences into it.
   * @param {string} slot
   * @param {string} which the sentence stands in `data-<which>`
   * @param {Record<string, string | number>} values
   */
  #sentence(slot, which, values) {
    const place = this.querySelector(`[data-slot=${slot}]`);
    if (!(place instanceof HTMLElement)) return;
    place.textContent = filled(place.dataset[which] ?? "", values);
  }

  /**
   * Shows a count with its words, and nothing where it is zero.
   * @param {string} slot
   * @param {number} count
   */
  #count(slot, count) {
    const place = this.querySelector(`[data-slot=${slot}]`);
    place?.toggleAttribute("hidden", count === 0);
    this.#sentence(slot, count === 1 ? "one" : "many", { count });
  }

  /** @param {string} name */
  #field(name) {
    const field = this.querySelector(`[name=${name}]`);
    return field instanceof HTMLInputElement ? field : null;
  }
}

/** @param {string | undefined} text */
function words(text) {
  return text ? text.split(" ") : [];
}

/**
 * @param {string | undefined} text "45 60"
 * @returns {import("./progress.js").Span | null}
 */
function spanOf(text) {
  const [shortest, longest] = words(text).map(Number);
  return shortest === undefined ? null : [shortest, longest ?? shortest];
}

/**
 * @param {HTMLElement} row
 * @returns {EntryRow}
 */
function entryOf(row) {
  const { entry, minutes, cost, ways, estimate } = row.dataset;
  return {
    row,
    ids: words(entry),
    minutes: spanOf(minutes),
    isEstimate: estimate !== undefined,
    cost: cost === undefined ? null : Number(cost),
    ways: words(ways),
  };
}

/**
 * @param {HTMLElement} row
 * @returns {StepRow}
 */
function stepOf(row) {
  const { step, need, minutes, ways } = row.dataset;
  const entries = [...row.querySelectorAll("[data-entry]")].map((it) =>
    entryOf(/** @type {HTMLElement} */ (it)),
  );
  const isFirst = (/** @type {EntryRow} */ entry) => entry.row.dataset.first !== undefined;
  return {
    row,
    ids: words(step),
    title: row.querySelector("h3")?.textContent?.trim() ?? "",
    need: Number(need ?? 1),
    options: entries.filter((entry) => !isFirst(entry)),
    first: entries.filter(isFirst),
    minutes: spanOf(minutes),
    ways: words(ways),
  };
}

/**
 * @param {HTMLElement} row
 * @param {boolean} isChecked
 */
function check(row, isChecked) {
  const box = row.querySelector(":scope > .st");
  if (box instanceof HTMLInputElement) box.checked = isChecked;
  row.toggleAttribute("data-done", isChecked);
}

customElements.define("path-progress", PathProgress);
