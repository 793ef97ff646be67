/** Files that the Rust tests write for the tests of the scripts. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/**
 * Reads what `cargo test` put into the folder that it builds into.
 *
 * @param {string} name
 */
export function handedOver(name) {
  return JSON.parse(readFileSync(placeOf(name), "utf8"));
}

/**
 * Returns the folder of a site that `cargo test` built for the browser tests.
 *
 * @param {string} name
 */
export function handedOverSite(name) {
  return placeOf(`browser-sites/${name}`);
}

/** @param {string} name */
function placeOf(name) {
  const folder = process.env.CARGO_TARGET_DIR ?? new URL("../../target", import.meta.url).pathname;
  const place = resolve(folder, name);
  if (!existsSync(place)) throw new Error(`${place} is missing: run \`cargo test --test suite\` first`);
  return place;
}
