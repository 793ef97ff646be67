/**
 * Filtering, searching and sharing in the browser, rule by rule: docs/browsing.md names each rule with
 * the test here that holds it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite } from "./built-site.mjs";
import { axe, noSidewaysScroll } from "./checks.mjs";
import { modes, openVisitor, together } from "./harness.mjs";

/** @typedef {import("playwright-core").Page} Page */

const visitor = await openVisitor(openSite());

/**
 * Tests the catalog page once it answers.
 *
 * @param {string} name
 * @param {string} address
 * @param {(page: Page) => Promise<void>} act
 * @param {import("./harness.mjs").Mode} [mode]
 */
function onCatalog(name, address, act, mode = modes.desktop) {
  test(name, async (t) => {
    await visitor.visit(t, address, mode, async (page, faults) => {
      await ready(page);
      await act(page);
      assert.deepEqual(faults.all(), []);
    });
  });
}

/**
 * Waits until the list stands and what follows its first frame, such as the address, does too.
 *
 * @param {Page} page
 */
async function ready(page) {
  const list = "browse-list[data-state=ready] ul.cards:not([aria-busy=true])";
  await page.waitForSelector(list, { state: "attached" });
  await page.evaluate(async () => {
    const painted = () =>
      new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(undefined))));
    await painted();
    await painted();
  });
  // Cards below the window may have been asked for meanwhile.
  await page.waitForSelector(list, { state: "attached" });
}

/** @param {Page} page */
const heading = async (page) => (await page.textContent("[data-part=count]")) ?? "";

/**
 * Waits until the heading says something else than before.
 *
 * @param {Page} page
 * @param {() => Promise<unknown>} act
 */
async function changed(page, act) {
  const before = `${await heading(page)} ${page.url()}`;
  await act();
  await page.waitForFunction(
    (before) => `${document.querySelector("[data-part=count]")?.textContent} ${location.href}` !== before,
    before,
  );
  await ready(page);
}

/**
 * @param {string} facet
 * @param {string} term
 */
const row = (facet, term) => `details[data-facet="${facet}"] li:has([data-term="${term}"])`;

/**
 * @param {Page} page
 * @param {string} facet
 * @param {string} term
 */
async function tick(page, facet, term) {
  const group = `details[data-facet="${facet}"]`;
  if (!(await page.$eval(group, (details) => details instanceof HTMLDetailsElement && details.open))) {
    await page.click(`${group} > summary`);
  }
  await changed(page, () => page.click(`${row(facet, term)} .opt`));
}

/**
 * @param {Page} page
 * @param {string} facet
 * @param {string} term
 */
const countOf = async (page, facet, term) =>
  Number.parseInt((await page.textContent(`${row(facet, term)} .num`)) ?? "", 10);

/** @param {Page} page */
const found = async (page) => Number.parseInt(await heading(page), 10);

/** @param {Page} page */
const query = (page) => new URL(page.url()).search;

/** @param {Page} page */
const chips = (page) =>
  page.$$eval("[data-part=chips] .drop", (all) => all.map((chip) => chip.textContent ?? ""));

onCatalog("values of one facet are joined by or, facets by and", "/catalog/", async (page) => {
  const [free, low] = [await countOf(page, "cost", "free"), await countOf(page, "cost", "low-cost")];
  await tick(page, "cost", "free");
  assert.equal(await found(page), free);
  await tick(page, "cost", "low-cost");
  assert.equal(await found(page), free + low);
  const both = await countOf(page, "time", "up-to-an-hour");
  await tick(page, "time", "up-to-an-hour");
  assert.equal(await found(page), both);
  assert.ok(both < free + low);
});

onCatalog("a count ignores the choices of its own facet", "/catalog/", async (page) => {
  const before = await countOf(page, "cost", "paid");
  await tick(page, "cost", "free");
  assert.equal(await countOf(page, "cost", "paid"), before);
  const free = await countOf(page, "time", "up-to-an-hour");
  await tick(page, "time", "up-to-an-hour");
  assert.equal(await found(page), free);
});

onCatalog("a group that is opened later counts with what was chosen before", "/catalog/", async (page) => {
  await tick(page, "cost", "paid");
  await page.click("details[data-facet=level] > summary");
  await ready(page);
  const advanced = await countOf(page, "level", "advanced");
  await tick(page, "level", "advanced");
  assert.equal(await found(page), advanced);
});

onCatalog(
  "what is chosen stays, and what would give nothing cannot be chosen",
  "/catalog/?q=zzzqq&cost=free",
  async (page) => {
    assert.equal(await found(page), 0);
    assert.equal(await page.isChecked(`${row("cost", "free")} input`), true);
    assert.equal(await page.isEnabled(`${row("cost", "free")} input`), true);
    assert.equal(await page.isEnabled(`${row("cost", "paid")} input`), false);
    assert.equal(await page.isVisible(row("cost", "paid")), true);
  },
);

onCatalog("the values of a list keep their places while one is in it", "/catalog/", async (page) => {
  const order = () =>
    page.$$eval("details[data-facet=topic] [data-term]", (all) =>
      all.map((it) => it.getAttribute("data-term")),
    );
  await page.click("details[data-facet=topic] > summary");
  const before = await order();
  await tick(page, "topic", "privacy-hipaa");
  assert.deepEqual(await order(), before);
});

onCatalog("a topic counts what stands under it", "/catalog/?topic=privacy-and-security", async (page) => {
  const all = await found(page);
  await page.click(`${row("topic", "privacy-and-security")} .opt`);
  await tick(page, "topic", "privacy-hipaa");
  assert.ok((await found(page)) < all);
});

