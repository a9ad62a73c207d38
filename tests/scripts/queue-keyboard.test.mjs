import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { load, press, show, unable } from "./dom.mjs";
import { ITEM, itemPage, part, queuePage, reviewOf, showConsole, stopClocks, turn } from "./queue.mjs";
import { server } from "./request.mjs";
import "./socket.mjs";

await load("queue/keyboard");
await load("queue-console");

const openFirst = async () => {
  document.querySelector('[data-id="a"] a').click();
  await turn();
};

beforeEach((t) => {
  stopClocks(t);
  server.asked = [];
  server.answer = (request) => (request.method === "POST" ? { onward: "/moderation/" } : { html: `<main>${reviewOf()}</main>` });
  showConsole(queuePage());
});
afterEach(() => show(""));

test("letters are shown while they are on", () => {
  assert.ok(document.querySelector(".console--keys"));
  document.querySelector('[name="on"]').click();
  assert.equal(document.querySelector(".console--keys"), null);
});

test("a letter at something folded opens it and goes into it", () => {
  assert.equal(press("/"), false);
  assert.equal(part("filters").open, true);
  assert.equal(document.activeElement.name, "q");
  press("Escape", document.activeElement);
  assert.deepEqual([part("filters").open, document.activeElement.tagName], [false, "SUMMARY"]);
});

test("a button whose list has nothing chosen leads there first, and then does it", async () => {
  await openFirst();
  press("h");
  assert.equal(document.activeElement.name, "to");
  assert.deepEqual(server.sent, []);
  document.activeElement.value = "zola";
  document.activeElement.blur();
  press("h");
  await turn();
  assert.deepEqual(server.sent.map((one) => one.data.to), ["zola"]);
});

test("letters wait for what is on its way: they were meant for what is not there yet", async () => {
  let comes;
  server.answer = () => new Promise((resolve) => (comes = resolve));
  document.querySelector('[data-id="a"] a').click();
  assert.equal(press("a"), false);
  assert.equal(press("n"), false);
  comes({ html: `<main>${reviewOf()}</main>` });
  await turn();
  assert.deepEqual(server.sent, []);
  assert.equal(part("review").querySelector('[value="approve"]').checked, false);
});

test("a letter that stands at nothing is the browser's own", () => {
  assert.equal(press("q"), true);
  assert.equal(press("a"), true);
});

test("held down, only going through the list goes on", async () => {
  await openFirst();
  assert.equal(press("a", document.body, { repeat: true }), true);
  assert.equal(part("review").querySelector('[value="approve"]').checked, false);
});

test("Escape goes back to the list, from what is open and from where somebody writes", async () => {
  await openFirst();
  press("Escape", part("review").querySelector("textarea"));
  assert.equal(part("pane").hidden, true);
  assert.equal(document.activeElement.textContent, "a");
  part("filters").open = false;
  const field = document.querySelector('.filters [name="q"]');
  field.focus();
  press("Escape", field);
  assert.equal(document.activeElement.textContent, "a");
});

test("on an item's own page the letter for the next job works, and Escape leads to the queue", async () => {
  showConsole(itemPage());
  server.answer = (request) => (request.method === "POST" ? { onward: ITEM } : { html: `<main>${reviewOf("two", "Two")}</main>` });
  press("n");
  await turn();
  assert.equal(part("review").dataset.item, "two");
  press("Escape");
  assert.ok(unable.some((what) => what.includes("navigation")));
});
