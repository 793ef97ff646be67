/**
 * Walks a served site as a reader without scripts would: from the home page over `a href` alone.
 *
 * Fetches every page once, then judges every inside link, anchor and loaded file of all of them.
 * Other hosts are never asked; being named as something to load is itself a problem.
 */
import { readMarkup, readStyleLoads } from "./markup.mjs";

const AT_ONCE = 16;
const NAMED_AT_MOST = 3;
/** An address that no site has, deep enough that a relative link on the 404 page goes wrong. */
const NOWHERE = "no/such/page/here/";

/**
 * @typedef {import("./markup.mjs").Markup} Markup
 *
 * @typedef {object} Fetched
 * @property {number} status
 * @property {string} type content type without parameters, empty when the host sent none
 * @property {Markup | undefined} markup of an HTML page or an SVG file
 * @property {string[]} styleLoads addresses that a style sheet loads
 * @property {string | undefined} moved where a redirect points
 *
 * @typedef {object} CrawledPage
 * @property {number} clicks fewest clicks from the home page
 * @property {string | undefined} policy its Content-Security-Policy, from the page itself
 * @property {string[]} handlers event-handler attributes in its markup
 *
 * @typedef {object} Crawl
 * @property {Map<string, CrawledPage>} pages by site-relative address, starting with `/`
 * @property {string[]} problems links that do not land, one line for each target, sorted
 * @property {number} links how many inside links were judged
 */

/**
 * Crawls the site behind `server`.
 *
 * @param {import("./server.mjs").Server} server
 * @param {string} publicBase the home page's address as the site states it; links to it count as inside
 * @returns {Promise<Crawl>}
 */
export async function crawl(server, publicBase) {
  const walk = new Walk(server, publicBase);
  await walk.pagesFrom("");
  await walk.notFoundPage();
  await walk.loadedFiles();
  walk.judge();
  return { pages: walk.pages, problems: walk.complaints(), links: walk.links };
}

class Walk {
  /** @type {Map<string, CrawledPage>} */
  pages = new Map();
  links = 0;
  /** @type {Map<string, Promise<Fetched>>} by address below the prefix, without a leading slash */
  #fetches = new Map();
  /** @type {Map<string, Fetched>} */
  #fetched = new Map();
  /** @type {{ from: string, target: string, anchor: string }[]} */
  #uses = [];
  /** @type {Map<string, Set<string>>} what is wrong, and the pages that say so */
  #wrong = new Map();

  /**
   * @param {import("./server.mjs").Server} server
   * @param {string} publicBase
   */
  constructor(server, publicBase) {
    this.server = server;
    this.publicBase = publicBase;
  }

  /**
   * Breadth first, one level of clicks after the other, so that `clicks` is the fewest.
   *
   * @param {string} start
   */
  async pagesFrom(start) {
    let level = [start];
    const seen = new Set(level);
    for (let clicks = 0; level.length > 0; clicks++) {
      /** @type {string[]} */
      const next = [];
      for (const [target, fetched] of await this.#fetchAll(level)) {
        if (fetched.status !== 200 || fetched.type !== "text/html" || !fetched.markup) continue;
        const { policy, handlers } = fetched.markup;
        this.pages.set(`/${target}`, { clicks, policy, handlers });
        for (const found of this.#read(target, fetched.markup)) {
          if (!seen.has(found)) {
            seen.add(found);
            next.push(found);
          }
        }
      }
      level = next;
    }
  }

  /** Reads the page that answers an unknown address, at a deep address of that sort. */
  async notFoundPage() {
    const [[, fetched]] = await this.#fetchAll([NOWHERE]);
    if (fetched.status !== 404 || !fetched.markup) {
      this.#complain(`an unknown address answers ${fetched.status} ${fetched.type}, not a 404 page`, NOWHERE);
      return;
    }
    await this.#fetchAll(this.#read(NOWHERE, fetched.markup));
  }

