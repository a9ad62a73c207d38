import assert from "node:assert/strict";
import { test } from "node:test";

import { load, show } from "./dom.mjs";

const { List } = await load("queue/list");
const row = (id, text = id) => `<li data-id="${id}" class="row"><h2><a href="/moderation/${id}/">${id}</a></h2><p>${text}</p></li>`;
const lines = (rows, more = "") =>
  `<div data-part="lines">${rows ? `<ol data-part="rows">${rows}</ol><div data-part="more">${more}</div>` : "<p>Nothing waits here</p>"}</div>`;
const list = (...html) => new List(show(`<div data-part="list">${lines(...html)}</div>`).firstElementChild);
const newer = (...html) => new window.DOMParser().parseFromString(`<div>${lines(...html)}</div>`, "text/html").body.firstElementChild;
const ids = (made) => made.rows().map((one) => one.dataset.id);
const link = (id) => document.querySelector(`[data-id="${id}"] a`);

test("what comes goes where it belongs, and the line with the focus keeps it", () => {
  const made = list(row("a") + row("b"));
  link("b").focus();
  const before = link("b");
  made.patch(newer(row("new") + row("a") + row("b", "with somebody")));
  assert.deepEqual(ids(made), ["new", "a", "b"]);
  assert.equal(document.activeElement, before);
  assert.match(made.row("b").textContent, /with somebody/);
});

test("when the line somebody is at goes, the next one has the focus, or the last", () => {
  const made = list(row("a") + row("b") + row("c"));
  link("b").focus();
  made.patch(newer(row("a") + row("c")));
  assert.equal(document.activeElement, link("c"));
  made.patch(newer(row("a")));
  assert.equal(document.activeElement, link("a"));
});

test("a line that moves takes its focus along", () => {
  const made = list(row("a") + row("b"));
  link("b").focus();
  made.patch(newer(row("b") + row("a")));
  assert.deepEqual(ids(made), ["b", "a"]);
  assert.equal(document.activeElement, link("b"));
});

test("where nobody is at the list, the focus stays where it is", () => {
  const made = list(row("a"));
  document.body.tabIndex = -1;
  document.body.append(Object.assign(document.createElement("input"), { id: "elsewhere" }));
  document.querySelector("#elsewhere").focus();
  made.patch(newer(row("b")));
  assert.equal(document.activeElement.id, "elsewhere");
});

test("up and down, to the ends and no further", () => {
  const made = list(row("a") + row("b"));
  assert.ok(made.move(1));
  assert.equal(document.activeElement, link("a"));
  assert.ok(made.move(1));
  assert.equal(made.move(1), false);
  assert.ok(made.move(-1));
  assert.equal(document.activeElement, link("a"));
});

test("with something open beside it, up and down go on from there", () => {
  const made = list(row("a") + row("b") + row("c"));
  made.show("b");
  assert.equal(link("b").getAttribute("aria-current"), "true");
  made.patch(newer(row("a") + row("b", "changed") + row("c")));
  assert.equal(link("b").getAttribute("aria-current"), "true");
  made.move(1);
  assert.equal(document.activeElement, link("c"));
});

test("more lines come at the end, each once", () => {
  const made = list(row("a"), '<a rel="next" href="?after=a">More</a>');
  assert.equal(made.more, "?after=a");
  assert.equal(made.append(newer(row("a") + row("b"))), 1);
  assert.deepEqual(ids(made), ["a", "b"]);
  assert.equal(document.activeElement, link("b"));
  assert.equal(made.more, "");
});

test("an empty list becomes one with lines and the other way round", () => {
  const made = list("");
  made.patch(newer(row("a")));
  assert.deepEqual(ids(made), ["a"]);
  link("a").focus();
  made.patch(newer(""));
  assert.deepEqual(ids(made), []);
  assert.match(document.activeElement.textContent, /Nothing waits here/);
});

test("what looked at lines stays where it was on the screen", () => {
  const made = list(row("a") + row("b"));
  const place = document.querySelector('[data-part="list"]');
  Object.defineProperty(place, "scrollHeight", { value: 900 });
  Object.defineProperty(place, "clientHeight", { value: 300 });
  place.scrollTop = 100;
  link("b").focus();
  for (const one of made.rows()) one.getBoundingClientRect = () => ({ top: 50 * made.rows().indexOf(one), bottom: 50 });
  made.patch(newer(row("new") + row("a") + row("b")));
  assert.equal(place.scrollTop, 150);
});

test("put away, nothing of it is left", () => {
  const made = list(row("a", "private words"));
  made.clear();
  assert.doesNotMatch(document.body.textContent, /private words/);
});
