/** A site that is read long after it was built: what has gone by meanwhile is left out by the reader's own day. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { handedOverSite } from "../client/handed-over.mjs";
import { readSite } from "./built-site.mjs";
import { visible } from "./checks.mjs";
import { modes, openVisitor, together } from "./harness.mjs";

/** @typedef {import("playwright-core").Page} Page */

// Built for November 22, 2026: tests/suite/dates.rs has its entries and their dates.
const visitor = await openVisitor(readSite(handedOverSite("dated"), "/"));

/**
 * @param {string} name
 * @param {string} address
 * @param {string} day the reader's day
 * @param {(page: Page) => Promise<void>} act
 * @param {import("./harness.mjs").Mode} [mode]
 */
function onDay(name, address, day, act, mode = modes.desktop) {
  const later = together(mode, { now: `${day}T12:00:00Z`, context: { timezoneId: "America/Chicago" } });
  test(name, async (t) => {
    await visitor.visit(t, address, later, async (page, faults) => {
      await act(page);
      assert.deepEqual(faults.all(), []);
    });
  });
}

/**
 * @param {Page} page
 * @param {string} selector
 */
const shown = (page, selector) =>
  page.$$eval(selector, (all) =>
    all.filter((it) => it.checkVisibility()).map((it) => (it.textContent ?? "").replace(/\s+/g, " ").trim()),
  );

/** @param {Page} page */
const month = (page) => shown(page, ".quick [data-starts] b");

const AGENDA = "#next_dates, .agenda a";

onDay("on the day of the build every date is shown", "/", "2026-11-22", async (page) => {
  assert.deepEqual(await month(page), ["3"]);
  assert.deepEqual(await shown(page, AGENDA), [
    "Coming up",
    "Often",
    "Twice",
    "Often",
    "Soon",
    "Twice",
    "Later",
  ]);
});

onDay(
  "the home page leaves out dates gone by, and counts its month anew",
  "/",
  "2026-11-26",
  async (page) => {
    assert.deepEqual(await month(page), ["2"]);
    assert.deepEqual(await shown(page, AGENDA), ["Coming up", "Often", "Soon", "Twice", "Later"]);
  },
);

onDay("a month that is over is no ready list any more", "/", "2026-12-01", async (page) => {
  assert.deepEqual(await month(page), []);
  assert.equal((await visible(page, ".quick a")).length > 0, true);
});

onDay("the home page says that all of its dates have gone by", "/", "2027-02-01", async (page) => {
  assert.deepEqual(await shown(page, ".agenda a"), []);
  assert.match((await page.textContent("section:has(#next_dates)")) ?? "", /All of these dates have gone by/);
});

onDay("the list of dates leaves out those gone by", "/upcoming/", "2026-11-29", async (page) => {
  assert.deepEqual(await shown(page, ".agenda a"), ["Twice", "Later"]);
  assert.match(
    (await page.textContent("section:has(#month_2026-11)")) ?? "",
    /All of these dates have gone by/,
  );
});

onDay("an entry leaves out its dates gone by", "/entries/twice/", "2026-11-26", async (page) => {
  const rows = await shown(page, "past-dates tbody tr");
  assert.equal(rows.length, 1);
  assert.match(rows[0], /Dec 3/);
});

onDay("an entry says that all of its dates have gone by", "/entries/twice/", "2026-12-04", async (page) => {
  assert.match((await page.textContent("past-dates")) ?? "", /All of these dates have gone by/);
});

onDay(
  "a card of a ready-made list says that its date has gone by",
  "/topics/privacy/",
  "2026-11-29",
  async (page) => {
    const facts = await page.$$eval(".card", (cards) =>
      cards.map((card) => [
        card.querySelector("h3")?.textContent,
        card.textContent?.includes("Date gone by"),
      ]),
    );
    const gone = new Map(/** @type {[string, boolean][]} */ (facts));
    assert.equal(gone.get("Often"), true);
    assert.equal(gone.get("Always"), false);
    assert.equal(gone.get("Later"), false);
  },
);

onDay(
  "the catalog leaves out what is over, and shows it when asked",
  "/catalog/",
  "2026-11-29",
  async (page) => {
    const ready = () => page.waitForSelector("browse-list[data-state=ready] ul.cards:not([aria-busy=true])");
    await ready();
    const titles = async () => (await shown(page, "ul.cards h3")).sort();
    assert.deepEqual(await titles(), ["Always", "Later", "Twice"]);
    assert.match((await page.textContent("browse-list")) ?? "", /3 entries with past dates only left out/);
    await page.click("text=Show all 3");
    await page.waitForURL("**/catalog/?past=1");
    await ready();
    assert.deepEqual(await titles(), ["Always", "Later", "Often", "Over", "Soon", "Twice"]);
  },
);

onDay(
  "without scripts a page keeps the dates that it was built with",
  "/upcoming/",
  "2026-11-29",
  async (page) => {
    assert.deepEqual(await shown(page, ".agenda a"), ["Often", "Twice", "Often", "Soon", "Twice", "Later"]);
  },
  together(modes.desktop, modes.scriptsOff),
);
