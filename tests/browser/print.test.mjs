/** Paper: nothing to click is printed, and an entry says where to find it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite } from "./built-site.mjs";
import { visible } from "./checks.mjs";
import { modes, openVisitor, together } from "./harness.mjs";

const visitor = await openVisitor(openSite());
const paper = together(modes.desktop, modes.print);

for (const { kind, address } of visitor.pages(1)) {
  test(`the ${kind} ${address} prints without navigation and buttons`, async (t) => {
    await visitor.visit(t, address, paper, async (page) => {
      assert.deepEqual(await visible(page, "nav, [role=navigation], button"), []);
    });
  });
}

for (const { address } of visitor.pages().filter(({ kind }) => kind === "entry")) {
  test(`the entry ${address} prints its heading and the provider's address in full`, async (t) => {
    await visitor.visit(t, address, paper, async (page) => {
      assert.equal((await visible(page, "h1")).length, 1);
      const { href, printed } = await providerLink(page);
      assert.ok(printed.includes(href), `the printed link says "${printed}", not ${href}`);
    });
  });
}

/**
 * Reads the link to the provider on the ticket, with the words that the print styles add to it.
 *
 * @param {import("./checks.mjs").Page} page
 */
function providerLink(page) {
  return page.evaluate(() => {
    const links = [...document.querySelectorAll(".ticket a[href^='http']")];
    const link = links.find((element) => element.checkVisibility());
    if (!link) throw new Error("the ticket shows no link to the provider");
    const added = ["::before", "::after"].map((part) => getComputedStyle(link, part).content).join(" ");
    return { href: link.getAttribute("href") ?? "", printed: `${link.textContent} ${added}` };
  });
}
