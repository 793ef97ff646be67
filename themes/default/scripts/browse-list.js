/**
 * Filters, searches and sorts the catalog in place.
 *
 * Wraps a page that works without it: groups of links, the first cards, the pages of the list. What
 * a reader asks for stands in the address. Until the data is there the page stays as it came, and if
 * the data cannot be had it stays so for good and says what happened.
 */
import { AfterPaint } from "./after-paint.js";
import { BrowseData } from "./browse-data.js";
import { Summary } from "./browse-summary.js";
import { todaysNumber } from "./calendar.js";
import { CardList } from "./card-list.js";
import { isolated } from "./directions.js";
import { made, setText } from "./elements.js";
import { FacetPanel } from "./facet-panel.js";
import { matching } from "./filter.js";
import { Finder } from "./finder.js";
import { RangeFields } from "./range-fields.js";
import { readyMade } from "./ready-made.js";
import { listOf, resultOf } from "./result.js";
import {
  cleared,
  criteria,
  emptyState,
  entries,
  money,
  naturalSort,
  plainAmount,
  readState,
  sortOf,
  tidied,
  toSearch,
  without,
  withTerm,
} from "./state.js";
import { focusSelector, Steps } from "./steps.js";
import { typedMinutes, typedMoney } from "./typed-numbers.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./search.js").Hits} Hits
 * @typedef {import("./result.js").Result} Result
 */

/** How many cards are shown at first, and more at a time. */
const CARDS = 12;
/** How many milliseconds after a list stands found words are marked in it. */
const REST = 300;
/** Lists of so many cards can be shown whole, to be read or printed. */
const WHOLE = 500;

class BrowseList extends HTMLElement {
  #turn = 0;
  #shown = CARDS;
  /** How many were asked for; fewer are shown where the others cannot be had. */
  #wished = CARDS;
  /** Whether the words of the state are left out, since they could not be looked up. */
  #isWordless = false;
  /** How many entries the list has. */
  #found = 0;
  /** How far the page is scrolled, noted as it scrolls: to ask for it would lay the page out anew. */
  #y = 0;
  #title = document.title;
  #later = new AfterPaint();
  #steps = new Steps(this.#later);
  /** The sort that was chosen before the words were. */
  #sortBefore = "";
  /** @type {State} */
  #state = emptyState();
  /** @type {import("./state.js").Schema} */
  #schema = { facets: [], currency: { code: "", digits: 0 }, sorts: [] };
  /** @type {{ words: string, hits: Hits } | undefined} */
  #hits;
  /** @type {{ key: string, found: Float32Array | null, result: Result } | undefined} What was worked out last. */
  #last;
  #isMarked = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #marking;
  /** @type {string[]} */
  #unknown = [];
  /** @type {AbortController | undefined} */
  #listening;

