/**
 * Serves a built site from its folder the way a static host does, on the loopback address only.
 *
 * Leaves out what differs between hosts: `_redirects` and `_headers` are ignored, so a page must be
 * whole without them. Answers are never compressed, and cached only when asked for.
 */
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const CONTENT_TYPES = new Map([
  [".atom", "application/atom+xml; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".csv", "text/csv; charset=utf-8"],
  [".html", "text/html; charset=utf-8"],
  [".ico", "image/x-icon"],
  [".ics", "text/calendar; charset=utf-8"],
  [".jpg", "image/jpeg"],
  [".js", "text/javascript; charset=utf-8"],
  [".json", "application/json; charset=utf-8"],
  [".mjs", "text/javascript; charset=utf-8"],
  [".pdf", "application/pdf"],
  [".png", "image/png"],
  [".svg", "image/svg+xml"],
  [".txt", "text/plain; charset=utf-8"],
  [".webmanifest", "application/manifest+json"],
  [".webp", "image/webp"],
  [".woff2", "font/woff2"],
  [".xml", "application/xml; charset=utf-8"],
]);

/**
 * @typedef {object} Server
 * @property {string} origin scheme, host and port, no final slash
 * @property {string} prefix where the site is mounted, with a slash at both ends
 * @property {string} home address of the home page: origin and prefix
 * @property {() => Promise<void>} close stops listening and drops open connections
 */

/**
 * Starts a server for `folder` on a free port, mounted at `prefix`.
 *
 * An address outside the prefix is answered with a bare 404, as on a host that holds other sites:
 * a link that forgot the prefix lands nowhere.
 *
 * @param {string} folder
 * @param {string} [prefix]
 * @param {boolean} [isCached] whether files with a digest in their name may be kept, as docs/publishers.md advises
 * @returns {Promise<Server>}
 */
export async function serveFolder(folder, prefix = "/", isCached = false) {
  const server = createServer(async (request, response) => {
    const target = request.url ?? "/";
    const reply = await answer(folder, prefix, target);
    if (isCached && target.startsWith(`${prefix}assets/`)) {
      Object.assign(reply.headers, { "cache-control": "public, max-age=31536000, immutable" });
    }
    response.writeHead(reply.status, reply.headers);
    response.end(reply.body);
  });
  await new Promise((listening, failed) => {
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => listening(undefined));
  });
  const place = server.address();
  if (place === null || typeof place === "string") throw new Error("the server has no port");
  const origin = `http://127.0.0.1:${place.port}`;
  return {
    origin,
    prefix,
    home: origin + prefix,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {string} folder
 * @param {string} prefix
 * @param {string} target the request line's target, query included
 * @returns {Promise<{ status: number, headers: Record<string, string>, body: Buffer | string }>}
 */
async function answer(folder, prefix, target) {
  const path = decoded(target.split("?", 1)[0]);
  if (path === undefined || path.includes("\0") || path.split("/").includes("..")) {
    return text(400, "Not an address of this site.");
  }
  if (!path.startsWith(prefix)) return text(404, `Only ${prefix} is served here.`);

  const inside = path.slice(prefix.length);
  const location = join(folder, inside === "" || inside.endsWith("/") ? `${inside}index.html` : inside);
  const found = await stat(location).catch(() => undefined);
  if (found?.isDirectory()) return { status: 301, headers: { location: `${path}/` }, body: "" };
  if (found?.isFile()) return file(200, location);

  const notFound = join(folder, "404.html");
  const hasPage = await stat(notFound).then(
    (it) => it.isFile(),
    () => false,
  );
  return hasPage ? file(404, notFound) : text(404, "No such page, and the site has no 404.html.");
}

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/**
 * @param {number} status
 * @param {string} location
 */
async function file(status, location) {
  const type = CONTENT_TYPES.get(extname(location).toLowerCase()) ?? "application/octet-stream";
  return { status, headers: { "content-type": type }, body: await readFile(location) };
}

/**
 * @param {number} status
 * @param {string} words
 */
function text(status, words) {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body: words };
}
