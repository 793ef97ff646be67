/**
 * Knows a built site: its folder, where it is mounted, the pages its sitemap lists and their kinds.
 *
 * Kinds come from addresses alone, so a new section of the site (`/credentials/`, `/credentials/<id>/`)
 * gets its two kinds without a change here.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { unescaped } from "./markup.mjs";

const TOP = fileURLToPath(new URL("../../", import.meta.url));

/**
 * The flagship's facets whose terms have listing pages of their own; topics have theirs under
 * `/topics/`. Its entries say nothing of delivery or dates, and a facet that tells nothing has no pages.
 */
export const FACETS = [
  "cost",
  "format",
  "skill",
  "formality",
  "level",
  "time",
  "credit",
  "certificate",
  "competency",
];

/** Kinds that every catalog with more than one page of entries has. */
export const EXPECTED_KINDS = [
  "home page",
  "catalog",
  "later catalog page",
  "entry",
  "term page",
  "pair page",
  "topic tree",
  "topic",
  "provider list",
  "provider",
  "path list",
  "path",
  "role list",
  "role",
  "upcoming dates",
  "plain page",
  "404 page",
];

/** @type {[RegExp, string][]} */
const KNOWN_SHAPES = [
  [/^\/$/, "home page"],
  [/^\/404\.html$/, "404 page"],
  [/^\/catalog\/$/, "catalog"],
  [/^\/catalog\/page\/\d+\/$/, "later catalog page"],
  [/^\/entries\/[^/]+\/$/, "entry"],
  [/^\/(catalog|topics|providers)\/.+\/page\/\d+\/$/, "later term page"],
  [/^\/catalog\/[^/]+\/[^/]+\/$/, "term page"],
  [/^\/catalog\/([^/]+\/){4}$/, "pair page"],
  [/^\/topics\/$/, "topic tree"],
  [/^\/topics\/[^/]+\/$/, "topic"],
  [/^\/providers\/$/, "provider list"],
  [/^\/providers\/[^/]+\/$/, "provider"],
  [/^\/paths\/$/, "path list"],
  [/^\/paths\/[^/]+\/$/, "path"],
  [/^\/roles\/$/, "role list"],
  [/^\/roles\/[^/]+\/$/, "role"],
  [/^\/upcoming\/$/, "upcoming dates"],
];

/**
 * @typedef {object} BuiltSite
 * @property {string} folder
 * @property {string} prefix where it is mounted, with a slash at both ends
 * @property {string} publicBase address of the home page as the site states it in its sitemap
 * @property {string[]} addresses pages in the sitemap, site-relative, starting with `/`, in its order
 */

/**
 * Opens the site that the tests are about: `MILEPOST_SITE` mounted at `MILEPOST_PREFIX`, else the
 * one that `./check` built.
 */
export function openSite() {
  const folder = process.env.MILEPOST_SITE ?? join(TOP, "target/check/root");
  return readSite(resolve(folder), process.env.MILEPOST_PREFIX ?? "/");
}

/** Opens the same site built for a folder of a host: `MILEPOST_SUBPATH_SITE` at `MILEPOST_SUBPATH_PREFIX`. */
export function openSubpathSite() {
  const folder = process.env.MILEPOST_SUBPATH_SITE ?? join(TOP, "target/check/subpath");
  return readSite(resolve(folder), process.env.MILEPOST_SUBPATH_PREFIX ?? "/a/b/");
}

/**
 * Reads the sitemap of the site in `folder`; throws when there is no site, or one for another prefix.
 *
 * @param {string} folder
 * @param {string} prefix
 * @returns {BuiltSite}
 */
export function readSite(folder, prefix) {
  const location = join(folder, "sitemap.xml");
  if (!existsSync(location)) throw new Error(`${location} is missing: build the site first, or run ./check`);
  const locations = [...readFileSync(location, "utf8").matchAll(/<loc>([^<]*)<\/loc>/g)].map(
    ([, loc]) => new URL(unescaped(loc.trim())),
  );
  if (locations.length === 0) throw new Error(`${location} lists no page`);
  const astray = locations.find((loc) => loc.host !== locations[0].host || !loc.pathname.startsWith(prefix));
  if (astray) throw new Error(`${location} lists ${astray.href}, which is not under ${prefix}`);
  return {
    folder,
    prefix,
    publicBase: locations[0].origin + prefix,
    addresses: locations.map((loc) => `/${loc.pathname.slice(prefix.length)}`),
  };
}

/**
 * Returns the kind of the page at `address`; `addresses` decides whether a one-segment page is a
 * section (it has pages below it) or a plain page.
 *
 * @param {string} address
 * @param {Iterable<string>} sections first segments that have pages below them
 */
export function kindOf(address, sections) {
  const known = KNOWN_SHAPES.find(([shape]) => shape.test(address));
  if (known) return known[1];
  const segments = address.split("/").filter((segment) => segment !== "");
  const isSection = new Set(sections).has(segments[0]);
  if (!isSection) return "plain page";
  return segments.length === 1 ? `${segments[0]} list` : `page under ${segments[0]}`;
}

/**
 * Groups the site's pages by kind and picks what stands for each: its largest page, then its
 * smallest. The 404 page is added, since no sitemap lists it.
 *
 * @param {BuiltSite} site
 * @returns {{ kind: string, samples: string[] }[]} in sitemap order of their first page
 */
export function pageKinds(site) {
  const addresses = [...site.addresses];
  if (existsSync(join(site.folder, "404.html"))) addresses.push("/404.html");
  const sections = new Set(
    addresses
      .map((address) => address.split("/"))
      .filter((parts) => parts.length > 3)
      .map((parts) => parts[1]),
  );
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const address of addresses) {
    const kind = kindOf(address, sections);
    const group = groups.get(kind) ?? [];
    group.push(address);
    groups.set(kind, group);
  }
  return [...groups].map(([kind, group]) => ({ kind, samples: largestAndSmallest(site, group) }));
}

/**
 * @param {BuiltSite} site
 * @param {string[]} addresses
 */
function largestAndSmallest(site, addresses) {
  const bySize = addresses
    .map((address) => ({ address, bytes: bytesOf(site, address) }))
    .sort((a, b) => b.bytes - a.bytes || (a.address < b.address ? -1 : 1))
    .map((page) => page.address);
  return [...new Set([bySize[0], bySize[bySize.length - 1]])];
}

/**
 * @param {BuiltSite} site
 * @param {string} address
 */
function bytesOf(site, address) {
  const inside = decodeURIComponent(address);
  const location = join(site.folder, inside.endsWith("/") ? `${inside}index.html` : inside);
  return existsSync(location) ? statSync(location).size : 0;
}
