/**
 * Measures the catalog page of a large site in a real browser, with the processor of the page slowed four
 * times, or as many times as asked for; that of its worker is not, since the browser cannot. Slowing keeps
 * a whole processor busy: where there are two, all else that a keystroke needs shares the other one. Prints
 * figures, judges nothing:
 *
 * - files with a digest in their name are kept by the browser, as docs/publishers.md tells hosts to let them;
 * - what is fetched until a first filtered list stands;
 * - clicks and keystrokes that go through the browser's own input, from the time of the event until the
 *   frame in which the cards in the window stand was painted; the wait for that frame is in it. Cards below
 *   the window and the address follow in the frame after, which is not, and marks once no more is typed.
 *   A click counts from when the button is let go;
 * - layout shift as browsers count it, which excuses the half second after an input, and apart from it
 *   all shift of anything but cards, excused or not: it counts what a click itself moves, such as the
 *   list under a new line of chips.
 *
 *     cargo bench --bench catalog -- --entries 10000 --generate target/large
 *     cargo run --release -- --site target/large build --output target/large-site --base-url https://example.org/
 *     node tests/tools/browse-speed.mjs target/large-site [TIMES_SLOWER]
 */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { serveFolder } from "../browser/server.mjs";
import { launch } from "./devtools.mjs";

/** @typedef {import("./devtools.mjs").Page} Page */

const CLICKS = 50;
/** How often everything is done, since a machine may do other work meanwhile. */
const RUNS = 5;
/** How many milliseconds a button of the mouse is held down. */
const PRESS = 80;
/** How many milliseconds lie between two letters: ten of them in a second. */
const PAUSE = 100;
const READY = "browse-list[data-state=ready] ul.cards:not([aria-busy=true])";
/** The checkboxes that are clicked. */
const BOXES = "details[data-facet][open] li > input.tick";
const WORDS = ["privacy rule", "coding audit", "data quality", "listening", "release of information"];

const [folder, times = "4"] = process.argv.slice(2);
const slowed = Number(times);
if (!folder || !(slowed >= 1))
  throw new Error("usage: node tests/tools/browse-speed.mjs FOLDER_OF_A_BUILT_SITE [TIMES_SLOWER]");
const server = await serveFolder(resolve(folder), "/", true);
const browser = await launch();

/** @param {number[]} numbers */
const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** @param {string} address */
async function opened(address) {
  const page = await browser.open(`${server.home}${address}`, slowed);
  await page.found(READY);
  return page;
}

/**
 * Returns how many bytes each fetched file has, gzipped: scripts, data and ready lists, but not the page itself.
 *
 * @param {Page} page
 */
async function fetched(page) {
  /** @type {string[]} */
  const names = await page.run(
    "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)",
  );
  const counted = names.filter((name) => /\.(js|json)$/.test(name) || name.endsWith("/"));
  return Promise.all(
    counted.map(async (name) => {
      const file = await readFile(join(resolve(folder), name.endsWith("/") ? `${name}index.html` : name));
      return gzipSync(file, { level: 9 }).length;
    }),
  );
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
  // To look for it in each frame would have the browser make frames.
  const free = () =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (isBusy()) return;
        observer.disconnect();
        resolve(undefined);
      });
      const attributeFilter = ["aria-busy", "data-rest"];
      observer.observe(document.body, { subtree: true, childList: true, attributeFilter });
    });
  const painted = () =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        if (isBusy()) free().then(painted);
        else done(performance.now() - start);
      };
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
  const watched = { moved, painted: Promise.resolve(0), next: () => undefined };
  watched.next = () => {
    watched.painted = new Promise((resolve) => (done = resolve));
  };
  return watched;
}

const WATCH = `globalThis.watched = (${watch})(), undefined`;

/**
 * Clicks or types for real, and returns the milliseconds from the event to the painted result.
 *
 * @param {Page} page
 * @param {() => Promise<void>} act
 * @returns {Promise<number>}
 */
async function timed(page, act) {
  await page.run("watched.next()");
  await act();
  return page.run("watched.painted");
}

/**
 * Types all words into a field, one letter after another.
 *
 * @param {Page} page
 * @param {string} field
 */
async function typed(page, field) {
  /** @type {number[]} */
  const keys = [];
  for (const text of WORDS) {
    await page.run(`document.querySelector("${field}").select()`);
    for (const letter of text) {
      await pause(PAUSE);
      keys.push(await timed(page, () => page.type(letter)));
    }
  }
  return keys;
}

