/**
 * Judges what the project depends on: every crate is used where it is declared, every licence is one
 * the project accepts, and there are no more crates than were agreed to.
 *
 * Run from the top of the project: `node tests/tools/dependencies.mjs`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { acceptable } from "./licence.mjs";

/** Crates of all platforms, tests included. Raise it knowingly, with the reason in the commit. */
const CRATES_AT_MOST = 260;

/** Where a dependency of each kind may be used. */
const PLACES = {
  normal: ["src"],
  build: ["build.rs"],
  dev: ["tests", "benches", "examples", "src"],
};

/**
 * @typedef {object} Dependency
 * @property {string} name as on the registry
 * @property {string | null} rename
 * @property {null | "build" | "dev"} kind null for a normal one
 *
 * @typedef {object} Crate
 * @property {string} name
 * @property {string} version
 * @property {string | null} license
 * @property {string | null} source null for the project's own
 * @property {Dependency[]} dependencies
 */

/**
 * Tells whether Rust source uses the crate called `name`: a path that starts with it, a `use` of it,
 * or a macro of that name. A variable of the same name does not count, nor does a comment.
 *
 * @param {string} source
 * @param {string} name as declared; `-` stands for `_`
 */
export function uses(source, name) {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
  const crate = name.replaceAll("-", "_");
  return new RegExp(`(?<![\\w:.])(::)?${crate}\\s*::|\\b(use|crate)\\s+(::)?${crate}\\s*(;|as\\b)`).test(
    code,
  );
}

/**
 * Returns the text of every Rust file at `location`, which may be a file, a folder or nothing.
 *
 * @param {string} location
 * @returns {string[]}
 */
function rustSources(location) {
  if (!existsSync(location)) return [];
  if (statSync(location).isFile()) return [readFileSync(location, "utf8")];
  return readdirSync(location, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".rs"))
    .map((name) => readFileSync(join(location, name), "utf8"));
}

/**
 * @param {Dependency[]} dependencies
 * @param {(location: string) => string[]} sources
 * @returns {string[]} one line for each dependency that nothing uses
 */
export function unused(dependencies, sources) {
  return dependencies.flatMap(({ name, rename, kind }) => {
    const places = PLACES[kind ?? "normal"];
    const isUsed = places.some((place) => sources(place).some((source) => uses(source, rename ?? name)));
    return isUsed
      ? []
      : [`${name} is declared (${kind ?? "normal"}) and used nowhere in ${places.join(", ")}`];
  });
}

/** @returns {Crate[]} */
function readCrates() {
  const run = spawnSync("cargo", ["metadata", "--format-version", "1", "--locked", "--all-features"], {
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (run.status !== 0) throw new Error(`cargo metadata failed:\n${run.stderr}`);
  return JSON.parse(run.stdout).packages;
}

function main() {
  const crates = readCrates();
  const others = crates.filter((crate) => crate.source !== null);
  /** @type {Map<string, string[]>} */
  const read = new Map();
  /** @param {string} location */
  const sources = (location) => {
    const texts = read.get(location) ?? rustSources(location);
    read.set(location, texts);
    return texts;
  };
  const problems = unused(
    crates.filter((crate) => crate.source === null).flatMap((crate) => crate.dependencies),
    sources,
  );
  for (const { name, version, license } of others) {
    if (!acceptable(license))
      problems.push(`${name} ${version} is licensed ${license ?? "by a file of its own"}`);
  }
  if (others.length > CRATES_AT_MOST) problems.push(`${others.length} crates, ${CRATES_AT_MOST} agreed to`);

  console.log(`${others.length} of ${CRATES_AT_MOST} crates`);
  for (const problem of problems) console.log(`problem: ${problem}`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
