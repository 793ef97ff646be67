/** The reader of the catalog's data, on files that the program made. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openCatalog } from "../../themes/default/scripts/data.js";
import { foldedWords } from "../../themes/default/scripts/fold.js";
import { Words } from "../../themes/default/scripts/words.js";
import { handedOver } from "./handed-over.mjs";

/**
 * @typedef {{ files: Record<string, string>, facts: any }} Site
 * @type {Record<string, Site>}
 */
const SITES = handedOver("browse-data.json");
const INDEX = new URL("https://example.org/learn/data/index.json");

/**
 * Opens the data of a site and keeps a list of what was fetched.
 *
 * @param {Record<string, string>} files by their names below `data/`
 */
async function opened(files) {
  /** @type {string[]} */
  const fetched = [];
  const catalog = await openCatalog(INDEX, async (url, options) => {
    const name = url.href.replace("https://example.org/learn/data/", "");
    fetched.push(name);
    assert.equal(options?.cache, name === "index.json" ? "no-cache" : undefined);
    if (!(name in files)) throw new TypeError("not found");
    return JSON.parse(files[name]);
  });
  return { catalog, fetched };
}

/** @param {Float64Array} numbers */
const orNull = (numbers) => [...numbers].map((number) => (Number.isNaN(number) ? null : number));

for (const [name, { files, facts }] of Object.entries(SITES)) {
  test(`the data of the ${name} site says what its catalog says`, async () => {
    const { catalog } = await opened(files);
    assert.equal(catalog.count, facts.price.length);
    assert.equal(catalog.asOf, facts.as_of);
    assert.deepEqual(
      catalog.facets.map((facet) => facet.id),
      Object.keys(facts.columns).sort((one, other) => position(catalog, one) - position(catalog, other)),
    );
    const columns = await catalog.columns(catalog.facets.map((facet) => facet.id));
    for (const facet of catalog.facets) {
      const { starts, codes } = /** @type {import("../../themes/default/scripts/data.js").Column} */ (
        columns.get(facet.id)
      );
      const entries = facts.price.map((/** @type {unknown} */ _, /** @type {number} */ entry) =>
        [...codes.subarray(starts[entry], starts[entry + 1])].map((code) => facet.terms[code].id),
      );
      assert.deepEqual(entries, facts.columns[facet.id].entries, facet.id);
      assert.deepEqual(
        facet.terms.map((term) => term.count),
        facts.columns[facet.id].counts,
      );
    }
  });

  test(`the numbers and dates of the ${name} site are those of its catalog`, async () => {
    const { catalog } = await opened(files);
    const numbers = await catalog.numbers();
    for (const key of /** @type {const} */ (["price", "minutes", "credit", "added"])) {
      assert.deepEqual(orNull(numbers[key]), facts[key], key);
    }
    const inOrder = [...numbers.title.keys()].sort((one, other) => numbers.title[one] - numbers.title[other]);
    const titles = inOrder.map((entry) => facts.titles[entry]);
    const encoder = new TextEncoder();
    const sorted = [...facts.titles].sort((one, other) =>
      Buffer.compare(encoder.encode(one), encoder.encode(other)),
    );
    assert.deepEqual(titles, sorted);
    assert.deepEqual([...(await catalog.sessions())], facts.sessions);
  });

  test(`every card of the ${name} site comes in the order asked for`, async () => {
    const { catalog, fetched } = await opened(files);
    const entries = facts.hrefs
      .map((/** @type {string} */ _, /** @type {number} */ entry) => entry)
      .reverse();
    const cards = await catalog.cards(entries);
    cards.forEach((card, place) => {
      assert.ok(card.startsWith("<li"), card);
      assert.ok(card.includes(`href="${facts.hrefs[entries[place]]}"`), card);
    });
    assert.equal(new Set(fetched).size, fetched.length, "a file was fetched twice");
  });
}

for (const [name, { files, facts }] of Object.entries(SITES)) {
  test(`every word of a title and of an opening of the ${name} site leads to its entry`, async () => {
    const { catalog } = await opened(files);
    const words = await Words.of(catalog);
    assert.deepEqual(words.list, [...new Set(words.list)].sort(), "the list is sorted and has no word twice");
    const postings = await words.postings([...words.list.keys()]);
    facts.words.forEach((/** @type {string[][]} */ [title, opening], /** @type {number} */ entry) => {
      for (const [found, weight] of /** @type {const} */ ([
        [title, 8],
        [opening, 1],
      ])) {
        for (const word of found) {
          const posting = postings.get(words.list.indexOf(word));
          const at = posting?.entries.indexOf(entry) ?? -1;
          assert.ok(at >= 0, `${word} of entry ${entry}`);
          assert.ok(
            (posting?.weights[at] ?? 0) & weight,
            `${word} of entry ${entry} has no weight ${weight}`,
          );
        }
      }
    });
  });
}

