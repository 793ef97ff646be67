import assert from "node:assert/strict";
import { test } from "node:test";
import { unused, uses } from "./dependencies.mjs";

for (const source of [
  "use url::Url;",
  "let home = url::Url::parse(text)?;",
  "use ::url::Url;",
  "use url;",
  "use {std::fs, url::Url};",
  "#[derive(url::Serialize)]",
  "extern crate url as address;",
]) {
  test(`\`${source}\` uses the crate`, () => assert.equal(uses(source, "url"), true));
}

for (const source of [
  "let url = page.url();",
  "// read by url::Url",
  "/* url::Url */ fn read() {}",
  "use crate::url::Url;",
  "use my_url::Url;",
]) {
  test(`\`${source}\` does not use the crate`, () => assert.equal(uses(source, "url"), false));
}

test("a hyphen in a crate's name is an underscore in code", () => {
  assert.equal(uses("use quick_xml::Writer;", "quick-xml"), true);
});

test("a dependency must be used where its kind belongs, under the name it was given", () => {
  /** @type {Record<string, string[]>} */
  const files = { src: ["use toml::de;"], tests: ["use insta::assert_snapshot; use short::Thing;"] };
  const lines = unused(
    [
      { name: "toml", rename: null, kind: null },
      { name: "insta", rename: null, kind: "dev" },
      { name: "insta", rename: null, kind: null },
      { name: "a-long-name", rename: "short", kind: "dev" },
      { name: "cc", rename: null, kind: "build" },
    ],
    (place) => files[place] ?? [],
  );
  assert.deepEqual(lines, [
    "insta is declared (normal) and used nowhere in src",
    "cc is declared (build) and used nowhere in build.rs",
  ]);
});