  async connectedCallback() {
    this.#listening = new AbortController();
    try {
      this.data = await BrowseData.open(new URL(this.dataset.index ?? "", document.baseURI), todaysNumber());
      this.#learn();
      await this.data.lacking(readState(location.search, this.#schema).state, this.#openGroups());
      if (this.#listening.signal.aborted) return;
      this.#takeOver();
      await this.#fromAddress(true);
      this.#later.add(() => this.finder?.start());
    } catch (error) {
      this.#lose(error);
    }
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  #openGroups() {
    return [...this.querySelectorAll("details[data-facet][open]")].map(
      (group) => /** @type {HTMLElement} */ (group).dataset.facet ?? "",
    );
  }

  /** @param {string} selector */
  #one(selector) {
    return /** @type {HTMLElement} */ (this.querySelector(selector));
  }

  get #catalog() {
    return /** @type {BrowseData} */ (this.data).catalog;
  }

  /** Learns what can be asked for here. */
  #learn() {
    const { facets, currency } = this.#catalog;
    const { options } = /** @type {HTMLSelectElement} */ (this.#one("[data-part=sort]"));
    this.#schema = { facets, currency, sorts: [...options].map(({ value }) => value) };
  }

  #takeOver() {
    const { signal } = /** @type {AbortController} */ (this.#listening);
    const { catalog, today } = /** @type {BrowseData} */ (this.data);
    this.finder = new Finder(catalog, today);
    const change = (/** @type {State} */ state) => this.#go(state, "push");
    const fetchCards = (/** @type {number[]} */ entries) => this.#fetchCards(entries);
    this.cards = new CardList(this.#one("ul.cards"), fetchCards, this.#later, {
      filled: () => this.#mark(),
      failed: (error) => this.#fail(error, this.#last?.result),
      slow: (isSlow) => {
        this.#one("[data-part=waiting]").hidden = !isSlow;
      },
    });
    if (this.dataset.order === this.#catalog.order) this.cards.knowPage();
    this.panel = new FacetPanel(this.#one(".facets"), this.#catalog.facets, this.#later, {
      choose: (facet, term, isChosen) => change(withTerm(this.#state, facet, term, isChosen)),
      foresee: (facet, term, isChosen) => this.#foresee(withTerm(this.#state, facet, term, isChosen)),
      show: () => this.#show({ shown: this.#shown, isQuiet: true }),
    });
    this.summary = new Summary(this, {
      // The focus moves first: afterwards the browser would have to lay the changed page out for it.
      drop: (criteria) => {
        this.#focusResults();
        change(criteria.reduce(without, this.#state));
      },
      clear: () => {
        this.#focusResults();
        this.#clear();
      },
      look: (words) => {
        this.#focusResults();
        change({ ...this.#state, words });
      },
    });
    this.ranges = [...this.querySelectorAll("[data-range]")].map((root) => {
      const name = /** @type {HTMLElement} */ (root).dataset.range === "price" ? "price" : "minutes";
      const fields = new RangeFields(
        /** @type {HTMLElement} */ (root),
        this.#kindOf(name),
        (range, isFurther) => this.#limit(name, range, isFurther),
      );
      return /** @type {const} */ ({ name, fields });
    });
    this.words = /** @type {HTMLInputElement} */ (this.#one("[data-part=search]"));
    this.sort = /** @type {HTMLSelectElement} */ (this.#one("[data-part=sort]"));
    this.words.addEventListener("focus", () => this.#prepare(), { signal });
    this.words.addEventListener("input", () => this.#type(this.words?.value ?? ""), { signal });
    this.sort.addEventListener("change", () => change({ ...this.#state, sort: this.sort?.value ?? "" }), {
      signal,
    });
    this.#one("form.tools").addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.addEventListener("click", (event) => this.#press(event), { signal });
    window.addEventListener("popstate", () => this.#fromAddress(false), { signal });
    window.addEventListener("pagehide", () => this.#steps.keep(this.#here()), { signal });
    const note = () => {
      this.#y = window.scrollY;
    };
    window.addEventListener("scroll", note, { signal, passive: true });
    note();
  }

  /**
   * Returns how the fields of a range are read and written.
   *
   * @param {"price" | "minutes"} name
   * @returns {import("./range-fields.js").Kind}
   */
  #kindOf(name) {
    const { currency } = this.#catalog;
    if (name === "minutes")
      return { read: typedMinutes, write: String, name: "a time", samples: "90, 90 min or 1h 30m" };
    const write = (/** @type {number} */ value) => plainAmount(value, currency.digits);
    const sample = 20 * 10 ** currency.digits;
    return {
      read: (text) => typedMoney(text, currency),
      write,
      name: "an amount",
      samples: `${write(sample)} or ${money(sample, currency)}`,
    };
  }

  /**
   * @param {"price" | "minutes"} name
   * @param {import("./filter.js").Range} range
   * @param {boolean} isFurther whether a range just set goes on changing, which is one step of the history
   */
  #limit(name, range, isFurther) {
    this.#go({ ...this.#state, [name]: range }, isFurther ? "replace" : "push");
  }

  /** Fetches what a search needs, before the first letter. What fails now is said when it is asked for. */
  #prepare() {
    const sought = { ...this.#state, words: "?", sort: "" };
    Promise.all([this.finder?.prepare(this.#listOf(sought, CARDS)), this.data?.lacking(sought, [])]).catch(
      () => undefined,
    );
  }

  /**
   * Fetches cards: at first from the page of a term that has them all, else from the data.
   *
   * @param {number[]} entries
   */
  async #fetchCards(entries) {
    // Once blocks of the data are there, they come faster than a page can be read.
    if (this.dataset.state !== "ready") {
      for (const [facet, [term, ...others]] of this.#state.terms) {
        const cards = others.length === 0 ? await this.#readyCards(facet, term, entries) : undefined;
        if (cards) return cards;
      }
    }
    return /** @type {Finder} */ (this.finder).cards(entries);
  }

  /**
   * Returns cards from the first page of a term, if it has them all.
   *
   * @param {string} facet
   * @param {number} term
   * @param {number[]} entries
   */
  async #readyCards(facet, term, entries) {
    const { table, today } = /** @type {BrowseData} */ (this.data);
    const { id } = this.#catalog.facets.find(({ id }) => id === facet)?.terms[term] ?? {};
    const link = this.querySelector(`details[data-facet="${facet}"] a[data-term="${id}"]`);
    if (!(link instanceof HTMLAnchorElement)) return undefined;
    const terms = new Map([[facet, new Set([term])]]);
    const list = matching(table, { ...cleared(this.#state), terms, past: true }, today);
    return readyMade(link.href, list, entries, Number(this.dataset.size));
  }

  /** @param {MouseEvent} event */
  #press(event) {
    const button = /** @type {Element} */ (event.target).closest("button[data-act]");
    if (!(button instanceof HTMLElement)) return;
    const { act, view } = button.dataset;
    if (act === "view") this.#go({ ...this.#state, view: view ?? "" }, "replace");
    else if (act === "more") this.#showMore(this.#shown + CARDS);
    else if (act === "all") this.#showMore(this.#found);
    else if (act === "clear") this.#clear();
    else if (act === "past") this.#showPast();
    else if (act === "top") this.#goToTop();
    else if (act === "sheet") this.#openSheet(button);
  }

  #clear() {
    this.#emptyRanges();
    this.#go(cleared(this.#state), "push");
  }

  #emptyRanges() {
    for (const { fields } of this.ranges ?? []) fields.empty();
  }

  #showPast() {
    this.#focusResults();
    this.#go({ ...this.#state, past: true }, "push");
  }

  /** @param {HTMLElement} opener */
  async #openSheet(opener) {
    const { openSheet } = await import("./filter-sheet.js");
    openSheet(/** @type {HTMLDialogElement} */ (this.#one("dialog")), this.#one(".facets"), opener);
  }

  /**
   * Typing words sorts by the best match; without words the sort from before holds again. The first
   * letter is a step of the history, so that stepping back over a search keeps what was ticked before it.
   *
   * @param {string} text
   */
  #type(text) {
    const words = tidied(text);
    const { words: before } = this.#state;
    if (words === before) return;
    let { sort } = this.#state;
    if (!before) {
      this.#sortBefore = sort;
      sort = "";
    } else if (!words) sort = this.#sortBefore;
    this.#go({ ...this.#state, words, sort }, before ? "replace" : "push");
  }

  /**
   * Shows another state and puts it into the address.
   *
   * @param {State} state
   * @param {"push" | "replace"} how
   */
  #go(state, how) {
    this.#steps.go(
      location.pathname + toSearch(state, this.#schema),
      how === "push" ? this.#here() : undefined,
    );
    this.#state = state;
    this.#unknown = [];
    this.#show({});
  }

  #here() {
    return { shown: this.#shown, focus: focusSelector(), y: this.#y };
  }

  /** @param {boolean} isFirst whether the page was just opened */
  async #fromAddress(isFirst) {
    const { state, unknown } = readState(location.search, this.#schema);
    const { kept } = this.#steps;
    const address = location.pathname + toSearch(state, this.#schema);
    const isSame = address === location.pathname + toSearch(this.#state, this.#schema);
    if (!isFirst && isSame && kept.shown === undefined) return; // a step to an anchor of the same list
    this.#steps.settle(address);
    this.#emptyRanges();
    this.#state = state;
    this.#unknown = unknown;
    await this.#show({ shown: kept.shown ?? CARDS, isFirst });
    this.#later.flush();
    if (kept.focus && (isFirst || document.activeElement === document.body)) {
      /** @type {HTMLElement | null} */ (this.querySelector(kept.focus))?.focus({ preventScroll: true });
    }
    if (isFirst && kept.y !== undefined) window.scrollTo(0, kept.y);
  }

  /** @param {number} shown how many cards there shall be */
  #showMore(shown) {
    const place = this.#shown;
    this.#show({ shown, isQuiet: true }).then(() => {
      this.cards?.focus(place);
      this.#steps.keep(this.#here());
    });
  }

  #goToTop() {
    this.#focusResults();
    this.#one("#list_results").scrollIntoView();
  }

  #focusResults() {
    this.#one("#list_results").focus({ preventScroll: true });
  }

  /**
   * Shows what the state asks for. Takes no time for what is there already.
   *
   * @param {{ shown?: number, isQuiet?: boolean, isFirst?: boolean }} how
   */
  async #show({ shown = CARDS, isQuiet = false, isFirst = false }) {
    this.#turn += 1;
    const turn = this.#turn;
    const isWanted = () => turn === this.#turn;
    const state = this.#state;
    this.#shown = this.#wished = shown;
    /** @type {Result | undefined} */
    let result;
    if (this.#hits?.words !== state.words) this.#unmark();
    this.panel?.openChosen(state);
    this.#updateTools();
    /** @type {unknown} */
    let lost;
    const looking = this.#look(state, shown)?.catch((error) => {
      lost = error;
      if (this.#state.words === state.words) this.#hits = undefined;
    });
    try {
      const waits = [this.data?.lacking(state, this.panel?.visible ?? []), looking].filter(Boolean);
      if (waits.length > 0) {
        this.#wait();
        await Promise.all(waits);
        if (!isWanted()) return;
      }
      this.#isWordless = lost !== undefined;
      result = this.#result(state, shown);
      const coming = this.#isPage(result) ? undefined : this.cards?.soon(result.entries);
      if (coming) {
        this.#wait();
        await coming;
        if (!isWanted()) return;
      }
      const cards = this.#update(result, isQuiet || isFirst, isWanted);
      if (cards) {
        this.#wait();
        await cards;
      }
      if (!isWanted()) return;
      this.cards?.setBusy(false);
      this.#one("[data-part=lost]").hidden = lost === undefined;
      this.dataset.state = "ready";
      if (lost) this.#sayWithRetry(lost, "Until then the list leaves your words out.");
      this.#later.add(() => isWanted() && this.#mark());
    } catch (error) {
      if (isWanted()) this.#fail(error, result);
    } finally {
      if (isWanted()) this.#later.release();
    }
  }

  /** Marks the list as waited for, and leaves all else until it is there. */
  #wait() {
    this.cards?.setBusy(true);
    this.#later.hold();
  }

  /**
   * Looks for the words of a state, unless they were just looked for.
   *
   * @param {State} state
   * @param {number} shown
   * @returns {Promise<void> | undefined}
   */
  #look(state, shown) {
    const { words } = state;
    if (!words) {
      this.#hits = undefined;
      return undefined;
    }
    if (this.#hits?.words === words) return undefined;
    const list = this.#listOf(state, shown);
    return this.finder
      ?.search({ ...list, known: this.cards?.known ?? [] })
      .then(({ hits, result, cards }) => {
        if (cards) this.cards?.learn(cards.entries, cards.markup);
        if (this.#state.words !== words) return;
        this.#hits = { words, hits };
        if (result) this.#last = { key: this.#keyOf(list), found: hits.found, result };
      });
  }

  /**
   * @param {State} state
   * @param {number} shown
   * @returns {import("./finder.js").List}
   */
  #listOf(state, shown) {
    return {
      state,
      shown,
      seen: this.cards?.inWindow(shown) ?? shown,
      facets: this.panel?.visible ?? [],
    };
  }

  /**
   * Returns a text that tells what a list comes to apart, but for what its words find.
   *
   * @param {import("./finder.js").List} list
   */
  #keyOf({ state, shown, facets }) {
    return [toSearch(state, this.#schema), shown, ...facets].join(" ");
  }

  /**
   * Tells whether all data for a state is there; what is not begins to be fetched, and what fails now is
   * said when it is asked for.
   *
   * @param {State} state
   */
  #isThere(state) {
    const lacking = this.data?.lacking(state, []);
    lacking?.catch(() => undefined);
    return !lacking;
  }

  /**
   * Works out what a state comes to, unless that was done when the button was pressed or the words were found.
   *
   * @param {State} state
   * @param {number} shown
   * @returns {Result}
   */
  #result(state, shown) {
    const found = this.#hits?.hits.found ?? null;
    const list = this.#listOf(state, shown);
    const key = this.#keyOf(list);
    if (this.#last?.key === key && this.#last.found === found) return this.#last.result;
    const data = /** @type {BrowseData} */ (this.data);
    const result = resultOf(data, state, list.facets, listOf(data, state, { found, shown }));
    this.#last = { key, found, result };
    return result;
  }

  /**
   * Shows a result; the promise is that of cards still to come.
   *
   * @param {Result} result
   * @param {boolean} isQuiet
   * @param {() => boolean} isWanted
   */
  #update(result, isQuiet, isWanted) {
    const { sort, asked, found, past, ways } = result;
    const state = this.#state;
    if (this.sort && this.sort.value !== sort) this.sort.value = sort;
    this.panel?.update(state, result.counts);
    const ofRanges = (this.ranges ?? []).map(({ name, fields }) =>
      fields.update(state[name], result.unstated[name]),
    );
    const notes = [...this.#addressNotes(), ...(this.#hits?.hits.notes ?? [])];
    const guess = this.#hits?.hits.guess ?? "";
    const total = this.#catalog.count;
    const picked = asked.filter(({ key }) => key !== "words");
    const kept = this.#isWordless ? picked : asked;
    const summary = { count: found, total, criteria: asked, kept, past, notes, guess, ways };
    this.summary?.update(summary);
    if (!isQuiet) {
      const told = { ...summary, notes: [...notes, ...ofRanges] };
      this.summary?.announce(told, `sorted by ${this.#sortName(sort)}`);
    }
    this.#name(kept);
    for (const part of this.querySelectorAll("[data-part=picked]"))
      setText(part, picked.length > 0 ? `${picked.length}` : "");
    setText(
      this.#one("[data-part=close]"),
      found > 0 ? `Show ${this.summary?.count.textContent}` : "Nothing matches",
    );
    return this.#showCards(result, isWanted);
  }

  /**
   * Names the page by what was asked for, once it has its address.
   *
   * @param {import("./state.js").Criterion[]} asked
   */
  #name(asked) {
    this.#later.add(() => {
      document.title = [asked.map(({ value }) => value).join(", "), this.#title].filter(Boolean).join(" | ");
      this.#one("[data-part=address]").textContent = location.href;
    });
  }

  /**
   * Works out what will be asked for when a pressed button is let go, and lays its first cards out.
   *
   * @param {State} state
   */
  #foresee(state) {
    if (!this.#isThere(state)) return;
    const result = this.#result(state, CARDS);
    if (!this.#isPage(result)) this.cards?.foresee(result.entries);
  }

  /**
   * Tells whether a result is what the page came with.
   *
   * @param {Result} result
   */
  #isPage({ isWhole }) {
    return isWhole && this.dataset.order === this.#catalog.order;
  }

  /**
   * @param {Result} result
   * @param {() => boolean} isWanted
   */
  #showCards(result, isWanted) {
    const { found } = result;
    const isPage = this.#isPage(result);
    this.#found = found;
    this.toggleAttribute("data-asked", !isPage);
    const more = this.#one("[data-part=more]");
    const left = found - this.#shown;
    more.hidden = isPage || left <= 0;
    this.#one("[data-part=top]").hidden = isPage || Math.min(found, this.#shown) <= CARDS;
    const printed = isPage ? Number(this.dataset.size) : this.#shown;
    setText(
      this.#one("[data-part=printed]"),
      printed < found ? `The first ${printed} of ${entries(found)}.` : "",
    );
    setText(more.children[0], `Show ${Math.min(CARDS, left)} more`);
    setText(more.children[1], `${this.#shown} of ${found} shown`);
    setText(more.children[2], `Show all ${found}`);
    more.children[2].toggleAttribute("hidden", found > WHOLE || left <= CARDS);
    const showing = isPage ? this.cards?.showPage(isWanted) : this.cards?.show(result.entries, isWanted);
    if (!this.#isMarked) this.cards?.root.removeAttribute("data-marked");
    return showing;
  }

  #addressNotes() {
    if (this.#unknown.length === 0) return [];
    return [
      `Not known here and left out of the address: ${this.#unknown.map((part) => part.slice(0, 80)).join(", ")}.`,
    ];
  }

  #updateTools() {
    const state = this.#state;
    const { words, sort } = this;
    if (!words || !sort) return;
    if (tidied(words.value) !== state.words) words.value = state.words;
    const best = sort.querySelector("option[value=best]");
    if (best instanceof HTMLOptionElement) best.hidden = best.disabled = !state.words;
    const chosen = state.sort ? sortOf(state) : naturalSort(state);
    if (sort.value !== chosen) sort.value = chosen;
    this.cards?.root.classList.toggle("lined", state.view === "list");
    for (const button of this.querySelectorAll("button[data-view]")) {
      button.setAttribute(
        "aria-pressed",
        `${/** @type {HTMLElement} */ (button).dataset.view === state.view}`,
      );
    }
  }

  /** @param {string} sort */
  #sortName(sort) {
    const name = this.sort?.querySelector(`option[value=${sort}]`)?.textContent ?? "";
    return name.toLowerCase();
  }