onCatalog(
  "a range leaves a number that is none out, and says what states nothing",
  "/catalog/",
  async (page) => {
    const all = await found(page);
    await page.fill("#price_max", "cheap");
    await page.press("#price_max", "Enter");
    await page.waitForSelector("#price_max[aria-invalid=true]");
    assert.match((await page.textContent("#price_note")) ?? "", /“cheap” is not an amount and is left out/);
    assert.equal(await found(page), all);
    await page.waitForFunction(() =>
      /“cheap” is not an amount/.test(document.querySelector("[data-part=live]")?.textContent ?? ""),
    );
    await changed(page, async () => {
      await page.fill("#price_max", "20");
      await page.press("#price_max", "Enter");
    });
    assert.equal(query(page), "?price-max=20");
    assert.match((await page.textContent("#price_note")) ?? "", /without a stated figure left out/);
  },
);

onCatalog("any order of clicks gives one address", "/catalog/", async (page) => {
  const terms = /** @type {const} */ ([
    ["level", "beginner"],
    ["cost", "low-cost"],
    ["cost", "free"],
  ]);
  for (const [facet, term] of terms) await tick(page, facet, term);
  assert.equal(query(page), "?cost=free,low-cost&level=beginner");
});

onCatalog(
  "one click is one step of the history, and Back brings list, scroll and focus",
  "/catalog/",
  async (page) => {
    await tick(page, "cost", "free");
    await changed(page, () =>
      page
        .click("[data-act=more]")
        .then(() => page.keyboard.press("Shift"))
        .then(() => tick(page, "time", "up-to-an-hour")),
    );
    assert.equal(query(page), "?cost=free&time=up-to-an-hour");
    await changed(page, () => page.goBack());
    assert.equal(query(page), "?cost=free");
    assert.equal(await page.isChecked(`${row("time", "up-to-an-hour")} input`), false);
    assert.equal(
      await page.$$eval("ul.cards > li", (cards) => cards.length),
      24,
      "what had been shown more is shown",
    );
    await changed(page, () => page.goForward());
    assert.equal(query(page), "?cost=free&time=up-to-an-hour");
  },
);

onCatalog(
  "coming back from an entry brings the list, the place and the focus",
  "/catalog/?cost=free",
  async (page) => {
    await page.click("[data-act=more]");
    await page.waitForFunction(() => document.querySelectorAll("ul.cards > li").length === 24);
    const link = page.locator("ul.cards > li").nth(20).locator("a.cover");
    const href = await link.getAttribute("href");
    await link.click();
    await page.waitForSelector(".ticket");
    await page.goBack();
    await ready(page);
    await page.waitForFunction((href) => document.activeElement?.getAttribute("href") === href, href);
    assert.ok(await page.evaluate(() => window.scrollY > 400));
  },
);

onCatalog(
  "what an address asks for and nobody knows is named and left out",
  "/catalog/?cost=free,gratis&color=blue&time=",
  async (page) => {
    assert.equal(query(page), "?cost=free");
    assert.match((await page.textContent("[data-part=notes]")) ?? "", /cost=gratis, color=blue/);
  },
);

onCatalog(
  "words sort by the best match, and the sort from before comes back",
  "/catalog/?sort=shortest",
  async (page) => {
    await changed(page, () => page.fill("#words", "privacy"));
    assert.equal(await page.inputValue("#sort"), "best");
    assert.equal(query(page), "?q=privacy");
    await changed(page, () => page.fill("#words", ""));
    assert.equal(await page.inputValue("#sort"), "shortest");
  },
);

onCatalog(
  "the title, the chips and a sentence say what was asked for",
  "/catalog/?q=rule&cost=free,low-cost&level=beginner",
  async (page) => {
    assert.match(await page.title(), /^rule, Free, Low-cost, Beginner \| Catalog/);
    assert.deepEqual(await chips(page), [
      "Remove filter: Search: rule",
      "Remove filter: Cost: Free",
      "Remove filter: Cost: Low-cost",
      "Remove filter: Level: Beginner",
    ]);
    assert.equal(
      await page.textContent("[data-part=words]"),
      "With “rule” and cost Free or Low-cost and level Beginner",
    );
    assert.match((await page.textContent("details[data-facet=cost] summary")) ?? "", /2 chosen/);
  },
);

onCatalog(
  "dropping a chip moves the focus to the results, clearing keeps sort and view",
  "/catalog/?cost=free&level=beginner&sort=shortest&view=list",
  async (page) => {
    await changed(page, () => page.click("[data-part=chips] .drop >> nth=0"));
    assert.equal(query(page), "?level=beginner&sort=shortest&view=list");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "list_results");
    await changed(page, () => page.click("[data-part=chips] .linkish"));
    assert.equal(query(page), "?sort=shortest&view=list");
  },
);

onCatalog("the summary is read out, also when it is the same again", "/catalog/", async (page) => {
  await tick(page, "cost", "free");
  await page.waitForFunction(() =>
    /^159 of 228 entries, sorted by lowest cost\./.test(
      document.querySelector("[data-part=live]")?.textContent ?? "",
    ),
  );
  await page.click("[data-view=list]");
  await page.waitForFunction(() => document.querySelector("[data-part=live]")?.textContent === "");
  await page.waitForFunction(() =>
    /^159 of 228 entries/.test(document.querySelector("[data-part=live]")?.textContent ?? ""),
  );
});

