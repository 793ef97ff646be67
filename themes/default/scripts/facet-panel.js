/**
 * The groups of links beside the catalog, with a checkbox for each term.
 *
 * A checkbox stands where the short rule of a link was, so nothing moves. The link stays what it is:
 * with a modifier key, or from the menu of the browser, it leads to the page of its term. A plain
 * click ticks instead. Those who listen and those who use the keyboard meet the checkbox alone.
 */
import { made, setText } from "./elements.js";
import { foldedWords } from "./fold.js";

/**
 * @typedef {import("./data.js").Facet} Facet
 * @typedef {import("./state.js").State} State
 *
 * @typedef {(facet: string, term: number, isChosen: boolean) => void} Choose
 *
 * @typedef {object} Row
 * @property {HTMLLIElement} item
 * @property {HTMLInputElement} box
 * @property {HTMLElement} text the link, or the label of a row that has no page
 * @property {Text} number
 * @property {Text} unit
 * @property {number} term
 * @property {string[]} words
 *
 * @typedef {object} Group
 * @property {Facet} facet
 * @property {HTMLDetailsElement} box
 * @property {HTMLElement} picked "2 chosen" in the summary
 * @property {Map<number, Row>} rows
 * @property {HTMLDetailsElement | null} rest terms that are shown on demand
 * @property {HTMLInputElement | null} finder
 * @property {HTMLElement} said what the finder came to
 */

/** A find box shows at most so many terms of the rest. */
const FOUND_AT_ONCE = 100;

export class FacetPanel {
  /** @type {Map<string, Group>} */
  #groups = new Map();
  /** The groups that can be seen. @type {Set<Element>} */
  #inWindow = new Set();
  #later;
  #choose;
  #foresee;
  #show;
  /** @type {State | undefined} */
  #state;