  /** Marks the words that were found once the reader's hands rest: each frame takes longer while there are marks. */
  #mark() {
    const marks = this.#hits?.hits.marks;
    clearTimeout(this.#marking);
    if (marks) this.#marking = setTimeout(() => this.#setMarks(marks), REST);
  }

  /** Takes marks away, and those that were to come. */
  #unmark() {
    clearTimeout(this.#marking);
    if (this.#isMarked) this.#setMarks(new Set());
  }

  /** @param {Set<string>} words */
  async #setMarks(words) {
    this.#isMarked = words.size > 0;
    const { markWords } = await import("./search-marks.js");
    if (this.cards) markWords(this.cards.root, words);
  }

  /**
   * Says that a part of the data is missing, and shows the beginning of the list as far as it is there.
   * Without any it shows no list in place of the one asked for; everything else can still be used.
   *
   * @param {unknown} error
   * @param {Result} [result] if it could be worked out
   */
  #fail(error, result) {
    const had = result ? (this.cards?.had(result.entries) ?? 0) : 0;
    this.cards?.setBusy(false);
    if (result && had > 0) {
      this.#shown = had;
      this.#update({ ...result, entries: result.entries.slice(0, had) }, true, () => true);
      const [, shown] = this.#one("[data-part=more]").children;
      setText(shown, `${had} of ${result.found} shown, the others could not be loaded`);
    } else this.#showNone();
    this.dataset.state = "ready";
    this.#sayWithRetry(error, had > 0 ? `Only the first ${had} of the list can be shown.` : "");
  }

  /** Shows what was asked for, and that there is no list. */
  #showNone() {
    const asked = criteria(this.#state, this.#schema);
    this.summary?.updateUncounted(asked);
    this.#name(asked);
    setText(this.#one("[data-part=close]"), "The list could not be loaded");
    setText(this.#one("[data-part=printed]"), "");
    this.cards?.show([], () => true);
    for (const part of ["more", "top"]) this.#one(`[data-part=${part}]`).hidden = true;
  }

  /**
   * @param {unknown} error
   * @param {string} more a sentence on what is shown meanwhile; may be empty
   */
  #sayWithRetry(error, more) {
    const retry = this.#button("Try again", async () => {
      await this.#show({ shown: this.#wished });
      // The button is gone, or another one is in its place.
      const again = this.#one("[data-part=lost]:not([hidden]) button");
      if (again) again.focus();
      else this.#focusResults();
    });
    this.#say([messageOf(error), more].filter(Boolean).join(" "), retry);
  }

  /**
   * @param {string} textContent
   * @param {() => void} act
   */
  #button(textContent, act) {
    const button = made("button", { type: "button", className: "linkish no-print", textContent });
    button.addEventListener("click", act);
    return button;
  }

  /**
   * Says what happened; what stands there already is not read out once more.
   *
   * @param {string} text
   * @param {HTMLElement} button
   */
  #say(text, button) {
    const note = this.#one("[data-part=lost]");
    if (note.firstChild?.textContent !== `${text} `) note.replaceChildren(`${text} `, button);
    note.hidden = false;
    return note;
  }

  /**
   * Leaves the page as it came, and offers the ready-made lists of what the address asked for.
   *
   * @param {unknown} error
   */
  #lose(error) {
    this.dataset.state = "lost";
    const reload = this.#button("Reload the page", () => location.reload());
    const note = this.#say(messageOf(error), reload);
    note.append(".");
    const { words } = readState(location.search, this.#schema).state;
    const links = [...new URLSearchParams(location.search)].flatMap(([facet, value]) =>
      value.split(",").map((term) => {
        const group = `details[data-facet="${CSS.escape(facet)}"]`;
        return this.querySelector(`${group} a[data-term="${CSS.escape(term)}"]`);
      }),
    );
    const known = links.filter((link) => link instanceof HTMLAnchorElement);
    if (location.search.length > 1) note.append(" This is the whole catalog.");
    if (words) note.append(` “${isolated(words)}” was not looked up.`);
    if (known.length > 0) note.append(" Ready-made lists of what you asked for: ");
    known.forEach((link, place) => {
      const copy = made("a", { href: link.href, textContent: link.firstElementChild?.textContent ?? "" });
      note.append(place > 0 ? ", " : "", copy);
    });
  }
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

customElements.define("browse-list", BrowseList);
