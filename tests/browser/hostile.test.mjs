/** A site in which hostile texts stand wherever an author may write: they are texts, and nothing runs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { handedOverSite } from "../client/handed-over.mjs";
import { readSite } from "./built-site.mjs";
import { axe, noSidewaysScroll } from "./checks.mjs";
import { modes, openVisitor, together } from "./harness.mjs";

/** @typedef {import("playwright-core").Page} Page */

const PATH = "/paths/haunted/";
const LONG = "/entries/long/"; // its title is a word of 10,000 letters

const visitor = await openVisitor(readSite(handedOverSite("hostile"), "/"));
const addresses = new Set([...visitor.pages(1).map(({ address }) => address), LONG]);

for (const [words, mode] of /** @type {const} */ ([
  ["on a desktop", modes.desktop],
  ["on a narrow phone", modes.narrow],
])) {
  for (const address of addresses) {
    test(`${address} runs nothing that an author wrote, and fits ${words}`, async (t) => {
      await visitor.visit(t, address, mode, async (page, faults) => {
        await settled(page);
        await checkUnharmed(page);
        assert.deepEqual(await noSidewaysScroll(page), []);
        assert.deepEqual(faults.all(), []);
      });
    });
  }
}

test("a word of 10,000 letters is shown whole", async (t) => {
  await visitor.visit(t, LONG, modes.desktop, async (page) => {
    assert.equal((await page.textContent("h1"))?.trim().length, 10_000);
  });
});

test("filters, words and cards are texts", async (t) => {
  await visitor.visit(t, "/catalog/", modes.desktop, async (page, faults) => {
    await settled(page);
    await page.fill("#words", "onerror");
    await page.waitForURL((url) => url.searchParams.get("q") === "onerror");
    await settled(page);
    assert.match((await page.textContent("ul.cards h3")) ?? "", /<img src=x onerror=alert\(1\)>/);
    await page.click("browse-list details[open] .opt");
    await settled(page);
    await checkUnharmed(page);
    const hostile = '"><img src=x onerror=alert(1)> zzzz';
    await page.fill("#words", hostile);
    await page.waitForURL((url) => url.searchParams.get("q") === hostile);
    await settled(page);
    assert.ok((await page.textContent("[data-part=chips]"))?.includes(hostile));
    await checkUnharmed(page);
    assert.deepEqual(faults.all(), []);
  });
});

test("a saved plan is text", async (t) => {
  await visitor.visit(t, PATH, modes.desktop, async (page, faults) => {
    await page.click("[data-step] > .st");
    await page.evaluate(() => {
      const key = "milepost.plan.v1";
      const plan = JSON.parse(localStorage.getItem(key) ?? "{}");
      plan.paths.haunted.seen.push(["gone", "<img src=x onerror=alert(1)>", ["<b>"]]);
      plan.paths.haunted.way = '"] , body {';
      localStorage.setItem(key, JSON.stringify(plan));
    });
    await page.reload();
    assert.match((await page.textContent("[data-changed]")) ?? "", /<img src=x onerror=alert\(1\)>/);
    await checkUnharmed(page);
    assert.deepEqual(faults.all(), []);
  });
});

test("the accessibility checker finds nothing on pages of hostile texts", async (t) => {
  for (const address of ["/entries/haunted/", PATH, "/"]) {
    await visitor.visit(t, address, together(modes.desktop, modes.dark), async (page) => {
      assert.deepEqual(await axe(page), []);
    });
  }
});

/** @param {Page} page */
function settled(page) {
  return page.waitForFunction(() => {
    const list = document.querySelector("browse-list");
    return !list || list.matches("[data-state=ready]:not(:has([aria-busy=true]))");
  });
}

/**
 * Checks that a page has no script, handler, frame or address that is not the theme's.
 *
 * @param {Page} page
 */
async function checkUnharmed(page) {
  const harm = await page.evaluate(() =>
    [...document.querySelectorAll("*")].flatMap((element) => {
      const attributes = [...element.attributes];
      const isOwnScript =
        element.localName !== "script" || element.getAttribute("src")?.startsWith("/assets/");
      const bad = attributes.filter(
        ({ name, value }) =>
          name.startsWith("on") ||
          name === "srcdoc" ||
          (/^(href|src)$/.test(name) && /^\s*(javascript|data|vbscript):/i.test(value)),
      );
      const isFrame = ["iframe", "object", "embed", "base"].includes(element.localName);
      return !isOwnScript || isFrame || bad.length > 0 ? [element.outerHTML.slice(0, 200)] : [];
    }),
  );
  assert.deepEqual(harm, []);
}
