import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "./dom.mjs";
import { part, queuePage, showConsole } from "./queue.mjs";
import { server } from "./request.mjs";

const { List } = await load("queue/list");
const { View } = await load("queue/view");
const { Voice } = await load("queue/voice");

let element, voice, view;
const asked = () => server.asked.map((one) => one.url);
const ids = () => [...element.querySelectorAll("[data-id]")].map((one) => one.dataset.id);
const aloud = () => [...part("announce").children].map((one) => one.textContent);
function open(what = {}) {
  element = showConsole(queuePage(what));
  voice = new Voice(element);
  view = new View(element, new List(part("list")), voice);
}

beforeEach(() => {
  server.asked = [];
  history.replaceState(null, "", "/moderation/");
  document.title = "Moderation · POP";
  open();
});

test("it looks at as many lines as are shown", async () => {
  const rows = Array.from({ length: 30 }, (_one, number) => `line${number}`);
  open({ rows });
  server.answer = () => ({ html: queuePage({ rows: ["new", ...rows] }) });
  await view.look();
  assert.deepEqual(asked(), ["/moderation/?all=yes&rows=50"]);
  assert.equal(ids()[0], "new");
  assert.equal(document.querySelector('[data-live="count"]').textContent, "31");
});

test("more that is severe is said, once, and stands in the title; less of it is not worth a word", async () => {
  server.answer = () => ({ html: queuePage({ severe: 2 }) });
  await view.look();
  await view.look();
  assert.deepEqual(aloud(), ["Severe: 2"]);
  assert.equal(document.title, "(2 severe) Moderation · POP");
  server.answer = () => ({ html: queuePage() });
  await view.look();
  assert.deepEqual(aloud(), ["Severe: 2"]);
  assert.equal(document.title, "Moderation · POP");
});

test("another view: its lines, its filters, an address to come back to, and what the next job is looked for in", async () => {
  element.querySelector("[data-view]").focus();
  server.answer = () => ({ html: queuePage({ rows: ["c"], lane: "flags" }) });
  await view.go("?lane=flags");
  assert.deepEqual(asked(), ["/moderation/?lane=flags"]);
  assert.deepEqual(ids(), ["c"]);
  assert.equal(location.search, "?lane=flags");
  assert.ok(view.isHere);
  assert.equal(document.querySelector('[data-part="next"] [name="lane"]').value, "flags");
  assert.equal(document.activeElement.dataset.view, "flags");
  assert.deepEqual(aloud(), ["Lines: 1"]);
  await view.look();
  assert.equal(asked()[1], "/moderation/?lane=flags");
});

test("gone back by the browser, no address is made anew", async () => {
  history.replaceState(null, "", "/moderation/?lane=flags");
  assert.equal(view.isHere, false);
  const before = history.length;
  server.answer = () => ({ html: queuePage() });
  await view.go("?lane=flags", true);
  assert.deepEqual([history.length, view.isHere], [before, true]);
});

test("a view that cannot be had leaves everything as it was, and says so", async () => {
  server.answer = () => null;
  await view.go("?lane=flags");
  assert.deepEqual([ids(), location.search, part("status").textContent], [["a", "b"], "", "Not reached."]);
});

test("signed out elsewhere, the page of the sign-in changes nothing here", async () => {
  server.answer = () => ({ html: "<main><h1>Sign in</h1></main>" });
  await view.look();
  assert.deepEqual(ids(), ["a", "b"]);
});

test("below the last line more are asked for; at the end it says that it is the end", async () => {
  open({ more: "?after=b" });
  server.answer = () => ({ html: queuePage({ rows: ["c"] }) });
  element.querySelector('[data-id="b"] a').focus();
  view.move(1);
  await new Promise(setImmediate);
  assert.deepEqual(asked(), ["/moderation/?after=b"]);
  assert.deepEqual(ids(), ["a", "b", "c"]);
  view.move(1);
  assert.deepEqual(aloud(), ["Lines: 3", "The end."]);
  view.move(-1);
  assert.equal(server.asked.length, 1);
});

test("what the server says with a page is passed on", async () => {
  server.answer = () => ({ html: queuePage().replace("<main>", '<main><div role="status"><p class="notice">Somebody else has it.</p></div>') });
  await view.look();
  assert.equal(part("status").textContent, "Somebody else has it.");
});

test("only what still stands there is unsaid, and no more is kept than a few lines", () => {
  voice.status("Taken back.");
  voice.unsay("sayLoading");
  assert.equal(part("status").textContent, "Taken back.");
  voice.unsay("sayUndone");
  assert.equal(part("status").textContent, "");
  for (const words of ["1", "2", "", "3", "4", "5"]) voice.aloud(words);
  assert.deepEqual(aloud(), ["2", "3", "4", "5"]);
});