onCatalog(
  "a ticked box keeps the focus, is the same element, and the page does not scroll",
  "/catalog/",
  async (page) => {
    const box = page.locator(`${row("time", "up-to-an-hour")} input`);
    await box.focus();
    const [element, scroll] = [await box.elementHandle(), await page.evaluate(() => window.scrollY)];
    await changed(page, () => page.keyboard.press("Space"));
    assert.equal(
      await element?.evaluate((element) => element === document.activeElement && element.isConnected),
      true,
    );
    assert.equal(await page.evaluate(() => window.scrollY), scroll);
  },
);

onCatalog("the keyboard alone filters, sorts, drops and shows more", "/catalog/", async (page) => {
  await page.focus("#words");
  await changed(page, () => page.keyboard.type("coding"));
  await page.keyboard.press("Tab");
  await changed(page, () => page.selectOption("#sort", "shortest"));
  assert.equal(query(page), "?q=coding&sort=shortest");
  await page.focus("[data-act=more]");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("ul.cards > li").length > 12);
  const place = await page.evaluate(() =>
    [...document.querySelectorAll("ul.cards > li")].findIndex((card) =>
      card.contains(document.activeElement),
    ),
  );
  assert.equal(place, 12, "the focus is on the first new card");
  await page.focus("[data-part=chips] .drop");
  await changed(page, () => page.keyboard.press("Enter"));
  assert.equal(query(page), "?sort=shortest");
});

onCatalog("a click with a modifier key is the browser's business", "/catalog/", async (page) => {
  const opened = page.context().waitForEvent("page");
  await page.click(`${row("cost", "free")} .opt`, { modifiers: ["Control"] });
  const other = await opened;
  await other.waitForLoadState();
  assert.match(new URL(other.url()).pathname, /\/catalog\/cost\/free\/$/);
  assert.equal(query(page), "");
});

onCatalog(
  "all words are looked for, and if no entry has them it is said",
  "/catalog/?q=privacy",
  async (page) => {
    const one = await found(page);
    await changed(page, () => page.fill("#words", "privacy rule"));
    assert.ok((await found(page)) < one);
    await changed(page, () => page.fill("#words", "privacy podcast sql"));
    assert.match(
      (await page.textContent("[data-part=notes]")) ?? "",
      /No entry has all 3 words, so 2 of them are enough/,
    );
  },
);

onCatalog(
  "beginnings, slips and synonyms find, and it is said what stood in",
  "/catalog/?q=priv",
  async (page) => {
    assert.ok((await found(page)) > 10);
    await changed(page, () => page.fill("#words", "hippa"));
    assert.match(
      (await page.textContent("[data-part=notes]")) ?? "",
      /Nothing has “hippa”; looked for instead: hipaa/,
    );
    await changed(page, () => page.fill("#words", "ROI"));
    assert.ok((await found(page)) > 10, "release of information goes by its acronym");
  },
);

onCatalog("a single letter leaves the list as it was, and says so", "/catalog/?cost=free", async (page) => {
  const all = await found(page);
  for (const letter of ["x", "c"]) {
    await page.fill("#words", letter);
    await page.waitForURL(`**/catalog/?q=${letter}&cost=free`);
    await ready(page);
    assert.equal(await found(page), all);
    assert.match((await page.textContent("[data-part=notes]")) ?? "", /leaves nothing out; type one more/);
  }
  await changed(page, () => page.fill("#words", "privacy c"));
  const both = await found(page);
  await changed(page, () => page.fill("#words", "privacy"));
  assert.equal(await found(page), both);
});

onCatalog("names of terms are looked up, and words that a hyphen joins", "/catalog/", async (page) => {
  const free = await countOf(page, "cost", "free");
  await changed(page, () => page.fill("#words", "free"));
  assert.ok((await found(page)) >= free, "each entry that is free is found");
  await changed(page, () => page.fill("#words", "ICD-10"));
  const parted = await found(page);
  await changed(page, () => page.fill("#words", "icd10"));
  assert.equal(await found(page), parted);
});

onCatalog("a synonym that finds says what it stands for", "/catalog/?q=roi", async (page) => {
  assert.match(
    (await page.textContent("[data-part=notes]")) ?? "",
    /“roi” finds what stands under Release of information, too\./,
  );
});

test("a search runs beside the page, or in it where no worker can be started", async (t) => {
  /** @type {string[]} */
  const shown = [];
  for (const isThere of [true, false]) {
    await visitor.visit(t, "/about/", modes.desktop, async (page) => {
      const script = "**/finder-worker.*.js";
      if (!isThere) await page.route(script, (route) => route.fulfill({ status: 404 }));
      const asked = page.waitForResponse(script);
      await page.goto(`${visitor.server.home}catalog/?level=beginner`);
      await ready(page);
      assert.equal((await asked).status(), isThere ? 200 : 404);
      await page.focus("#words");
      for (const words of ["p", "pr", "privacy rule", "privcy", "toastmasters hipaa"]) {
        await changed(page, () => page.fill("#words", words));
        await page.waitForFunction((words) => new URLSearchParams(location.search).get("q") === words, words);
        await ready(page);
        const list = await page.textContent("ul.cards");
        const said = await page.$$eval("[data-part=count], [data-part=words], [data-part=notes]", (parts) =>
          parts.map(({ textContent }) => textContent),
        );
        const numbers = await page.$$eval(".facets .num", (all) => all.map(({ textContent }) => textContent));
        shown.push([words, list, ...said, ...numbers].join("\n"));
      }
      assert.ok((await found(page)) > 0);
      assert.equal(page.workers().length, isThere ? 1 : 0);
    });
  }
  assert.deepEqual(shown.slice(0, shown.length / 2), shown.slice(shown.length / 2));
  assert.match(shown[2], /privacy/i);
});

