/**
 * Reads from a page's HTML what a crawl needs: its links, its anchors, what it loads.
 *
 * A tolerant reader of tags, not an HTML parser: it knows comments, raw-text elements and
 * `template` (whose content is not on the page), and never fails. The HTML checker judges the markup.
 */

/**
 * @typedef {object} Markup
 * @property {Set<string>} ids every `id`, and every `name` of an `a`
 * @property {string[]} links `href` of each `a` and `area`, in page order, as written
 * @property {string[]} loads addresses that the browser fetches by itself: scripts, styles, images, frames
 * @property {string[]} mentions addresses named in the head and fetched by others: canonical, alternate, feeds
 * @property {string | undefined} policy the Content-Security-Policy of the page, if it states one
 * @property {string[]} handlers event-handler attributes, such as `onclick`
 */

const TAG = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const RAW_TEXT = new Set(["script", "style", "textarea", "title"]);
const LOADING_RELS = new Set([
  "stylesheet",
  "icon",
  "preload",
  "modulepreload",
  "manifest",
  "apple-touch-icon",
  "prefetch",
  "preconnect",
  "dns-prefetch",
]);
const OUTSIDE_RELS = new Set(["license", "me", "author", "external"]);

/**
 * Returns what `html` links to, loads and can be linked at.
 *
 * @param {string} html
 * @returns {Markup}
 */
export function readMarkup(html) {
  /** @type {Markup} */
  const markup = { ids: new Set(), links: [], loads: [], mentions: [], policy: undefined, handlers: [] };
  let templates = 0;
  TAG.lastIndex = 0;
  for (let match = TAG.exec(html); match !== null; match = TAG.exec(html)) {
    const [, slash, rawName, rawAttributes] = match;
    if (rawName === undefined) continue;
    const name = rawName.toLowerCase();
    if (name === "template") templates += slash ? -1 : 1;
    if (slash || templates > 0) continue;
    collect(markup, name, attributesOf(rawAttributes));
    if (RAW_TEXT.has(name)) TAG.lastIndex = endOfRawText(html, name, TAG.lastIndex);
  }
  return markup;
}

/**
 * Returns the addresses that a style sheet loads, as written.
 *
 * @param {string} css
 */
export function readStyleLoads(css) {
  const loads = [];
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, "");
  for (const [, quoted, plain] of bare.matchAll(/url\(\s*(?:["']([^"']*)["']|([^)"'\s]*))\s*\)/g)) {
    loads.push(quoted ?? plain ?? "");
  }
  for (const [, address] of bare.matchAll(/@import\s+["']([^"']+)["']/g)) loads.push(address);
  return loads.filter((address) => address !== "" && !address.startsWith("#"));
}

/**
 * @param {Markup} markup
 * @param {string} name
 * @param {Map<string, string>} attributes
 */
function collect(markup, name, attributes) {
  for (const [key, value] of attributes) {
    if (key === "id") markup.ids.add(value);
    else if (key.startsWith("on")) markup.handlers.push(`${name} ${key}`);
  }
  const href = attributes.get("href");
  const source = attributes.get("src");
  if (source !== undefined) markup.loads.push(source);
  for (const part of (attributes.get("srcset") ?? "").split(/,\s+/)) {
    if (part.trim() !== "") markup.loads.push(part.trim().split(/\s+/, 1)[0]);
  }
  if (name === "a") {
    const anchor = attributes.get("name");
    if (anchor !== undefined) markup.ids.add(anchor);
  }
  if ((name === "a" || name === "area") && href !== undefined) markup.links.push(href);
  if ((name === "use" || name === "image") && href !== undefined) markup.loads.push(href);
  if (name === "form" && attributes.get("action")) markup.mentions.push(attributes.get("action") ?? "");
  if (name === "link" && href !== undefined) collectHeadLink(markup, attributes.get("rel") ?? "", href);
  if (name === "meta") collectMeta(markup, attributes);
}

/**
 * @param {Markup} markup
 * @param {string} rel
 * @param {string} href
 */
function collectHeadLink(markup, rel, href) {
  const words = rel.toLowerCase().split(/\s+/);
  if (words.some((word) => LOADING_RELS.has(word))) markup.loads.push(href);
  else if (!words.some((word) => OUTSIDE_RELS.has(word))) markup.mentions.push(href);
}

/**
 * @param {Markup} markup
 * @param {Map<string, string>} attributes
 */
function collectMeta(markup, attributes) {
  const content = attributes.get("content") ?? "";
  const equivalent = attributes.get("http-equiv")?.toLowerCase();
  if (equivalent === "content-security-policy") markup.policy = content;
  if (equivalent === "refresh") {
    const target = /url\s*=\s*["']?([^"']+)/i.exec(content);
    if (target) markup.links.push(target[1].trim());
  }
  const property = attributes.get("property");
  if (property === "og:url" || property === "og:image") markup.mentions.push(content);
}

/**
 * @param {string} raw what stands between the tag's name and its `>`
 * @returns {Map<string, string>}
 */
function attributesOf(raw) {
  const attributes = new Map();
  if (raw.length < 2) return attributes;
  for (const [, name, double, single, bare] of raw.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, unescaped(double ?? single ?? bare ?? ""));
  }
  return attributes;
}

/**
 * @param {string} html
 * @param {string} name
 * @param {number} from
 */
function endOfRawText(html, name, from) {
  const close = new RegExp(`</${name}[\\s/>]`, "gi");
  close.lastIndex = from;
  return close.exec(html)?.index ?? html.length;
}

const NAMED = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/**
 * Returns text with its character references replaced; unknown ones stay as they are.
 *
 * @param {string} text
 */
export function unescaped(text) {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|([a-z]+));/g, (whole, decimal, hex, name) => {
    if (name) return NAMED.get(name) ?? whole;
    const point = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
