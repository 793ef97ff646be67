/**
 * Judges a page's Content-Security-Policy: nothing inline, nothing evaluated, nothing from elsewhere.
 *
 * A meta element is asked for, since a static host may send no header of ours.
 */

/** Directives that must be stated or that `default-src` must close. */
const CLOSED = ["script-src", "style-src", "img-src", "font-src", "connect-src", "object-src", "frame-src"];
/** Directives that `default-src` says nothing about. */
const STATED = ["base-uri", "form-action"];
const OWN_SOURCE = /^'(none|self|sha(256|384|512)-[A-Za-z0-9+/_-]+={0,2})'$/;

/**
 * Returns what is wrong with `policy`, one line for each fault.
 *
 * @param {string | undefined} policy the text of the policy, if the page has one
 * @returns {string[]}
 */
export function policyFaults(policy) {
  if (policy === undefined) return ["no Content-Security-Policy"];
  const directives = new Map(
    policy
      .split(";")
      .map((part) => part.trim().split(/\s+/))
      .filter(([name]) => name !== "")
      .map(([name, ...sources]) => [name.toLowerCase(), sources]),
  );
  const faults = [];
  for (const name of CLOSED) {
    const sources = directives.get(name) ?? directives.get("default-src");
    if (!sources) faults.push(`${name} is open`);
  }
  for (const name of STATED) if (!directives.has(name)) faults.push(`${name} is open`);
  for (const [name, sources] of directives) {
    for (const source of sources) {
      const isPicture = name === "img-src" && source === "data:";
      if (!OWN_SOURCE.test(source) && !isPicture) faults.push(`${name} allows ${source}`);
    }
  }
  return faults;
}