test("words are folded as the generator folds them", () => {
  const cases = handedOver("fold-cases.json");
  assert.ok(cases.length > 1000);
  for (const [text, words] of cases) assert.deepEqual(foldedWords(text), words, JSON.stringify(text));
});

/**
 * @param {{ facets: { id: string }[] }} catalog
 * @param {string} id
 */
function position(catalog, id) {
  return catalog.facets.findIndex((facet) => facet.id === id);
}

test("some site has everything that the form knows", () => {
  const texts = Object.values(SITES).flatMap((site) => Object.values(site.files));
  for (const part of ['"lengths"', '"sessions"', '"runs"', '"kind":"extra"']) {
    assert.ok(
      texts.some((text) => text.includes(part)),
      part,
    );
  }
});

test("opening fetches the index alone, and a card its block alone", async () => {
  const { catalog, fetched } = await opened(SITES.flagship.files);
  assert.deepEqual(fetched, ["index.json"]);
  await catalog.cards([0, 1]);
  assert.equal(fetched.length, 2);
  assert.match(fetched[1], /^cards\/0\.[a-z2-7]{6}\.json$/);
});

const READABLE = /^(Error: )?The catalog.*\. .*[.]$/;

/**
 * Reads everything there is.
 *
 * @param {Record<string, string>} files
 */
async function readAll(files) {
  const { catalog } = await opened(files);
  await catalog.columns(catalog.facets.map((facet) => facet.id));
  await catalog.numbers();
  await catalog.sessions();
  await catalog.cards([...Array(catalog.count).keys()]);
  const { shards } = await catalog.words();
  await Promise.all(shards.map((_, number) => catalog.shard(number)));
}

test("a file that is missing, cut off, empty or of another kind ends in a message for the reader", async () => {
  const { files } = SITES.varied;
  for (const name of Object.keys(files)) {
    const { [name]: whole, ...others } = files;
    for (const text of [
      undefined,
      whole.slice(0, whole.length / 2),
      "",
      "null",
      "[]",
      "{}",
      '"x"',
      '{"version":2}',
    ]) {
      const damaged = text === undefined ? others : { ...others, [name]: text };
      await assert.rejects(readAll(damaged), READABLE, `${name}: ${text?.slice(0, 40)}`);
    }
  }
});

test("another version is told from damage", async () => {
  const { files } = SITES.varied;
  for (const name of Object.keys(files).filter((name) => !name.startsWith("cards/"))) {
    const changed = { ...files, [name]: files[name].replace('"version":2', '"version":3') };
    await assert.rejects(readAll(changed), /^Error: The catalog was changed while this page was open/, name);
  }
});

test("no single wrong letter gives anything but the truth or a message", async () => {
  const { files } = SITES.varied;
  let refused = 0;
  for (let round = 0; round < 400; round += 1) {
    const names = Object.keys(files);
    const name = names[round % names.length];
    const at = (round * 7919) % files[name].length;
    const letter = '~#"\\{}[]0-9'[round % 11];
    const damaged = { ...files, [name]: files[name].slice(0, at) + letter + files[name].slice(at + 1) };
    await readAll(damaged).catch((error) => {
      assert.match(error.message, READABLE);
      refused += 1;
    });
  }
  assert.ok(refused > 50, `${refused} is too few to show anything`);
});

test("terms that stand under themselves are refused", async () => {
  const { files } = SITES.varied;
  const index = JSON.parse(files["index.json"]);
  const terms = index.facets.find((/** @type {any} */ facet) => facet.terms.length > 1).terms;
  terms[0][2] = 1;
  terms[1][2] = 0;
  await assert.rejects(opened({ ...files, "index.json": JSON.stringify(index) }), READABLE);
});

test("what failed once is fetched again when it is asked for again", async () => {
  const { files } = SITES.flagship;
  let isDown = false;
  const catalog = await openCatalog(INDEX, async (url) => {
    if (isDown) throw new TypeError("the line is down");
    return JSON.parse(files[url.href.replace("https://example.org/learn/data/", "")]);
  });
  isDown = true;
  await assert.rejects(catalog.columns(["cost"]), READABLE);
  isDown = false;
  assert.equal((await catalog.columns(["cost"])).size, 1);
});

test("the reader has no dependency", () => {
  const text = readFileSync(new URL("../../themes/default/scripts/data.js", import.meta.url), "utf8");
  assert.doesNotMatch(text, /^import /m);
});