onCatalog("words that were found are marked until others are looked for", "/catalog/", async (page) => {
  /** Waits until all marked words have one beginning. */
  const marked = (/** @type {string} */ beginning) =>
    page.waitForFunction((beginning) => {
      const ranges = [...(CSS.highlights.get("found") ?? [])];
      return ranges.length > 0 && ranges.every((range) => `${range}`.toLowerCase().startsWith(beginning));
    }, beginning);
  await changed(page, () => page.fill("#words", "hipaa"));
  await marked("hipaa");
  await changed(page, () => page.fill("#words", "audit"));
  await marked("audit");
  await changed(page, () => page.fill("#words", ""));
  await page.waitForFunction(() => !CSS.highlights.has("found"));
  assert.equal(await page.locator("[data-marked]").count(), 0, "new cards are not looked at for marks");
});

onCatalog(
  "cards of words that were typed over are dimmed while others are waited for",
  "/catalog/",
  async (page) => {
    await page.route("**/data/**", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 800));
      await route.continue();
    });
    await page.fill("#words", "leadership");
    await page.waitForSelector("ul.cards[data-rest]", { state: "attached" });
    await page.fill("#words", "telehealth");
    await page.waitForSelector("ul.cards[data-slow]:not([data-rest])", { state: "attached" });
    await ready(page);
    assert.match((await page.textContent("ul.cards > li")) ?? "", /telehealth/i);
  },
);

onCatalog(
  "where nothing matches, each way out says what it brings",
  "/catalog/?q=toastmasters&cost=paid&level=advanced",
  async (page) => {
    assert.equal(await found(page), 0);
    const ways = await page.$$eval("[data-part=zero] .btn", (all) =>
      all.map((button) => button.textContent ?? ""),
    );
    const counts = ways
      .map((way) => Number(/\((\d+) entr/.exec(way)?.[1] ?? "0"))
      .filter((count) => count > 0);
    assert.deepEqual(
      counts,
      [...counts].sort((one, other) => other - one),
    );
    assert.match(ways.at(-1) ?? "", /^Clear all/);
    const wanted = counts[0];
    if (wanted !== undefined) {
      await changed(page, () => page.click("[data-part=zero] .btn >> nth=0"));
      assert.equal(await found(page), wanted);
    }
  },
);

onCatalog("where words alone find nothing, one button clears them", "/catalog/?q=xqzzkw", async (page) => {
  const ways = await page.$$eval("[data-part=zero] .btn", (all) => all.map((button) => button.textContent));
  assert.deepEqual(ways, ["Clear all (228 entries)"]);
  assert.match((await page.textContent("[data-part=notes]")) ?? "", /^Nothing has “xqzzkw”\.$/);
  await changed(page, () => page.fill("#words", "privacy xqzzkw"));
  assert.match(
    (await page.textContent("[data-part=notes]")) ?? "",
    /^Nothing has “xqzzkw”, which is left out\.$/,
  );
});

onCatalog("a list of many values is found in by its box", "/catalog/", async (page) => {
  await page.click("details[data-facet=provider] > summary");
  await page.fill("#find_provider", "fema");
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll("details[data-facet=provider] li")].filter(
        (it) => it instanceof HTMLElement && it.checkVisibility(),
      ).length < 5,
  );
  const left = await page.$$eval("details[data-facet=provider] li", (all) =>
    all.filter((it) => it.checkVisibility()).map((it) => it.textContent ?? ""),
  );
  assert.ok(
    left.some((text) => text.includes("FEMA")),
    left.join(),
  );
});

onCatalog("no address shows another list before its own", "/catalog/?cost=paid", async (page) => {
  const isFree = await page.$$eval("ul.cards .cost", (costs) =>
    costs.some((cost) => cost.classList.contains("free")),
  );
  assert.equal(isFree, false);
});