  /**
   * @param {Element} root holds the groups of the page
   * @param {Facet[]} facets
   * @param {import("./after-paint.js").AfterPaint} later
   * @param {{ choose: Choose, foresee: Choose, show: () => void }} hear what is called for a ticked
   *     term, for one that is about to be, and for a group whose counts are asked for
   */
  constructor(root, facets, later, { choose, foresee, show }) {
    this.#later = later;
    this.#choose = choose;
    this.#foresee = foresee;
    this.#show = show;
    const watching = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting } of changes) {
        if (isIntersecting) this.#inWindow.add(target);
        else this.#inWindow.delete(target);
      }
    });
    for (const box of root.querySelectorAll("details[data-facet]")) {
      watching.observe(box);
      const facet = facets.find(({ id }) => id === /** @type {HTMLElement} */ (box).dataset.facet);
      if (facet) this.#groups.set(facet.id, this.#group(/** @type {HTMLDetailsElement} */ (box), facet));
    }
  }

  /** @returns {string[]} facets whose counts can be seen */
  get visible() {
    return [...this.#groups.values()].filter(({ box }) => box.open).map(({ facet }) => facet.id);
  }

  /**
   * Shows what is chosen, and how many each term would give in the groups that are open; in those
   * outside the window once the frame is painted.
   *
   * @param {State} state
   * @param {Map<string, Uint32Array>} counts by facet
   */
  update(state, counts) {
    this.#state = state;
    for (const group of this.#groups.values()) {
      const update = () => this.#updateGroup(group, state, counts.get(group.facet.id));
      if (this.#inWindow.has(group.box)) update();
      else this.#later.add(() => this.#state === state && update());
    }
  }

  /**
   * @param {Group} group
   * @param {State} state
   * @param {Uint32Array | undefined} counts not known where the group is closed
   */
  #updateGroup(group, state, counts) {
    const chosen = state.terms.get(group.facet.id) ?? new Set();
    for (const term of chosen) this.#row(group, term);
    setText(group.picked, chosenText(chosen.size));
    for (const row of group.rows.values()) mark(row, chosen.has(row.term), counts?.[row.term]);
  }

  /**
   * Opens the groups in which something is chosen.
   *
   * @param {State} state
   */
  openChosen(state) {
    for (const id of state.terms.keys()) {
      const group = this.#groups.get(id);
      if (group) group.box.open = true;
    }
  }

  /**
   * @param {HTMLDetailsElement} box
   * @param {Facet} facet
   * @returns {Group}
   */
  #group(box, facet) {
    const picked = made("small", { className: "picked" });
    box.querySelector("summary")?.append(picked);
    const set = made("fieldset", {});
    set.append(made("legend", { className: "vh", textContent: facet.label }));
    set.append(...[...box.children].filter((part) => part.localName !== "summary"));
    box.append(set);
    /** @type {Group} */
    const group = {
      facet,
      box,
      picked,
      rows: new Map(),
      rest: box.querySelector("details.more"),
      finder: box.querySelector("[data-find]"),
      said: made("p", { className: "find-said" }),
    };
    group.said.setAttribute("role", "status");
    group.finder?.closest("p")?.after(group.said);
    for (const text of box.querySelectorAll("[data-term]")) {
      const { term: id } = /** @type {HTMLElement} */ (text).dataset;
      const term = facet.terms.findIndex((term) => term.id === id);
      if (term >= 0) this.#tick(group, /** @type {HTMLElement} */ (text), term);
    }
    this.#addRest(group);
    box.addEventListener("toggle", () => box.open && this.#show());
    group.finder?.addEventListener("input", () => this.#find(group));
    return group;
  }

  /**
   * Gives a row of the page its checkbox.
   *
   * @param {Group} group
   * @param {HTMLElement} text
   * @param {number} term
   */
  #tick(group, text, term) {
    const label = text.firstElementChild?.textContent ?? "";
    const item = /** @type {HTMLLIElement} */ (text.closest("li"));
    const number = /** @type {HTMLElement | null} */ (text.querySelector(".num"));
    // A count that gets fewer digits must not give its label more room, or lines would come and go.
    if (number) number.style.minInlineSize = `${number.firstChild?.textContent?.length ?? 0}ch`;
    const name = `${group.facet.id}_${group.facet.terms[term].id}`;
    text.id ||= `term_${name}`;
    const box = made("input", { type: "checkbox", className: "tick", id: `tick_${name}` });
    box.setAttribute("aria-labelledby", text.id);
    item.prepend(box);
    text.setAttribute("aria-hidden", "true");
    if (text.matches("a")) text.tabIndex = -1;
    text.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      box.focus({ preventScroll: true });
      box.click();
    });
    box.addEventListener("change", () => this.#choose(group.facet.id, term, box.checked));
    const foresee = () => box.disabled || this.#foresee(group.facet.id, term, !box.checked);
    item.addEventListener("pointerdown", foresee);
    box.addEventListener("keydown", ({ key, repeat }) => key === " " && !repeat && foresee());
    group.rows.set(term, {
      item,
      box,
      text,
      number: /** @type {Text} */ (number?.firstChild ?? new Text()),
      unit: /** @type {Text} */ (number?.querySelector(".vh")?.firstChild ?? new Text()),
      term,
      words: foldedWords(label),
    });
  }

  /**
   * Returns the row of a term; one that is not in the page is made and put under the others.
   *
   * @param {Group} group
   * @param {number} term
   */
  #row(group, term) {
    const known = group.rows.get(term);
    if (known) return known;
    const { label, count, parent } = group.facet.terms[term];
    const text = made("span", { className: "opt" });
    const number = made("span", { className: "num" });
    number.append(
      `${count}`,
      made("span", { className: "vh", textContent: count === 1 ? " entry" : " entries" }),
    );
    text.append(made("span", { textContent: label }), number);
    const item = made("li", {});
    if (parent >= 0) item.className = "deeper";
    item.append(text);
    (group.rest ?? group.box).querySelector("ul")?.append(item);
    text.dataset.term = group.facet.terms[term].id;
    this.#tick(group, text, term);
    return /** @type {Row} */ (group.rows.get(term));
  }

  /**
   * Adds a fold for the terms that the page leaves out; their rows are made when it is opened.
   *
   * @param {Group} group
   */
  #addRest(group) {
    const { facet, rows } = group;
    const missing = facet.terms
      .map((_, term) => term)
      .filter((term) => !rows.has(term) && facet.terms[term].count > 0);
    if (missing.length === 0) return;
    if (!group.rest) {
      const rest = made("details", { className: "more" });
      rest.append(made("summary", { textContent: `${missing.length} more` }), made("ul", {}));
      group.box.querySelector("fieldset")?.append(rest);
      group.rest = rest;
    }
    const ordered = facet.isScale ? missing : missing.sort(byCountThenName(facet));
    group.rest.addEventListener("toggle", () => {
      if (!group.rest?.open || !this.#state) return;
      for (const term of ordered.slice(0, FOUND_AT_ONCE)) this.#row(group, term);
      this.#sift(group);
      this.#show();
    });
  }

  /**
   * Shows the terms whose words begin with those in the find box.
   *
   * @param {Group} group
   */
  #find(group) {
    const { facet, finder, rest, said } = group;
    const wanted = foldedWords(finder?.value ?? "");
    const isFinding = wanted.length > 0;
    const all = isFinding ? facet.terms.map((_, term) => term) : [];
    const found = all.filter((term) => fits(foldedWords(facet.terms[term].label), wanted));
    for (const term of found.slice(0, FOUND_AT_ONCE)) this.#row(group, term);
    setText(said, isFinding ? foundText(found.length) : "");
    if (rest?.firstElementChild instanceof HTMLElement) {
      rest.open = isFinding;
      rest.firstElementChild.hidden = isFinding;
    }
    // The link to a page of all terms would stand between what was found.
    group.box.querySelector(".opt.all")?.closest("li")?.toggleAttribute("hidden", isFinding);
    this.#sift(group);
    this.#show();
  }

  /**
   * Hides what does not fit the find box, and shows what does.
   *
   * @param {Group} group
   */
  #sift({ finder, rows }) {
    const wanted = foldedWords(finder?.value ?? "");
    for (const { item, words } of rows.values()) item.hidden = !fits(words, wanted);
  }
}

