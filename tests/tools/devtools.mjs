/**
 * Drives Chromium over its own pipe and asks nothing of it but what is needed. Tools that test pages also
 * watch every request, which makes each take about a third longer: too much where time is measured.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The window of every page. */
const WINDOW = { width: 1366, height: 900, deviceScaleFactor: 1, mobile: false };

/**
 * @typedef {object} Browser
 * @property {(address: string, slowed: number) => Promise<Page>} open opens an address with an empty cache, the processor of the page so many times slower
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Page
 * @property {(expression: string) => Promise<any>} run runs a script and returns what it comes to, as JSON
 * @property {(selector: string) => Promise<void>} found waits until there is such an element
 * @property {(text: string) => Promise<void>} type presses the keys of a text and lets them go
 * @property {(x: number, y: number, hold: number) => Promise<void>} click presses the mouse for so many milliseconds
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Browser>} */
export async function launch() {
  const profile = await mkdtemp(join(tmpdir(), "browse-speed-"));
  const flags = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
  ];
  const program = process.env.MILEPOST_CHROMIUM ?? "/usr/bin/chromium";
  const child = spawn(program, [...flags, "--remote-debugging-pipe", `--user-data-dir=${profile}`], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve, reject) => {
    child.once("exit", resolve);
    child.once("error", reject);
  });
  const send = talk(
    /** @type {import("node:stream").Writable} */ (child.stdio[3]),
    /** @type {import("node:stream").Readable} */ (child.stdio[4]),
  );
  return {
    open: (address, slowed) => open(send, address, slowed),
    close: async () => {
      await send("Browser.close", {});
      await ended;
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** @typedef {(method: string, params: object, session?: string) => Promise<any>} Send */

/**
 * Commands and answers are JSON, each ended by a zero.
 *
 * @param {import("node:stream").Writable} commands
 * @param {import("node:stream").Readable} answers
 * @returns {Send}
 */
function talk(commands, answers) {
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  let last = 0;
  let rest = "";
  answers.setEncoding("utf8").on("data", (/** @type {string} */ part) => {
    const whole = (rest + part).split("\0");
    rest = whole.pop() ?? "";
    for (const { id, result, error } of whole.map((answer) => JSON.parse(answer))) {
      if (error) waiting.get(id)?.reject(new Error(error.message));
      else waiting.get(id)?.resolve(result);
      waiting.delete(id);
    }
  });
  return (method, params, sessionId) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      commands.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
}

/**
 * @param {Send} send
 * @param {string} address
 * @param {number} slowed
 * @returns {Promise<Page>}
 */
async function open(send, address, slowed) {
  const { browserContextId } = await send("Target.createBrowserContext", {});
  const { targetId } = await send("Target.createTarget", { url: "about:blank", browserContextId });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const ask = (/** @type {string} */ method, /** @type {object} */ params) => send(method, params, sessionId);
  const run = async (/** @type {string} */ expression) => {
    const { result, exceptionDetails } = await ask("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  const found = async (/** @type {string} */ selector) => {
    const until = Date.now() + 30_000;
    while (!(await run(`document.querySelector(${JSON.stringify(selector)}) !== null`))) {
      if (Date.now() > until) throw new Error(`${address} has no ${selector}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await ask("Emulation.setDeviceMetricsOverride", WINDOW);
  await ask("Emulation.setCPUThrottlingRate", { rate: slowed });
  await ask("Page.navigate", { url: address });
  return {
    run,
    found,
    type: async (text) => {
      for (const key of text) {
        await ask("Input.dispatchKeyEvent", { type: "keyDown", key, text: key });
        await ask("Input.dispatchKeyEvent", { type: "keyUp", key });
      }
    },
    click: async (x, y, hold) => {
      const at = { x, y, button: "left", clickCount: 1 };
      await ask("Input.dispatchMouseEvent", { type: "mouseMoved", x, y });
      await ask("Input.dispatchMouseEvent", { type: "mousePressed", ...at });
      await new Promise((resolve) => setTimeout(resolve, hold));
      await ask("Input.dispatchMouseEvent", { type: "mouseReleased", ...at });
    },
    close: () => send("Target.disposeBrowserContext", { browserContextId }),
  };
}