test("a list that takes long shows no other one meanwhile, and says that it waits", async (t) => {
  await visitor.visit(t, "/", modes.desktop, async (page) => {
    /** @type {() => void} */
    let go = () => undefined;
    const held = new Promise((resolve) => (go = () => resolve(undefined)));
    await page.route("**/data/index.json", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(new URL("catalog/?cost=paid", visitor.server.home).href, { waitUntil: "load" });
    assert.equal(await page.isVisible("ul.cards > li"), false);
    assert.equal(await page.isVisible(".wait"), true);
    go();
    await ready(page);
    assert.equal(await page.isVisible("ul.cards > li"), true);
    assert.equal(await page.isVisible(".wait"), false);
  });
});

for (const [what, answer] of /** @type {const} */ ([
  ["missing", { status: 404, body: "" }],
  ["cut off", { status: 200, body: '{"version":2,"facets":[' }],
  ["of another version", { status: 200, body: '{"version":99}' }],
])) {
  test(`data that is ${what} leaves the page as it came, says so, and names ready-made lists`, async (t) => {
    await visitor.visit(t, "/", modes.desktop, async (page) => {
      await page.route("**/data/index.json", (route) => route.fulfill(answer));
      await page.goto(new URL("catalog/?cost=free", visitor.server.home).href, { waitUntil: "load" });
      await page.waitForSelector("browse-list[data-state=lost]");
      assert.match(
        (await page.textContent("[data-part=lost]")) ?? "",
        /^The catalog.*reload the page.*whole catalog.*Free/is,
      );
      assert.equal(
        await page.$$eval("ul.cards > li", (cards) => cards.filter((card) => card.checkVisibility()).length),
        48,
      );
      assert.equal(await page.textContent("[data-part=lost] button"), "Reload the page");
      await page.click("[data-part=lost] a");
      await page.waitForURL("**/catalog/cost/free/");
    });
  });
}

test("cards that are missing are said to be, and can be tried again", async (t) => {
  await visitor.visit(t, "/catalog/", modes.desktop, async (page) => {
    await ready(page);
    await page.route("**/data/cards/**", (route) => route.abort());
    await page.click(`${row("cost", "paid")} .opt`);
    await page.waitForSelector("[data-part=lost]:not([hidden]) button");
    assert.equal(await heading(page), "No list");
    assert.deepEqual(await chips(page), ["Remove filter: Cost: Paid"]);
    await page.waitForFunction(() => document.title.startsWith("Paid | "));
    await page.unroute("**/data/cards/**");
    await page.click("[data-part=lost] button");
    await page.waitForSelector("ul.cards > li .cost.paid");
    assert.match(await heading(page), /^\d+ of 228/);
  });
});

test("more cards that are missing leave those that are shown, and can be tried again", async (t) => {
  await visitor.visit(t, "/catalog/?cost=paid", modes.desktop, async (page) => {
    await ready(page);
    const shown = () => page.$$eval("ul.cards > li", (cards) => cards.map((card) => card.textContent));
    const before = await shown();
    assert.equal(before.length, 12);
    await page.context().route("**/data/cards/**", (route) => route.abort());
    await page.click("[data-act=all]");
    await page.waitForSelector("[data-part=lost]:not([hidden]) button");
    assert.deepEqual(await shown(), before);
    assert.match(await heading(page), /^\d+ of 228/);
    assert.match((await page.textContent("[data-part=lost]")) ?? "", /Only the first 12 of the list/);
    assert.match((await page.textContent("[data-part=more]")) ?? "", /12 of \d+ shown, the others could not/);
    await page.context().unroute("**/data/cards/**");
    await page.click("[data-part=lost] button");
    await page.waitForFunction(() => document.querySelectorAll("ul.cards > li").length > 12);
    await ready(page);
    assert.equal((await shown()).length, await found(page));
    assert.equal(await page.isVisible("[data-part=lost]"), false);
  });
});

test("names with markup in them are shown as text", async (t) => {
  await visitor.visit(t, "/", modes.desktop, async (page, faults) => {
    const evil = "</script><img src=x onerror=document.title='harmed'>\u202e\"'";
    await page.route("**/data/index.json", async (route) => {
      const answer = await route.fetch();
      const index = await answer.json();
      for (const facet of index.facets) facet.terms[0][1] = evil + "x".repeat(10_000);
      await route.fulfill({ json: index });
    });
    const wild = encodeURIComponent("<img src=x onerror=document.title='harmed'>");
    await page.goto(new URL(`catalog/?q=${wild}&${wild}=${wild}&cost=free`, visitor.server.home).href, {
      waitUntil: "load",
    });
    await ready(page);
    assert.ok((await chips(page)).some((chip) => chip.includes(evil.replace("\u202e", ""))));
    assert.equal(await page.$("img[src=x]"), null);
    assert.doesNotMatch(await page.title(), /^harmed/);
    assert.deepEqual(await noSidewaysScroll(page), []);
    assert.deepEqual(faults.all(), []);
  });
});

onCatalog(
  "the filter sheet of a phone is a dialog with the count in its closing button",
  "/catalog/",
  async (page) => {
    await page.click("[data-act=sheet]");
    await page.waitForSelector("dialog[open]");
    assert.deepEqual(await axe(page), []);
    await changed(page, () => page.click(`dialog ${row("cost", "free")} .opt`));
    assert.equal(await page.textContent("[data-part=close]"), `Show ${await heading(page)}`);
    await page.click("[data-part=close]");
    await page.waitForSelector("dialog:not([open])", { state: "attached" });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-act")), "sheet");
    assert.equal(await page.textContent("[data-part=picked] >> nth=0"), "1");
    await page.click("[data-act=sheet]");
    await page.waitForSelector("dialog[open]");
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog:not([open])", { state: "attached" });
    await page.waitForSelector("browse-list > .facets", { state: "attached" });
  },
  together(modes.phone, modes.light),
);

for (const [words, mode] of /** @type {const} */ ([
  ["in the light scheme", together(modes.desktop, modes.light)],
  ["in the dark scheme", together(modes.desktop, modes.dark)],
  ["on a phone", together(modes.phone, modes.light)],
])) {
  for (const [state, address] of /** @type {const} */ ([
    ["while searching", "/catalog/?q=hippa+rule&cost=free"],
    ["where nothing matches", "/catalog/?q=zzzqq&cost=free&bogus=1"],
    ["as a compact list", "/catalog/?cost=free&view=list"],
    ["with a range", "/catalog/?price-max=20&time-max=90"],
  ])) {
    onCatalog(
      `the accessibility checker finds nothing ${state} ${words}`,
      address,
      async (page) => {
        assert.deepEqual(await axe(page), []);
      },
      mode,
    );
  }
}

for (const address of ["/catalog/?cost=free&view=list&q=rule", "/catalog/?q=zzzqq&cost=free"]) {
  onCatalog(
    `${address} fits at 320 pixels, which is 400 % zoom`,
    address,
    async (page) => {
      assert.deepEqual(await noSidewaysScroll(page), []);
    },
    modes.narrow,
  );
}

onCatalog(
  "forced colors and reduced motion change nothing of what works",
  "/catalog/",
  async (page) => {
    await tick(page, "cost", "free");
    assert.equal(await found(page), 159);
  },
  together(modes.desktop, modes.forcedColors, modes.reducedMotion),
);

onCatalog(
  "the printed list says what was asked for and where it stands",
  "/catalog/?cost=free",
  async (page) => {
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.isVisible(".facets"), false);
    assert.match((await page.textContent("[data-part=address]")) ?? "", /\?cost=free/);
    assert.equal(await page.isVisible("[data-part=address]"), true);
    assert.equal(await page.textContent(".asked"), "Cost Free");
    assert.equal(await page.isVisible(".asked"), true);
    assert.equal(
      await page.textContent("[data-part=printed]"),
      `The first 12 of ${await found(page)} entries.`,
    );
    assert.equal(await page.isVisible("[data-part=more]"), false);
  },
);

