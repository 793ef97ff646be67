/**
 * Measures the catalog page of a large site in a real browser, with the processor slowed four times.
 * Prints figures, judges nothing:
 *
 * - files below `assets/` are kept by the browser, as docs/publishers.md tells hosts to let them;
 * - what is fetched until a first filtered list stands;
 * - clicks and keystrokes that go through the browser's own input, from the time of the event until the
 *   frame in which the cards in the window stand was painted; the wait for that frame is in it. Cards below
 *   the window, marks and the address follow in the frame after, which is not. A click counts from when
 *   the button is let go;
 * - layout shift as browsers count it, which excuses the half second after an input, and apart from it
 *   all shift of anything but cards, excused or not: it counts what a click itself moves, such as the
 *   list under a new line of chips.
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
/** How many milliseconds a button of the mouse is held down. */
const PRESS = 80;
/** How many milliseconds lie between two letters: ten of them in a second. */
const PAUSE = 100;
const folder = process.argv[2];
if (!folder) throw new Error("usage: node tests/tools/browse-speed.mjs FOLDER_OF_A_BUILT_SITE");

const server = await serveFolder(resolve(folder), "/", true);
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
 * Runs in the page: notes when a real click or keystroke happened and when the frame with its result
 * had been painted, and what moved. A message that is posted in a frame comes after its paint.
 */
function watch() {
  let start = 0;
  /** @type {(milliseconds: number) => void} */
  let done = () => undefined;
  const isBusy = () => document.querySelector("ul.cards[aria-busy=true]:not([data-rest])") !== null;
  const painted = () =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (isBusy() ? painted() : done(performance.now() - start));
      port2.postMessage("");
    });
  for (const name of ["click", "keydown"]) {
    addEventListener(name, ({ timeStamp }) => (start = timeStamp), { capture: true });
  }
  addEventListener("input", painted, { capture: true });
  const moved = { withoutInput: 0, outsideTheCards: 0 };
  new PerformanceObserver((list) => {
    for (const entry of /** @type {any[]} */ (list.getEntries())) {
      if (!entry.hadRecentInput) moved.withoutInput += entry.value;
      const isOutside = entry.sources.some(
        (/** @type {{ node: Node | null }} */ { node }) =>
          !(node instanceof Element ? node : node?.parentElement)?.closest("ul.cards"),
      );
      if (isOutside) moved.outsideTheCards += entry.value;
    }
  }).observe({ type: "layout-shift", buffered: true });
  /** @returns {Promise<number>} */
  const next = () => new Promise((resolve) => (done = resolve));
  return { next, moved };
}

/**
 * Clicks or types for real, and returns the milliseconds from the event to the painted result.
 *
 * @param {() => Promise<void>} act
 */
async function timed(act) {
  const next = await watched.evaluateHandle((watched) => ({ painted: watched.next() }));
  await act();
  return next.evaluate(({ painted }) => painted);
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
const watched = await page.evaluateHandle(watch);
const boxes = page.locator("details[data-facet][open] li > input.tick:visible");
const number = await boxes.count();
/** @type {number[]} */
const clicks = [];
for (let step = 0; clicks.length < CLICKS; step += 1) {
  const box = boxes.nth((step * 7) % number);
  if (!(await box.isEnabled())) continue;
  await box.scrollIntoViewIfNeeded();
  clicks.push(await timed(() => box.click({ delay: PRESS })));
  if (step % 3 === 2) {
    await page.click("[data-part=chips] .linkish");
    await page.waitForSelector(ready);
  }
}
const words = ["privacy rule", "coding audit", "data quality", "listening", "release of information"];
/** @returns {Promise<number[]>} */
async function typed() {
  const keys = [];
  for (const text of words) {
    await page.locator("#words").selectText();
    for (const letter of text) {
      await page.waitForTimeout(PAUSE);
      keys.push(await timed(() => page.keyboard.press(letter === " " ? "Space" : letter)));
    }
  }
  return keys;
}

const keys = await typed();
const again = await typed();
/** @param {number[]} times */
const figures = (times) =>
  `median ${median(times).toFixed(1)} ms, worst ${Math.max(...times).toFixed(1)} ms of ${times.length}`;
console.log(`filter click to paint, ${SLOWED} times slower: ${figures(clicks)}`);
console.log(`keystroke to paint: ${figures(keys)}`);
console.log(`the same with everything fetched: ${figures(again)}`);
const moved = await watched.evaluate((watched) => watched.moved);
console.log(`layout shift without input: ${moved.withoutInput.toFixed(4)}`);
console.log(`layout shift outside the cards, with input: ${moved.outsideTheCards.toFixed(4)}`);
await browser.close();
await server.close();
