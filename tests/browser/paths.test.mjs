/** Paths in the browser: reading them without scripts, ticking steps, choosing a way, a pace, paper. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openSite } from "./built-site.mjs";
import { axe, visible } from "./checks.mjs";
import { modes, openVisitor, together } from "./harness.mjs";

/** @typedef {import("playwright-core").Page} Page */

const PATH = "/paths/coder-to-privacy-officer/";
const KEY = "milepost.plan.v1";

const site = openSite();
const visitor = await openVisitor(site);
const path = JSON.parse(readFileSync(join(site.folder, PATH, "path.json"), "utf8"));
/** @type {{ id: string, title: string, options: { id: string, title: string }[], task: object | null }[]} */
const steps = path.stages.flatMap((/** @type {{ steps: object[] }} */ stage) => stage.steps);
const choice = steps.find((step) => step.options.length > 1) ?? steps[0];
const task = steps.find((step) => step.task) ?? steps[0];

/**
 * Tests the page of a path once its ticks answer.
 *
 * @param {string} name
 * @param {(page: Page) => Promise<void>} act
 * @param {import("./harness.mjs").Mode} [mode]
 */
function onPath(name, act, mode = modes.desktop) {
  test(name, async (t) => {
    await visitor.visit(t, PATH, mode, async (page, faults) => {
      await ready(page);
      await act(page);
      assert.deepEqual(faults.all(), []);
    });
  });
}

/** @param {Page} page */
const ready = (page) => page.waitForFunction(() => document.querySelector("path-progress:defined"));

/** @param {{ id: string }} step */
const stepRow = (step) => `[data-step~="${step.id}"]`;

/** @param {{ id: string }} step */
const stepBox = (step) => `${stepRow(step)} > .st`;

/**
 * @param {Page} page
 * @param {string} name
 */
const slot = async (page, name) => (await page.textContent(`[data-slot=${name}]`)) ?? "";

/** @param {Page} page */
const saved = (page) => page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "null"), KEY);

/**
 * Puts a text in the place of the saved plan and opens the page anew.
 *
 * @param {Page} page
 * @param {object | string} plan
 */
async function openWith(page, plan) {
  const text = typeof plan === "string" ? plan : JSON.stringify(plan);
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, text]);
  await page.reload();
  await ready(page);
}

test("without scripts a path names every stage, step and option in order, as nested lists", async (t) => {
  await visitor.visit(t, PATH, together(modes.desktop, modes.scriptsOff), async (page) => {
    const read = await page.$$eval(".route > li.stage", (stages) =>
      stages.map((stage) => ({
        title: stage.querySelector("h2")?.textContent,
        steps: [...stage.querySelectorAll(":scope > ol > li")].map((step) => ({
          title: step.querySelector("h3")?.textContent,
          options: [...step.querySelectorAll(".options > li a")].map((link) => link.textContent),
        })),
      })),
    );
    const expected = path.stages.map((/** @type {{ title: string, steps: typeof steps }} */ stage) => ({
      title: stage.title,
      steps: stage.steps.map((step) => ({
        title: step.title,
        options: step.options.map((option) => option.title),
      })),
    }));
    assert.deepEqual(read, expected);
    assert.deepEqual(await visible(page, ".st, .js-only, path-progress button"), []);
  });
});

test("without scripts a chosen way grays what it leaves out and changes the sums", async (t) => {
  await visitor.visit(t, PATH, together(modes.desktop, modes.scriptsOff), async (page) => {
    const every = path.ways[0];
    const other = path.ways.find((/** @type {{ id: string }} */ way) => way.id !== "every");
    const left = steps.find(
      (step) => !other.steps.some((/** @type {{ step: string }} */ it) => it.step === step.id),
    );
    assert.ok(left, "the other way takes every step");
    const color = () => page.$eval(`${stepRow(left)} h3`, (title) => getComputedStyle(title).color);
    const shown = () => visible(page, ".mp [data-way]");
    assert.equal(every.id, "every");
    assert.equal(await page.isChecked("[name=way]:checked"), true);
    await page.check("[name=way][value=every]");
    const [before, sums] = [await color(), await shown()];
    await page.check(`[name=way][value="${other.id}"]`);
    assert.notEqual(await color(), before);
    assert.notDeepEqual(await shown(), sums);
    assert.equal((await shown()).length, path.stages.length);
    assert.equal((await visible(page, ".stop")).length, steps.length, "nothing is hidden");
  });
});

