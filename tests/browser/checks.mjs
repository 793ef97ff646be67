/**
 * What the browser tests ask of an open page. Each question gives back lines for people; an empty
 * list is the good answer.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** @typedef {import("playwright-core").Page} Page */

/**
 * Runs the accessibility checker: levels A and AA of WCAG 2.0 to 2.2, and its best practices.
 *
 * @param {Page} page
 * @returns {Promise<string[]>} rule, impact, element and what to mend, one line for each element
 */
export async function axe(page) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (tags) => {
    // @ts-expect-error: put into the page by the line above
    const found = await window.axe.run(document, {
      resultTypes: ["violations"],
      runOnly: { type: "tag", values: tags },
      rules: { "target-size": { enabled: true } },
    });
    return found.violations;
  }, AXE_TAGS);
  return violations.flatMap((/** @type {Violation} */ { id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const advice = failureSummary
        .split("\n")
        .slice(1)
        .map((line) => line.trim());
      return `${id} (${impact}) ${target.join(" ")}: ${advice.join("; ")}`;
    }),
  );
}

/**
 * @typedef {object} Violation
 * @property {string} id
 * @property {string} impact
 * @property {{ target: string[], failureSummary: string }[]} nodes
 */

/**
 * Finds out whether the page can be scrolled sideways, and which elements are to blame.
 *
 * Elements inside a box that scrolls or clips by itself are not blamed.
 *
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export function noSidewaysScroll(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    const excess = Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth;
    if (excess <= 0) return [];
    const blamed = [...document.body.querySelectorAll("*")].filter((element) => {
      if (element.getBoundingClientRect().right + window.scrollX <= root.clientWidth + 0.5) return false;
      for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
        if (getComputedStyle(box).overflowX !== "visible") return false;
      }
      return true;
    });
    const names = blamed.slice(0, 5).map((element) => {
      const classes = [...element.classList].map((name) => `.${name}`).join("");
      return `${element.localName}${classes} ends at ${Math.round(element.getBoundingClientRect().right)} px`;
    });
    return [`${excess} px wider than the window of ${root.clientWidth} px: ${names.join(", ")}`];
  });
}

/**
 * Presses Tab `count` times from the top of the page and tells what each stop is.
 *
 * Ends early where the focus leaves the page.
 *
 * @param {Page} page
 * @param {number} count
 * @returns {Promise<TabStop[]>}
 */
export async function tabStops(page, count) {
  /** @type {TabStop[]} */
  const stops = [];
  while (stops.length < count) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const shown = style.outlineStyle === "none" ? 0 : Number.parseFloat(style.outlineWidth);
      return {
        name: `${element.localName} "${(element.textContent ?? "").trim().slice(0, 40)}"`,
        href: element.getAttribute("href"),
        outline: shown,
        inView:
          box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth && box.width > 1,
      };
    });
    if (!stop) break;
    stops.push(stop);
  }
  return stops;
}

/**
 * @typedef {object} TabStop
 * @property {string} name element and first words, for messages
 * @property {string | null} href
 * @property {number} outline width of the focus outline in px, 0 when there is none
 * @property {boolean} inView whether some of it can be seen
 */

/**
 * Names the visible elements that match `selector`.
 *
 * @param {Page} page
 * @param {string} selector
 * @returns {Promise<string[]>}
 */
export function visible(page, selector) {
  return page.evaluate(
    (chosen) =>
      [...document.querySelectorAll(chosen)]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .map((element) => `${element.localName} "${(element.textContent ?? "").trim().slice(0, 40)}"`),
    selector,
  );
}
