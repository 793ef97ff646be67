import assert from "node:assert/strict";
import { test } from "node:test";
import { readMarkup, readStyleLoads } from "../browser/markup.mjs";

test("links, ids and loaded files are read however the tags are written", () => {
  const markup = readMarkup(`
    <LINK rel=stylesheet href=/a.css><link rel="canonical" href="https://example.org/">
    <meta http-equiv="Content-Security-Policy" content="default-src 'self'">
    <a class="x>y" href='/one/'>1</a><a
      href="/two/?a=1&amp;b=2#part" id=two>2</a><a name="old">
    <img src="/p.png" srcset="/p1.png 1x, /p2.png 2x" alt="">
    <svg><use href="/i.svg#cap"/></svg><button onclick="go()">Go</button>`);
  assert.deepEqual(markup.links, ["/one/", "/two/?a=1&b=2#part"]);
  assert.deepEqual([...markup.ids], ["two", "old"]);
  assert.deepEqual(markup.loads, ["/a.css", "/p.png", "/p1.png", "/p2.png", "/i.svg#cap"]);
  assert.deepEqual(markup.mentions, ["https://example.org/"]);
  assert.equal(markup.policy, "default-src 'self'");
  assert.deepEqual(markup.handlers, ["button onclick"]);
});

test("what is not on the page is not read", () => {
  const markup = readMarkup(`
    <!-- <a href="/comment/"> --><script>"<a href='/script/'>"</script>
    <title><a href="/title/"></title><textarea><a href="/text/"></textarea>
    <template><a href="/template/" id="t"></template><a href="/real/">`);
  assert.deepEqual(markup.links, ["/real/"]);
  assert.deepEqual([...markup.ids], []);
});

test("a redirect page links to where it leads", () => {
  assert.deepEqual(readMarkup(`<meta http-equiv=refresh content="0; url=/new/">`).links, ["/new/"]);
});

test("a broken tag does not hide the rest of the page", () => {
  assert.deepEqual(
    readMarkup(`<p title="open><a href="/after/">x</a> 1 < 2 <a href="/end/">`).links.at(-1),
    "/end/",
  );
});

test("a style sheet's files are read, its comments are not", () => {
  const css = `@import "more.css"; /* url(no.png) */ a { background: url( 'a.png' ), url(#own) } b { src: url(b.woff2) }`;
  assert.deepEqual(readStyleLoads(css), ["a.png", "b.woff2", "more.css"]);
});
