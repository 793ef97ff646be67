/**
 * Measures the catalog page of a large site in a real browser, with the processor slowed four times:
 * filter clicks and keystrokes of a search from input to the painted result, what is fetched until the
 * first filtered list stands, and whether anything moved. Prints figures, judges nothing.
 *
 *     cargo bench --bench catalog -- --entries 10000 --generate target/large
 *     cargo run --release -- --site target/large build --output target/large-site --base-url https://example.org/
 *     node tests/tools/browse-speed.mjs target/large-site
 */
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { serveFolder } from "../browser/server.mjs";

const SLOWED = 4;
const CLICKS = 50;
const folder = process.argv[2];
if (!folder) throw new Error("usage: node tests/tools/browse-speed.mjs FOLDER_OF_A_BUILT_SITE");

const server = await serveFolder(resolve(folder));
const browser = await chromium.launch({
  executablePath: process.env.MILEPOST_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const ready = "browse-list[data-state=ready] ul.cards:not([aria-busy=true])";

/** @param {number[]} numbers */
const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

/**
 * Opens an address with an empty cache and returns the page with what it fetched, gzipped.
 *
 * @param {string} address
 */
async function opened(address) {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 900 } })).newPage();
  /** @type {Promise<{ name: string, bytes: number }>[]} */
  const fetched = [];
  page.on("response", (response) => {
    const name = new URL(response.url()).pathname;
    if (
      /\.(js|json)$/.test(name) ||
      (name.startsWith("/catalog/") && name.length > 9) ||
      name.startsWith("/topics/")
    ) {
      fetched.push(response.body().then((body) => ({ name, bytes: gzipSync(body, { level: 9 }).length })));
    }
  });
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
  await page.goto(`${server.home}${address}`, { waitUntil: "load" });
  await page.waitForSelector(ready);
  return { page, files: await Promise.all(fetched) };
}

/**
 * Does something in the page and returns the milliseconds until the frame after it was painted.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} selector
 * @param {string | null} text what to type there; `null` clicks
 */
function timed(page, selector, text) {
  return page.evaluate(
    async ([selector, text]) => {
      const element = /** @type {HTMLInputElement} */ (document.querySelector(selector ?? ""));
      const start = performance.now();
      if (text === null) element.click();
      else {
        element.value = text ?? "";
        element.dispatchEvent(new Event("input", { bubbles: true }));
      }
      const isBusy = () => document.querySelector("ul.cards")?.getAttribute("aria-busy") === "true";
      const frame = () => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
      do await frame();
      while (isBusy());
      return performance.now() - start;
    },
    /** @type {const} */ ([selector, text]),
  );
}

const first = await opened("catalog/");
const terms = await first.page.$$eval(
  "browse-list details[open] [data-term], details[data-facet=topic] [data-term]",
  (all) =>
    all.map(
      (it) =>
        `${it.closest("details[data-facet]")?.getAttribute("data-facet")}=${it.getAttribute("data-term")}`,
    ),
);
/** @type {number[]} */
const bytes = [];
let requests = 0;
for (const term of terms.slice(0, 16)) {
  const { page, files } = await opened(`catalog/?${term}`);
  bytes.push(files.reduce((sum, file) => sum + file.bytes, 0));
  requests = Math.max(requests, files.length);
  await page.context().close();
}
console.log(
  `first filtered list: median ${median(bytes)} bytes gzipped, most ${Math.max(...bytes)}, requests at most ${requests}`,
);

const { page } = first;
await page.click("details[data-facet=topic] > summary");
await page.waitForSelector(ready);
await page.evaluate(() => {
  let moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      // @ts-expect-error: layout shifts are not in the standard library's types
      if (!entry.hadRecentInput) moved += entry.value;
    }
    document.documentElement.dataset.moved = `${moved}`;
  }).observe({ type: "layout-shift", buffered: true });
});
const boxes = await page.$$eval("details[data-facet][open] li > input.tick", (all) =>
  all
    .filter((box) => box instanceof HTMLElement && box.checkVisibility())
    .map((box, number) => {
      box.setAttribute("data-number", `${number}`);
      return number;
    }),
);
/** @type {number[]} */
const clicks = [];
for (let click = 0; click < CLICKS; click += 1) {
  const box = boxes[(click * 7) % boxes.length];
  if (!(await page.isEnabled(`[data-number="${box}"]`))) continue;
  clicks.push(await timed(page, `[data-number="${box}"]`, null));
  if (click % 3 === 2) {
    await page.evaluate(() =>
      /** @type {HTMLElement} */ (document.querySelector("[data-part=chips] .linkish"))?.click(),
    );
    await page.waitForSelector(ready);
  }
}
console.log(
  `filter click to paint, ${SLOWED} times slower: median ${median(clicks).toFixed(1)} ms, worst ${Math.max(...clicks).toFixed(1)} ms of ${clicks.length}`,
);
const words = ["privacy rule", "coding audit", "data quality", "listening", "release of information"];
/** @type {number[]} */
const keys = [];
for (const text of words) {
  for (let end = 2; end <= text.length; end += 1) keys.push(await timed(page, "#words", text.slice(0, end)));
}
console.log(
  `keystroke to paint: median ${median(keys).toFixed(1)} ms, worst ${Math.max(...keys).toFixed(1)} ms of ${keys.length}`,
);
const again = [];
for (const text of words) {
  for (let end = 2; end <= text.length; end += 1) again.push(await timed(page, "#words", text.slice(0, end)));
}
console.log(
  `the same with everything fetched: median ${median(again).toFixed(1)} ms, worst ${Math.max(...again).toFixed(1)} ms`,
);
console.log(
  `layout shift without input: ${await page.evaluate(() => document.documentElement.dataset.moved ?? "0")}`,
);
await browser.close();
await server.close();