test("a coder finds the way to privacy officer and does the first step, on a phone", async (t) => {
  await visitor.visit(t, "/", modes.phone, async (page, faults) => {
    await page.waitForFunction(() => document.querySelector("path-chooser:defined"));
    await page.tap("button[data-from=medical-coder]");
    const rows = await visible(page, "path-chooser li[data-from]");
    assert.match((await page.textContent("path-chooser [role=status]")) ?? "", /^\d+ paths start there$/);
    assert.ok(rows.length > 0 && rows.length < (await page.locator("path-chooser li[data-from]").count()));
    await page.tap(`a[href$="${PATH}"]`);
    await page.waitForURL(`**${PATH}`);
    await ready(page);
    assert.match((await page.textContent(".ways")) ?? "", /Every step.*Cheapest/s);
    await page.tap(stepBox(steps[0]));
    assert.equal(await slot(page, "done"), "1");
    await page.reload();
    await ready(page);
    assert.equal(await page.isChecked(stepBox(steps[0])), true);
    assert.equal(await slot(page, "done"), "1");
    await page.goBack();
    await page.waitForFunction(() => document.querySelector(".stand:not([hidden])"));
    assert.deepEqual(await visible(page, "path-chooser li[data-from]"), rows, "the job is still chosen");
    const row = (await page.textContent(`li:has(a[href$="${PATH}"])`)) ?? "";
    assert.ok(row.includes(`1 of ${path.ways[1].steps.length} steps done`), row);
    assert.deepEqual(faults.all(), []);
  });
});

onPath("a tick lowers what is left, and taking it away brings it back", async (page) => {
  const figures = async () => [await slot(page, "done"), await slot(page, "time-left")];
  const before = await figures();
  await page.click(stepBox(task));
  const after = await figures();
  assert.equal(after[0], "1");
  assert.notEqual(after[1], before[1]);
  assert.match(await slot(page, "said"), /^1 of \d+ steps done, /);
  await page.click(stepBox(task));
  assert.deepEqual(await figures(), before);
});

onPath("an option that is done completes its step, here and on every other path", async (page) => {
  const option = choice.options[0];
  await page.click(`[data-entry~="${option.id}"] > .st`);
  assert.equal(await page.isChecked(stepBox(choice)), true);
  const plan = await saved(page);
  assert.equal(plan.v, 1);
  assert.equal(plan.items[option.id].status, "done");
  const other = site.addresses.find(
    (address) =>
      /^\/paths\/[^/]+\/$/.test(address) &&
      address !== PATH &&
      readFileSync(join(site.folder, address, "index.html"), "utf8").includes(`data-entry="${option.id}"`),
  );
  assert.ok(other, `no other path offers ${option.id}`);
  await page.goto(new URL(other, page.url()).href);
  await ready(page);
  assert.equal(await slot(page, "done"), "1");
});

onPath("the way that was chosen is remembered once a path is begun", async (page) => {
  const way = "every";
  const total = await slot(page, "total");
  await page.check(`[name=way][value="${way}"]`);
  assert.notEqual(await slot(page, "total"), total);
  assert.equal(await saved(page), null, "looking at a way saves nothing");
  await page.click(stepBox(steps[0]));
  await page.reload();
  await ready(page);
  assert.equal(await page.isChecked(`[name=way][value="${way}"]`), true);
});

onPath("keys alone choose a way and tick a step, and the focus stays", async (page) => {
  await page.focus("[name=way]:checked");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.isChecked("[name=way][value=every]"), true);
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement?.matches(".stop > .st"))) break;
  }
  const scrolled = await page.evaluate(() => scrollY);
  await page.keyboard.press("Space");
  assert.equal(await page.isChecked(stepBox(steps[0])), true);
  assert.ok(await page.evaluate(() => document.activeElement?.matches(".stop > .st")));
  assert.equal(await page.evaluate(() => scrollY), scrolled);
});

const LEAP = together(modes.desktop, {
  now: "2028-02-26T23:30:00-08:00",
  context: { timezoneId: "America/Los_Angeles" },
});

onPath(
  "a pace gives the day by which all is done, across leap days and changes of the clock",
  async (page) => {
    const minutes = path.ways[0].minutes.most;
    await page.check("[name=way][value=every]");
    await page.fill("#pace", "20");
    await page.press("#pace", "Enter");
    const days = Math.ceil((minutes / (20 * 60)) * 7);
    const end = new Date(Date.UTC(2028, 1, 26 + days));
    const words = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "UTC" }).format(end);
    assert.ok(end > new Date(Date.UTC(2028, 2, 12)), "the time until then crosses February 29 and March 12");
    assert.ok((await slot(page, "finish")).includes(words), `${await slot(page, "finish")}: not ${words}`);
    for (const hours of ["0", "-1", "81", ""]) {
      await page.fill("#pace", hours);
      await page.press("#pace", "Enter");
      assert.match(await slot(page, "finish"), /^Say how many hours/);
    }
  },
  LEAP,
);

