// Keeps the plan in this browser. Where the browser's storage is blocked, full or holds something
// that is no plan, ticks hold for the page, and `trouble` says why.

import { emptyPlan, KEY, parsePlan, textOf } from "./plan.js";

/**
 * The plan, the same for every element of a page. Sends `change` after every change, also one that
 * was made in another tab.
 */
export class PlanStore extends EventTarget {
  /** @type {"" | "blocked" | "damaged"} */
  trouble = "";
  #plan = emptyPlan();
  #storage;

  /** @param {() => Storage} [storage] throws where storage is blocked */
  constructor(storage = () => localStorage) {
    super();
    this.#storage = storage;
    this.#read();
  }

  get plan() {
    return this.#plan;
  }

  /**
   * Changes the plan on top of what is saved now, so that no other tab's change is lost.
   * @param {(plan: import("./plan.js").Plan) => void} edit
   */
  change(edit) {
    if (!this.trouble) this.#read();
    edit(this.#plan);
    if (!this.trouble) this.#write();
    this.#tell();
  }

  /** Takes over what another tab saved; ticks that could not be saved here stay. */
  refresh() {
    if (this.trouble === "blocked") return;
    this.#read();
    this.#tell();
  }

  /** Throws away what is saved and no plan, and keeps the ticks of this page in its place. */
  startAgain() {
    this.trouble = "";
    this.#write();
    this.#tell();
  }

  #read() {
    try {
      const plan = parsePlan(this.#storage().getItem(KEY));
      this.trouble = plan ? "" : "damaged";
      if (plan) this.#plan = plan;
    } catch {
      this.trouble = "blocked";
    }
  }

  #write() {
    try {
      this.#storage().setItem(KEY, textOf(this.#plan));
    } catch {
      this.trouble = "blocked";
    }
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @type {PlanStore | undefined} */
let shared;

/** The one store of this page. */
export function planStore() {
  if (!shared) {
    const store = new PlanStore();
    addEventListener("storage", ({ key }) => {
      if (key === KEY || key === null) store.refresh();
    });
    shared = store;
  }
  return shared;
}