  /** Fetches what pages load and mention, then what the style sheets among it load. */
  async loadedFiles() {
    await this.#fetchAll(this.#uses.map((use) => use.target));
    for (const [target, fetched] of [...this.#fetched]) {
      for (const address of fetched.styleLoads) this.#use(target, address, "loads");
    }
    await this.#fetchAll(this.#uses.map((use) => use.target));
  }

  judge() {
    for (const { from, target, anchor } of this.#uses) {
      const fetched = this.#fetched.get(target);
      if (!fetched) throw new Error(`${target} was never fetched`);
      const isOwnAnchor = target === NOWHERE && anchor !== "";
      if (fetched.moved !== undefined) this.#complain(`/${target} redirects to ${fetched.moved}`, from);
      else if (fetched.status !== 200 && !isOwnAnchor)
        this.#complain(`/${target} answers ${fetched.status}`, from);
      else if (!hasAnchor(fetched, anchor)) this.#complain(`/${target} has no anchor #${anchor}`, from);
    }
  }

  /** @returns {string[]} */
  complaints() {
    return [...this.#wrong]
      .map(([words, from]) => {
        const named = [...from].slice(0, NAMED_AT_MOST).map((address) => `/${address}`);
        const more = from.size > named.length ? ` and ${from.size - named.length} more` : "";
        return `${words}, says ${named.join(", ")}${more}`;
      })
      .sort();
  }

  /**
   * Notes every address of a page; returns the targets of its links.
   *
   * @param {string} from
   * @param {Markup} markup
   */
  #read(from, markup) {
    for (const address of markup.loads) this.#use(from, address, "loads");
    for (const address of markup.mentions) this.#use(from, address, "mentions");
    const targets = new Set();
    for (const address of markup.links) {
      const target = this.#use(from, address, "links");
      if (target !== undefined) targets.add(target);
    }
    return [...targets];
  }

  /**
   * @param {string} from
   * @param {string} address as written
   * @param {"links" | "loads" | "mentions"} how
   * @returns {string | undefined} the target below the prefix, when it is inside the site
   */
  #use(from, address, how) {
    const written = address.trim();
    if (/^(mailto|tel|data):/i.test(written)) return undefined;
    const base = this.server.home + from;
    if (!URL.canParse(written, base)) {
      this.#complain(`\`${written}\` is not an address`, from);
      return undefined;
    }
    const url = new URL(written, base);
    const path = this.#inside(url);
    if (path === undefined) {
      if (url.origin === this.server.origin) this.#complain(`${url.pathname} lies outside the site`, from);
      else if (!/^https?:$/.test(url.protocol)) this.#complain(`${written} is no web address`, from);
      else if (how === "loads") this.#complain(`${written} is loaded from another host`, from);
      return undefined;
    }
    this.links++;
    const target = path.replace(/(^|\/)index\.html$/, "$1");
    this.#uses.push({ from, target, anchor: url.hash.slice(1).split(":~:", 1)[0] });
    return target;
  }

  /**
   * @param {URL} url
   * @returns {string | undefined} the path below the prefix
   */
  #inside(url) {
    if (url.origin === this.server.origin) {
      const { prefix } = this.server;
      return url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : undefined;
    }
    const plain = url.origin + url.pathname;
    return plain.startsWith(this.publicBase) ? plain.slice(this.publicBase.length) : undefined;
  }

  /**
   * @param {string} words
   * @param {string} from
   */
  #complain(words, from) {
    const pages = this.#wrong.get(words) ?? new Set();
    pages.add(from);
    this.#wrong.set(words, pages);
  }

  /**
   * Fetches each target not fetched before, a few at once, and returns all of them in order.
   *
   * @param {string[]} targets
   * @returns {Promise<[string, Fetched][]>}
   */
  async #fetchAll(targets) {
    const waiting = [...new Set(targets)];
    const all = waiting.slice();
    const worker = async () => {
      for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
        const fetching = this.#fetches.get(target) ?? this.#fetch(target);
        this.#fetches.set(target, fetching);
        this.#fetched.set(target, await fetching);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return all.map((target) => [target, /** @type {Fetched} */ (this.#fetched.get(target))]);
  }

  /**
   * @param {string} target
   * @returns {Promise<Fetched>}
   */
  async #fetch(target) {
    const response = await fetch(this.server.home + target, { redirect: "manual" });
    const type = (response.headers.get("content-type") ?? "").split(";", 1)[0];
    const readable = type === "text/html" || type === "image/svg+xml" || type === "text/css";
    const text = readable ? await response.text() : "";
    if (!readable) await response.body?.cancel();
    return {
      status: response.status,
      type,
      markup: type === "text/html" || type === "image/svg+xml" ? readMarkup(text) : undefined,
      styleLoads: type === "text/css" ? readStyleLoads(text) : [],
      moved: response.headers.get("location") ?? undefined,
    };
  }
}

/**
 * @param {Fetched} fetched
 * @param {string} anchor without `#`, empty when the link has none
 */
function hasAnchor(fetched, anchor) {
  if (anchor === "" || anchor === "top" || fetched.markup === undefined) return true;
  return fetched.markup.ids.has(anchor) || fetched.markup.ids.has(decodedAnchor(anchor));
}

/** @param {string} anchor */
function decodedAnchor(anchor) {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
}