/**
 * Returns where the middle of an element is, scrolled into the window; nothing where it cannot be clicked.
 *
 * @param {Page} page
 * @param {string} selector
 * @param {number} number of the elements that can be seen
 * @returns {Promise<{ x: number, y: number } | undefined>}
 */
function middleOf(page, selector, number = 0) {
  return page.run(`(() => {
    const all = [...document.querySelectorAll(${JSON.stringify(selector)})].filter((it) => it.checkVisibility());
    const element = all[${number} % all.length];
    if (!element || element.disabled) return undefined;
    element.scrollIntoView({ block: "nearest" });
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  })()`);
}

/**
 * @param {Page} page
 * @param {string} selector
 */
async function press(page, selector) {
  const middle = await middleOf(page, selector);
  if (!middle) throw new Error(`${selector} cannot be clicked`);
  await page.click(middle.x, middle.y, 0);
}

const whole = await opened("catalog/");
/** @type {string[]} */
const terms = await whole.run(`[...document.querySelectorAll(
  "browse-list details[open] [data-term], details[data-facet=topic] [data-term]")].map((it) =>
    it.closest("details[data-facet]").dataset.facet + "=" + it.dataset.term)`);
await whole.close();
const lists = [];
for (const term of terms.slice(0, 16)) {
  const list = await opened(`catalog/?${term}`);
  lists.push(await fetched(list));
  await list.close();
}
const bytes = lists.map((files) => files.reduce((sum, file) => sum + file, 0));
const requests = Math.max(...lists.map(({ length }) => length));
console.log(
  `first filtered list: median ${median(bytes)} bytes gzipped, most ${Math.max(...bytes)}, requests at most ${requests}`,
);

/** Goes through all clicks and letters once, in a page of its own. */
async function run() {
  const home = await browser.open(server.home, slowed);
  await home.found("#find_words");
  await pause(500);
  await home.run(WATCH);
  const bare = await typed(home, "#find_words");
  await home.close();

  const page = await opened("catalog/");
  await press(page, "details[data-facet=topic] > summary");
  await pause(500);
  await page.run(WATCH);
  /** @type {number[]} */
  const clicks = [];
  for (let step = 0; clicks.length < CLICKS; step += 1) {
    const middle = await middleOf(page, BOXES, step * 7);
    if (!middle) continue;
    clicks.push(await timed(page, () => page.click(middle.x, middle.y, PRESS)));
    if (step % 3 === 2) {
      await press(page, "[data-part=chips] .linkish");
      await pause(500);
    }
  }
  const keys = await typed(page, "#words");
  const again = await typed(page, "#words");
  /** @type {{ withoutInput: number, outsideTheCards: number }} */
  const moved = await page.run("watched.moved");
  await page.close();
  return { bare, clicks, keys, again, moved };
}

/** @type {Awaited<ReturnType<typeof run>>[]} */
const runs = [];
for (let number = 0; number < RUNS; number += 1) runs.push(await run());
/**
 * @param {"bare" | "clicks" | "keys" | "again"} what
 * @param {(times: number[]) => number} ofRuns
 */
const figures = (what, ofRuns) => {
  const steps = runs[0][what].map((_, step) => ofRuns(runs.map((run) => run[what][step])));
  const over = steps.filter((time) => time > 100).length;
  return `median ${median(steps).toFixed(1)} ms, worst ${Math.max(...steps).toFixed(1)} ms, ${over} of ${steps.length} over 100 ms`;
};
// The least is what the machine takes when it does nothing else.
const least = (/** @type {number[]} */ times) => Math.min(...times);
for (const [name, ofRuns] of /** @type {const} */ ([
  ["median", median],
  ["least", least],
])) {
  console.log(`${slowed} times slower, each step the ${name} of ${RUNS} runs:`);
  console.log(`a letter in a field that nothing listens to, to compare with: ${figures("bare", ofRuns)}`);
  console.log(`filter click to paint: ${figures("clicks", ofRuns)}`);
  console.log(`keystroke to paint: ${figures("keys", ofRuns)}`);
  console.log(`the same with everything fetched: ${figures("again", ofRuns)}`);
}
/** @param {"withoutInput" | "outsideTheCards"} which */
const shift = (which) => Math.max(...runs.map(({ moved }) => moved[which])).toFixed(4);
console.log(`most layout shift without input: ${shift("withoutInput")}`);
console.log(`most layout shift outside the cards, with input: ${shift("outsideTheCards")}`);
await browser.close();
await server.close();