/** @param {number} count of the terms that were found */
function foundText(count) {
  if (count === 0) return "Nothing begins like that.";
  return count > FOUND_AT_ONCE ? `${count} begin like that; these are the first ${FOUND_AT_ONCE}.` : "";
}

/**
 * Tells whether every wanted word begins one of the words.
 *
 * @param {string[]} words
 * @param {string[]} wanted
 */
function fits(words, wanted) {
  return wanted.every((start) => words.some((word) => word.startsWith(start)));
}

/**
 * @param {Row} row
 * @param {boolean} isChosen
 * @param {number | undefined} count not known where the group is closed
 */
function mark(row, isChosen, count) {
  if (row.box.checked !== isChosen) row.box.checked = isChosen;
  if (count === undefined) return;
  if (row.number.data !== `${count}`) {
    row.number.data = `${count}`;
    row.unit.data = count === 1 ? " entry" : " entries";
  }
  // What is ticked can always be unticked.
  const isNil = count === 0 && !isChosen;
  if (row.box.disabled !== isNil) row.box.disabled = isNil;
  row.text.classList.toggle("nil", isNil);
}

/** @param {number} count */
function chosenText(count) {
  return count > 0 ? `${count} chosen` : "";
}

/** @param {Facet} facet */
function byCountThenName({ terms }) {
  return (/** @type {number} */ one, /** @type {number} */ other) =>
    terms[other].count - terms[one].count || terms[one].label.localeCompare(terms[other].label);
}