test("a term's page leads to the catalog with the term chosen, and the home page's quick lists do", async (t) => {
  await visitor.visit(t, "/topics/privacy-hipaa/", modes.desktop, async (page) => {
    await page.click("text=Filter and search");
    await ready(page);
    assert.equal(query(page), "?topic=privacy-hipaa");
    await page.goto(visitor.server.home, { waitUntil: "load" });
    await page.click(".quick a:visible >> nth=0");
    await ready(page);
    assert.equal(query(page), "?cost=free");
  });
});

onCatalog("a reload shows the same list", "/catalog/", async (page) => {
  await tick(page, "cost", "free");
  await tick(page, "level", "beginner");
  const before = await heading(page);
  await page.reload({ waitUntil: "load" });
  await ready(page);
  assert.equal(await heading(page), before);
});

test("a page of an older list does not pass its cards off as the list", async (t) => {
  await visitor.visit(t, "/about/", modes.desktop, async (page, faults) => {
    await page.route("**/catalog/", async (route) => {
      const answer = await route.fetch();
      const html = (await answer.text()).replace(/data-order="\w+"/, 'data-order="000000000000"');
      await route.fulfill({
        response: answer,
        body: html.replace(/(<li class="card">.*?)(<li class="card">)/s, "$2"),
      });
    });
    await page.goto(`${visitor.server.home}catalog/`);
    await ready(page);
    const titles = await page.$$eval("ul.cards h3", (all) => all.slice(0, 12).map((it) => it.textContent));
    await page.unroute("**/catalog/");
    await page.goto(`${visitor.server.home}catalog/`);
    await ready(page);
    const right = await page.$$eval("ul.cards h3", (all) => all.slice(0, 12).map((it) => it.textContent));
    assert.deepEqual(titles, right);
    assert.deepEqual(faults.all(), []);
  });
});

onCatalog(
  "a search is one step of the history, and Back keeps what was ticked before it",
  "/catalog/",
  async (page) => {
    await tick(page, "cost", "free");
    const before = await heading(page);
    for (const letter of "privacy") await changed(page, () => page.press("#words", letter));
    assert.equal(query(page), "?q=privacy&cost=free");
    await changed(page, () => page.goBack());
    assert.equal(query(page), "?cost=free");
    assert.equal(await heading(page), before);
  },
);

onCatalog("a list can be shown whole, to be read or printed", "/catalog/?cost=free", async (page) => {
  const count = await found(page);
  await page.click("[data-act=all]");
  await page.waitForFunction((count) => document.querySelectorAll("ul.cards > li").length === count, count);
  await ready(page);
  assert.equal(await page.isVisible("[data-part=more]"), false);
  assert.equal(await page.evaluate(() => document.activeElement?.closest("ul.cards") !== null), true);
});

test("words that cannot be looked up are said to be, and the filters hold", async (t) => {
  await visitor.visit(t, "/about/", modes.desktop, async (page) => {
    await page.route("**/data/search/**", (route) => route.abort());
    await page.goto(`${visitor.server.home}catalog/?q=privacy&cost=free`);
    await ready(page);
    assert.equal(await page.isChecked(`${row("cost", "free")} input`), true);
    assert.equal(await found(page), await countOf(page, "cost", "free"));
    assert.equal(await page.textContent("[data-part=words]"), "Cost Free");
    assert.equal(await page.inputValue("#sort"), "cost");
    await page.waitForFunction(() => document.title.startsWith("Free | "));
    assert.match((await page.textContent("[data-part=lost]")) ?? "", /leaves your words out/);
    await page.unroute("**/data/search/**");
    await changed(page, () => page.click("text=Try again"));
    assert.equal(await page.isVisible("[data-part=lost]"), false);
  });
});

test("the home page has a search that leads into the catalog", async (t) => {
  await visitor.visit(t, "/", modes.phone, async (page, faults) => {
    await page.fill("#find_words", "privacy");
    await page.press("#find_words", "Enter");
    await page.waitForURL("**/catalog/?q=privacy");
    await ready(page);
    assert.deepEqual(await chips(page), ["Remove filter: Search: privacy"]);
    assert.deepEqual(faults.all(), []);
  });
});

onCatalog(
  "a range counts as it is typed, in one step of the history, and is read as it is written",
  "/catalog/",
  async (page) => {
    const before = await page.evaluate(() => history.length);
    await page.focus("#time_max");
    await changed(page, () => page.keyboard.type("1h"));
    assert.equal(query(page), "?time-max=60");
    await changed(page, () => page.keyboard.type(" 30"));
    assert.equal(query(page), "?time-max=90");
    assert.equal(await page.inputValue("#time_max"), "1h 30");
    await page.focus("#price_max");
    await changed(page, () => page.keyboard.type("$1,000"));
    assert.equal(query(page), "?price-max=1000&time-max=90");
    assert.equal(await page.evaluate(() => history.length), before + 2);
    await changed(page, () => page.goBack());
    assert.equal(query(page), "?time-max=90");
    assert.equal(await page.inputValue("#price_max"), "");
  },
);

