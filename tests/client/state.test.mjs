/** The address of what a reader asked for: one state, one address, and back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  amount,
  cleared,
  criteria,
  named,
  readState,
  sentence,
  toSearch,
  without,
  withTerm,
} from "../../themes/default/scripts/state.js";

const facet = (/** @type {string} */ id, /** @type {string[]} */ terms) => ({
  id,
  label: id === "cost" ? "Cost" : "Topic",
  kind: id,
  isScale: false,
  terms: terms.map((term) => ({ id: term, label: term.toUpperCase(), parent: -1, count: 1 })),
});
const SCHEMA = {
  facets: [facet("cost", ["free", "low"]), facet("topic", ["privacy", "coding"])],
  currency: { code: "USD", digits: 2 },
  sorts: ["best", "cost", "shortest", "newest"],
};

/** @param {string} search */
const canonical = (search) => toSearch(readState(search, SCHEMA).state, SCHEMA);

test("an address is brought to its one form", () => {
  assert.equal(canonical("?topic=coding,privacy&cost=low&cost=free"), "?cost=free,low&topic=privacy,coding");
  assert.equal(canonical("?sort=cost&view=cards&past=0&cost="), "");
  assert.equal(canonical("?q=%20right%20%20of%20access "), "?q=right+of+access");
  assert.equal(
    canonical("?time-max=90&price-min=10&price-max=20.50"),
    "?price-min=10&price-max=20.50&time-max=90",
  );
  assert.equal(canonical("?q=a&sort=best&past=1&view=list"), "?q=a&past=1&view=list");
});

test("its own form is left as it is, whatever was chosen", () => {
  for (const search of [
    "",
    "?q=a+b&cost=free&sort=shortest",
    "?price-max=0&time-min=5",
    "?topic=coding&past=1&sort=newest&view=list",
  ]) {
    assert.equal(canonical(search), search);
  }
});

test("what is not known is named, in the order of the address", () => {
  const { unknown, state } = readState(
    "?color=blue&cost=free,gratis&sort=popular&price-min=cheap&__proto__=1&sort=deadline",
    SCHEMA,
  );
  assert.deepEqual(unknown, [
    "color=blue",
    "cost=gratis",
    "sort=popular",
    "price-min=cheap",
    "__proto__=1",
    "sort=deadline",
  ]);
  assert.equal(toSearch(state, SCHEMA), "?cost=free");
});

test("what others add to an address to follow a reader is dropped without a word", () => {
  const { unknown, state } = readState("?utm_source=news&fbclid=x1&cost=free&mc_eid=2", SCHEMA);
  assert.deepEqual(unknown, []);
  assert.equal(toSearch(state, SCHEMA), "?cost=free");
});

test("a text that runs the other way does not turn the page's own", () => {
  const [words] = criteria(readState("?q=%E2%80%AEroi%20x", SCHEMA).state, SCHEMA);
  assert.equal(words.value, "roi x");
  const [hebrew] = criteria(readState("?q=%D7%A9%D7%9C%D7%95%D7%9D", SCHEMA).state, SCHEMA);
  assert.equal(hebrew.value, "\u2068שלום\u2069");
});

test("a way out names what it drops", () => {
  const { state } = readState("?q=rule&cost=free,low&topic=coding", SCHEMA);
  assert.equal(named(criteria(state, SCHEMA)), "“rule” and Cost: FREE or LOW and Topic: CODING");
  const long = readState(`?q=${"x".repeat(150)}`, SCHEMA).state;
  assert.equal(named(criteria(long, SCHEMA)), `“${"x".repeat(40)}…”`);
});

test("a value that says its facet already does not say it twice", () => {
  const schema = { ...SCHEMA, facets: [facet("cost", ["free", "none"])] };
  schema.facets[0].terms[1].label = "Cost not stated";
  const list = criteria(readState("?cost=none", schema).state, schema);
  assert.equal(named(list), "Cost not stated");
  assert.deepEqual(sentence(list), [{ text: "cost not stated", isLogic: false }]);
});

test("a state loses one criterion at a time, or all of them", () => {
  let { state } = readState("?q=a&cost=free,low&price-max=20&past=1&sort=shortest&view=list", SCHEMA);
  const count = criteria(state, SCHEMA).length;
  assert.equal(count, 5);
  for (let left = count; left > 0; left -= 1) {
    state = without(state, criteria(state, SCHEMA)[0]);
    assert.equal(criteria(state, SCHEMA).length, left - 1);
  }
  assert.equal(toSearch(state, SCHEMA), "?sort=shortest&view=list");
  assert.equal(toSearch(cleared(withTerm(state, "cost", 0, true)), SCHEMA), "?sort=shortest&view=list");
});

test("a sentence says which words join what", () => {
  const { state } = readState("?q=rule&cost=free,low&topic=coding", SCHEMA);
  const words = sentence(criteria(state, SCHEMA)).map(({ text }) => text);
  assert.equal(words.join(""), "with “rule” and cost FREE or LOW and topic CODING");
});

test("amounts are read exactly or not at all", () => {
  assert.equal(amount("20.5", 2), 2050);
  assert.equal(amount(" 49 ", 2), 4900);
  for (const wrong of ["", "-1", "1e3", "20.555", "1234567890123", "NaN", "0x10"])
    assert.equal(amount(wrong, 2), null, wrong);
});
