/**
 * Runs the HTML checker over every page of the folders it is given, in one Java process, and prints
 * what it found: each message once, with how often and where first.
 *
 * Errors fail, warnings are only shown. Style sheets are not checked: the checker's rules for them
 * are older than what browsers know.
 *
 * `node tests/tools/html.mjs FOLDER...`
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const PACKAGE = createRequire(import.meta.url).resolve("vnu-jar/package.json");
const CHECKER = join(dirname(PACKAGE), "build/dist/vnu.jar");

/**
 * @typedef {object} Message
 * @property {"error" | "info" | "non-document-error"} type
 * @property {"warning" | "fatal"} [subType]
 * @property {string} message
 * @property {string} [url]
 * @property {number} [lastLine]
 * @property {string} [extract]
 */

/**
 * Joins messages that say the same; several pages of one template give one line.
 *
 * @param {Message[]} messages
 * @returns {{ sort: "error" | "warning", words: string, count: number, first: Message }[]} errors first
 */
export function grouped(messages) {
  const groups = new Map();
  for (const message of messages) {
    const sort = message.type === "info" ? "warning" : "error";
    const words = message.message.replace(/“[^”]*”(?= for attribute)/g, "“…”");
    const key = `${sort} ${words}`;
    const group = groups.get(key) ?? { sort, words, count: 0, first: message };
    group.count++;
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => a.sort.localeCompare(b.sort) || b.count - a.count);
}

/** @param {string} folder */
function pagesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
}

/** @param {string[]} folders */
function main(folders) {
  const pages = folders.flatMap(pagesIn);
  if (folders.length === 0 || folders.some((folder) => pagesIn(folder).length === 0)) {
    console.log(`no pages to check in ${folders.join(" or ") || "no folder"}`);
    process.exitCode = 1;
    return;
  }
  const flags = ["-Xss4m", "-jar", CHECKER, "--skip-non-html", "--format", "json"];
  const run = spawnSync("java", [...flags, ...folders], { encoding: "utf8", maxBuffer: 2 ** 30 });
  if (run.error) throw run.error;
  /** @type {Message[]} */
  const messages = JSON.parse(run.stderr.slice(run.stderr.indexOf("{"))).messages;
  const groups = grouped(messages);
  for (const { sort, words, count, first } of groups) {
    const place = `${first.url?.replace("file:", "") ?? "no file"}:${first.lastLine ?? 1}`;
    console.log(`${sort}: ${words}\n  ${count} times, first in ${place}\n  ${first.extract?.trim() ?? ""}`);
  }
  const errors = messages.filter((message) => message.type !== "info").length;
  console.log(`${pages.length} pages, ${errors} errors, ${messages.length - errors} warnings`);
  process.exitCode = errors > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main(process.argv.slice(2));