onCatalog("clearing empties the ranges of what was no number, too", "/catalog/?cost=free", async (page) => {
  await page.fill("#price_max", "cheap");
  await page.press("#price_max", "Enter");
  await page.waitForSelector("#price_max[aria-invalid=true]");
  await changed(page, () => page.click("text=Clear all >> visible=true"));
  assert.equal(await page.inputValue("#price_max"), "");
  assert.equal(await page.textContent("#price_note"), "");
});

onCatalog("a click on a value's words leaves the focus on its checkbox", "/catalog/", async (page) => {
  await tick(page, "cost", "free");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "tick_cost_free");
  await changed(page, () => page.keyboard.press("Space"));
  assert.equal(query(page), "");
});

onCatalog("words that are deleted again leave no second step behind", "/catalog/", async (page) => {
  await tick(page, "cost", "free");
  const before = await page.evaluate(() => history.length);
  await page.focus("#words");
  await changed(page, () => page.keyboard.type("privacy"));
  await changed(page, () => page.fill("#words", ""));
  assert.equal(query(page), "?cost=free");
  await changed(page, () => page.keyboard.type("coding"));
  assert.equal(await page.evaluate(() => history.length), before + 1);
  await changed(page, () => page.goBack());
  assert.equal(query(page), "?cost=free");
  await changed(page, () => page.goBack());
  assert.equal(query(page), "");
});

onCatalog(
  "a sort that the site does not offer is named and left out",
  "/catalog/?sort=deadline",
  async (page) => {
    assert.equal(await page.$("option[value=deadline]"), null, "the site has no dates to sort by");
    assert.equal(query(page), "");
    assert.match((await page.textContent("[data-part=notes]")) ?? "", /sort=deadline/);
    assert.equal(await page.inputValue("[data-part=sort]"), "cost");
  },
);

test("a script that is missing leaves the page as without scripts, and says so", async (t) => {
  await visitor.visit(t, "/about/", modes.desktop, async (page) => {
    await page.route("**/scripts/browse-list.*.js", (route) => route.abort());
    await page.goto(`${visitor.server.home}catalog/?cost=free`, { waitUntil: "load" });
    await page.waitForSelector(".unscripted-only:visible");
    assert.equal(await page.isVisible("form.tools"), false);
    assert.equal(await page.isVisible(".range"), false);
    assert.equal(await page.isVisible(".wait"), false);
    const shown = await page.$$eval(
      "ul.cards > li",
      (all) => all.filter((it) => it.checkVisibility()).length,
    );
    assert.equal(shown, 48);
  });
});

for (const [device, mode] of /** @type {const} */ ([
  ["a desktop", modes.desktop],
  ["a phone", modes.phone],
])) {
  test(`without scripts the list stands right below its heading on ${device}`, async (t) => {
    await visitor.visit(t, "/catalog/", together(mode, modes.scriptsOff), async (page) => {
      const top = await page.$eval(".list-top", (top) => top.getBoundingClientRect().top);
      const first = await page.$eval(".list-top > .status", (it) => it.getBoundingClientRect().top);
      assert.equal(first, top);
      assert.equal(await page.isVisible(".unscripted-only"), false);
    });
  });
}

onCatalog("a box that finds nothing says so", "/catalog/", async (page) => {
  await page.click("details[data-facet=provider] > summary");
  await page.fill("#find_provider", "zzzz");
  await page.waitForFunction(
    () =>
      document.querySelector("[data-facet=provider] .find-said")?.textContent === "Nothing begins like that.",
  );
  assert.equal(await page.isVisible("details[data-facet=provider] details.more > summary"), false);
  await page.fill("#find_provider", "");
  assert.equal(await page.isVisible("details[data-facet=provider] details.more > summary"), true);
  assert.equal(await page.textContent("[data-facet=provider] .find-said"), "");
});