onPath("who began a path before it changed is told what changed, once", async (page) => {
  await page.click(stepBox(steps[1]));
  const plan = await saved(page);
  const { seen } = plan.paths["coder-to-privacy-officer"];
  seen.shift();
  seen.push(["old-step", "A step that was dropped", []]);
  seen[0][2] = ["an-old-option"];
  await openWith(page, plan);
  const told = (await page.textContent("[data-changed]")) ?? "";
  assert.ok(told.includes(steps[0].title) && told.includes("A step that was dropped"), told);
  assert.ok(told.includes(steps[1].title));
  assert.deepEqual(await axe(page), []);
  await page.click("[data-does=accept]");
  assert.deepEqual(await visible(page, "[data-changed]"), []);
  await page.reload();
  await ready(page);
  assert.deepEqual(await visible(page, "[data-changed]"), []);
  assert.equal(await page.isChecked(stepBox(steps[1])), true);
});

test("ticks hold when a path, a step or an entry gets another id", async (t) => {
  await visitor.visit(t, "/about/", modes.desktop, async (page) => {
    const [option] = choice.options;
    await page.route(`**${PATH}`, async (route) => {
      const answer = await route.fetch();
      const html = (await answer.text())
        .replace('data-path="', 'data-path="the-way-to-privacy ')
        .replace(`data-step="${task.id}`, `data-step="renamed-task ${task.id}`)
        .replaceAll(`data-entry="${option.id}`, `data-entry="renamed-entry ${option.id}`);
      await route.fulfill({ response: answer, body: html });
    });
    const done = "2026-05-01";
    await page.evaluate(
      ([key, text]) => localStorage.setItem(key, text),
      [
        KEY,
        JSON.stringify({
          v: 1,
          goal: "kept",
          items: { [option.id]: { status: "done", done } },
          steps: { [`coder-to-privacy-officer/${task.id}`]: { done } },
        }),
      ],
    );
    await page.goto(visitor.server.home + PATH.slice(1));
    await ready(page);
    assert.equal(await page.isChecked(stepBox(task)), true);
    assert.equal(await page.isChecked(stepBox(choice)), true);
    await page.click(stepBox(steps[0]));
    const plan = await saved(page);
    assert.equal(plan.goal, "kept");
    assert.ok(plan.paths["the-way-to-privacy"]);
  });
});

onPath("a plan that cannot be read is left as it is until the reader says so", async (page) => {
  for (const damaged of ["{", "[]", '{"v":2}', "null"]) {
    await openWith(page, damaged);
    await page.click(stepBox(task));
    assert.equal(await page.isChecked(stepBox(task)), true);
    assert.equal(await page.evaluate((key) => localStorage.getItem(key), KEY), damaged);
    assert.equal((await visible(page, "[data-trouble=damaged]")).length, 1);
  }
  assert.deepEqual(await axe(page), []);
  await page.click("[data-does=start-again]");
  assert.equal((await saved(page)).v, 1);
});

test("where storage is blocked ticks hold for the page, and it says so", async (t) => {
  await visitor.visit(t, "/about/", modes.desktop, async (page, faults) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get: () => {
          throw new DOMException("blocked", "SecurityError");
        },
      });
    });
    await page.goto(visitor.server.home + PATH.slice(1));
    await ready(page);
    await page.click(stepBox(task));
    assert.equal(await slot(page, "done"), "1");
    assert.equal((await visible(page, "[data-trouble=blocked]")).length, 1);
    assert.deepEqual(faults.all(), []);
  });
});

onPath("what another tab ticks shows here at once", async (page) => {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await ready(other);
  await other.click(stepBox(task));
  await page.waitForFunction(() => document.querySelector("[data-slot=done]")?.textContent === "1");
  assert.equal(await page.isChecked(stepBox(task)), true);
});

for (const [words, mode] of /** @type {const} */ ([
  ["in the light scheme", modes.light],
  ["in the dark scheme", modes.dark],
  ["on a phone", modes.phone],
])) {
  onPath(
    `the accessibility checker finds nothing on a begun path ${words}`,
    async (page) => {
      await page.click(stepBox(steps[0]));
      await page.check(`[name=way][value="${path.ways[1].id}"]`);
      assert.deepEqual(await axe(page), []);
    },
    together(modes.desktop, mode),
  );
}

for (const [format, width] of /** @type {const} */ ([
  ["Letter", 816],
  ["A4", 794],
])) {
  test(`a path on ${format} is a checklist: a station for each step, no controls, nothing cut off`, async (t) => {
    const paper = together({ context: { viewport: { width: width - 106, height: 1000 } } }, modes.print);
    await visitor.visit(t, PATH, paper, async (page) => {
      await ready(page);
      assert.deepEqual(await visible(page, "path-progress :is(button, [name=pace])"), []);
      assert.equal((await visible(page, ".stop")).length, steps.length);
      const cut = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(cut <= 0, `${cut} pixels too wide`);
      const pdf = await page.pdf({ format, preferCSSPageSize: false });
      assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    });
  });
}
