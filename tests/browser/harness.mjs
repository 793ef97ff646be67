/**
 * Opens pages of a built site in Chromium for the tests: one server and one browser a test file,
 * a fresh profile a visit.
 *
 * Every visit records what the page did wrong. A visit that fails leaves a picture, the DOM and the
 * record under `target/browser-failures/`. Nothing waits for a time, only for conditions.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { pageKinds } from "./built-site.mjs";
import { serveFolder } from "./server.mjs";

const FAILURES = fileURLToPath(new URL("../../target/browser-failures/", import.meta.url));
const CHROMIUM = process.env.MILEPOST_CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--force-color-profile=srgb",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/** The browser's word for a request that it gave up itself, as when the visitor left the page; no fault of a page. */
const LEFT_BEHIND = "net::ERR_ABORTED";

/**
 * @typedef {import("playwright-core").Page} Page
 *
 * @typedef {object} Mode how a visitor's browser is set; several can be joined with `together`
 * @property {import("playwright-core").BrowserContextOptions} [context]
 * @property {"print"} [media]
 * @property {string} [now] the moment that the page's clock stands at, as ISO 8601; else it goes by the machine's
 * @property {boolean} [scriptsOff] the page's scripts never run, `noscript` is shown, the tests' own still run
 */

/** @satisfies {Record<string, Mode>} */
export const modes = {
  desktop: { context: { viewport: { width: 1366, height: 900 } } },
  phone: {
    context: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  },
  narrow: { context: { viewport: { width: 320, height: 800 } } },
  light: { context: { colorScheme: "light" } },
  dark: { context: { colorScheme: "dark" } },
  forcedColors: { context: { forcedColors: "active" } },
  reducedMotion: { context: { reducedMotion: "reduce" } },
  print: { media: "print" },
  scriptsOff: { scriptsOff: true },
};

/**
 * Joins modes; where two set the same thing, the later one wins.
 *
 * @param {Mode[]} parts
 * @returns {Mode}
 */
export function together(...parts) {
  return Object.assign({}, ...parts, { context: Object.assign({}, ...parts.map((part) => part.context)) });
}

/** What a page did that a page of the site must not do. Lines for people; empty lists are good. */
export class Faults {
  /** @type {string[]} errors and warnings on the console, a broken Content-Security-Policy among them */
  console = [];
  /** @type {string[]} exceptions that no script caught */
  exceptions = [];
  /** @type {string[]} requests without an answer, and answers from 400 up */
  failed = [];
  /** @type {string[]} requests to another host */
  outside = [];

  /** @returns {string[]} everything, each line with its sort */
  all() {
    return [
      ...this.console.map((line) => `console: ${line}`),
      ...this.exceptions.map((line) => `exception: ${line}`),
      ...this.failed.map((line) => `failed request: ${line}`),
      ...this.outside.map((line) => `other host: ${line}`),
    ];
  }
}

/**
 * Starts a server and a browser for `site`; both stop when the test file has run.
 *
 * @param {import("./built-site.mjs").BuiltSite} site
 */
export async function openVisitor(site) {
  const server = await serveFolder(site.folder, site.prefix);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const visitor = new Visitor(site, server, browser);
  after(() => visitor.close());
  return visitor;
}

export class Visitor {
  /**
   * @param {import("./built-site.mjs").BuiltSite} site
   * @param {import("./server.mjs").Server} server
   * @param {import("playwright-core").Browser} browser
   */
  constructor(site, server, browser) {
    this.site = site;
    this.server = server;
    this.browser = browser;
    this.kinds = pageKinds(site);
  }

  /**
   * Returns the sample pages, `perKind` of each kind at most.
   *
   * @param {number} [perKind]
   */
  pages(perKind = 2) {
    return this.kinds.flatMap(({ kind, samples }) =>
      samples.slice(0, perKind).map((address) => ({ kind, address })),
    );
  }

  /**
   * Opens `address` in a fresh profile and hands it to `act` once it is loaded and its fonts are there.
   *
   * @param {{ name: string }} test whose name the evidence of a failure is kept under
   * @param {string} address site-relative, starting with `/`
   * @param {Mode} mode
   * @param {(page: Page, faults: Faults) => Promise<void>} act
   */
  async visit(test, address, mode, act) {
    const context = await this.browser.newContext(mode.context);
    const page = await context.newPage();
    const faults = this.#faultsOf(page);
    try {
      if (mode.media) await page.emulateMedia({ media: mode.media });
      if (mode.now) await page.clock.setFixedTime(mode.now);
      await this.#load(page, address, mode.scriptsOff ?? false);
      await act(page, faults);
    } catch (error) {
      const folder = await keepEvidence(test.name, page, faults);
      if (error instanceof Error) error.message += `\nEvidence: ${folder}`;
      throw error;
    } finally {
      await context.close();
    }
  }

  async close() {
    await this.browser.close();
    await this.server.close();
  }

  /**
   * Scripts are switched off for the load and on again after it: the page's own do not run then,
   * and a checker put into the page can.
   *
   * @param {Page} page
   * @param {string} address
   * @param {boolean} scriptsOff
   */
  async #load(page, address, scriptsOff) {
    const target = this.server.home + address.slice(1);
    if (scriptsOff) {
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setScriptExecutionDisabled", { value: true });
      await page.goto(target, { waitUntil: "load" });
      await session.send("Emulation.setScriptExecutionDisabled", { value: false });
    } else {
      await page.goto(target, { waitUntil: "load" });
    }
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
  }

  /** @param {Page} page */
  #faultsOf(page) {
    const faults = new Faults();
    const { origin } = this.server;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) faults.console.push(message.text());
    });
    page.on("pageerror", (error) => faults.exceptions.push(error.stack ?? error.message));
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin) faults.outside.push(url.href);
    });
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "no answer";
      if (reason !== LEFT_BEHIND) faults.failed.push(`${request.url()}: ${reason}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) faults.failed.push(`${response.url()}: ${response.status()}`);
    });
    return faults;
  }
}

/**
 * Takes a picture of the whole page, however long it is.
 *
 * @param {Page} page
 * @param {string} location a `.png` file; its folder is made when missing
 */
export function screenshot(page, location) {
  return page.screenshot({ path: location, fullPage: true });
}

/**
 * Keeps what a failed visit looked like; gives back the folder.
 *
 * @param {string} name
 * @param {Page} page
 * @param {Faults} faults
 */
async function keepEvidence(name, page, faults) {
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const folder = join(FAILURES, slug.slice(0, 120));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "record.txt"), `${page.url()}\n${faults.all().join("\n")}\n`);
  await screenshot(page, join(folder, "page.png")).catch(() => undefined);
  const dom = await page.content().catch(() => undefined);
  if (dom !== undefined) await writeFile(join(folder, "page.html"), dom);
  return folder;
}