onCatalog(
  "where no single criterion is in the way, several are offered at once",
  "/catalog/?q=toastmasters+zzzqq&cost=paid,low-cost&level=advanced&price-min=100000&time-max=1",
  async (page) => {
    const [way] = await page.$$eval("[data-part=zero] .btn", (all) => all.map((it) => it.textContent ?? ""));
    assert.match(way, /^Without .+: .+ and .+ \(\d+ entr/);
    const count = Number(/\((\d+)/.exec(way)?.[1]);
    await changed(page, () => page.click("[data-part=zero] .btn >> nth=0"));
    assert.equal(await found(page), count);
  },
);

onCatalog(
  "the badge of the filters counts what the sheet holds, not the words",
  "/catalog/?q=privacy&cost=free",
  async (page) => {
    assert.equal(await page.textContent("[data-part=picked] >> nth=0"), "1");
  },
  together(modes.phone, modes.light),
);

test("words that fail after others were found are left out, and those before with them", async (t) => {
  await visitor.visit(t, "/catalog/", modes.desktop, async (page) => {
    await ready(page);
    const all = await found(page);
    await page.focus("#words");
    await changed(page, () => page.fill("#words", "privacy"));
    await page.context().route("**/data/search/**", (route) => route.abort());
    await changed(page, () => page.fill("#words", "access"));
    assert.match((await page.textContent("[data-part=lost]")) ?? "", /leaves your words out/);
    assert.equal(await found(page), all);
    await page.context().unroute("**/data/search/**");
    await changed(page, () => page.click("text=Try again"));
    assert.equal(await page.evaluate(() => document.activeElement?.id), "list_results");
  });
});

onCatalog(
  "the canonical address is that of the whole list",
  "/catalog/?cost=free&level=beginner",
  async (page) => {
    const canonical = await page.getAttribute("link[rel=canonical]", "href");
    assert.equal(new URL(canonical ?? "").pathname, "/catalog/");
    assert.equal(new URL(canonical ?? "").search, "");
  },
);

test("a list that takes long after a change says that it is on its way", async (t) => {
  await visitor.visit(t, "/catalog/", modes.desktop, async (page) => {
    await ready(page);
    /** @type {() => void} */
    let go = () => undefined;
    const held = new Promise((resolve) => (go = () => resolve(undefined)));
    await page.context().route("**/data/cards/**", async (route) => {
      await held;
      await route.continue();
    });
    await page.click(`${row("cost", "paid")} .opt`);
    await page.waitForSelector("[data-part=waiting]:visible");
    assert.equal(await page.getAttribute("ul.cards", "aria-busy"), "true");
    go();
    await ready(page);
    await page.waitForSelector("[data-part=waiting]", { state: "hidden" });
    assert.equal(await page.isVisible("ul.cards > li .cost.paid"), true);
  });
});

test("numbers that are missing leave no list and no count, but words are found without them", async (t) => {
  await visitor.visit(t, "/catalog/?cost=free", modes.desktop, async (page, faults) => {
    await ready(page);
    await page.context().route("**/data/numbers*", (route) => route.abort());
    await changed(page, () => page.fill("#words", "privacy"));
    assert.match(await heading(page), /^\d+ of 228/);
    assert.equal(await page.isVisible("[data-part=lost]"), false);
    await changed(page, () => page.selectOption("#sort", "shortest"));
    await page.waitForSelector("[data-part=lost]:visible");
    assert.equal(await heading(page), "No list");
    assert.deepEqual(await chips(page), ["Remove filter: Search: privacy", "Remove filter: Cost: Free"]);
    assert.equal(await page.textContent("[data-part=live]"), "", "the list before is not read out");
    assert.deepEqual(faults.exceptions, []);
    await page.context().unroute("**/data/numbers*");
    await changed(page, () => page.click("text=Try again"));
    assert.match(await heading(page), /^\d+ of 228/);
  });
});

onCatalog("what gives nothing in a group that is opened cannot be chosen", "/catalog/", async (page) => {
  await page.click("details[data-facet=certificate] > summary");
  await ready(page);
  assert.equal(await page.isEnabled(`${row("certificate", "no-certificate")} input`), false);
});

onCatalog(
  "the way back to the top of a long list leaves the address alone",
  "/catalog/?cost=free",
  async (page) => {
    await page.click("[data-act=all]");
    await page.waitForFunction(() => document.querySelectorAll("ul.cards > li").length > 100);
    await page.click("[data-act=top]");
    await page.waitForFunction(() => window.scrollY < 400);
    assert.equal(new URL(page.url()).hash, "");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "list_results");
  },
);

onCatalog(
  "a held button or space bar lays out the cards that it will bring, out of sight, and letting go shows them",
  "/catalog/",
  async (page) => {
    const cards = () =>
      page.$$eval("ul.cards:not([data-next]) > li a.cover", (links) =>
        links.map((link) => link.getAttribute("href")),
      );
    const laid = "ul.cards[data-next] > li";
    const box = page.locator(`${row("cost", "free")} input`);
    const before = await cards();
    await box.hover();
    await page.mouse.down();
    await page.waitForSelector(laid, { state: "attached" });
    assert.deepEqual(await cards(), before, "the list that is shown stays whole");
    const isSeen = await page.$eval(laid, (card) => {
      const { x, y, width } = card.getBoundingClientRect();
      return document.elementsFromPoint(x + width / 2, y + 30).some((element) => card.contains(element));
    });
    assert.equal(isSeen, false);
    assert.equal(await page.locator("ul.cards[data-next]").getAttribute("aria-hidden"), "true");
    const coming = await page.$$eval(`${laid} a.cover`, (links) =>
      links.map((link) => link.getAttribute("href")),
    );
    await changed(page, () => page.mouse.up());
    assert.equal(await page.locator("ul.cards").count(), 1);
    assert.deepEqual((await cards()).slice(0, coming.length), coming);
    assert.equal(new Set(await cards()).size, (await cards()).length, "no card stands twice");

    // Let go elsewhere, nothing is chosen and what was laid out goes away.
    const shown = await cards();
    await page.locator(`${row("time", "up-to-an-hour")} input`).hover();
    await page.mouse.down();
    await page.waitForSelector(laid, { state: "attached" });
    await page.mouse.move(5, 5);
    await page.mouse.up();
    await page.waitForFunction(() => !document.querySelector("ul.cards[data-next]"));
    assert.deepEqual(await cards(), shown);
    assert.match(page.url(), /\?cost=free$/);

    // The space bar is a button as well.
    await page.focus(`${row("time", "up-to-an-hour")} input`);
    await page.keyboard.down("Space");
    await page.waitForSelector(laid, { state: "attached" });
    await changed(page, () => page.keyboard.up("Space"));
    assert.match(page.url(), /\?cost=free&time=up-to-an-hour$/);
    assert.equal(new Set(await cards()).size, (await cards()).length);
  },
);
