import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load, show } from "./dom.mjs";

const { Announcer } = await load("room/announcer");

let place, announcer;
const read = () => [...place.children].map((line) => line.textContent);

beforeEach((t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  window.setTimeout = globalThis.setTimeout;
  place = show(`<div aria-live="polite"></div>`).firstElementChild;
  announcer = new Announcer(place, (count) => `New messages: ${count}`);
});

test("a message is read once, with its name", (t) => {
  announcer.said("bilal", "Good evening");
  t.mock.timers.tick(799);
  assert.deepEqual(read(), []);
  t.mock.timers.tick(1);
  assert.deepEqual(read(), ["bilal: Good evening"]);
  t.mock.timers.tick(60_000);
  assert.deepEqual(read(), ["bilal: Good evening"]);
  assert.equal(place.firstElementChild.dir, "auto");
});

test("three at once are read; more are counted", (t) => {
  for (const text of ["1", "2", "3"]) announcer.said("bilal", text);
  t.mock.timers.tick(800);
  assert.deepEqual(read(), ["bilal: 1", "bilal: 2", "bilal: 3"]);
  t.mock.timers.tick(10_000);
  for (let number = 0; number < 200; number += 1) announcer.said("joel", String(number));
  t.mock.timers.tick(800);
  assert.equal(read().pop(), "New messages: 200");
  assert.equal(read().length, 4);
});

test("a lively evening is summed up every few seconds, not read as it comes", (t) => {
  announcer.said("bilal", "first");
  t.mock.timers.tick(800);
  for (let number = 0; number < 30; number += 1) {
    announcer.said("joel", String(number));
    t.mock.timers.tick(100);
  }
  assert.deepEqual(read(), ["bilal: first"]);
  t.mock.timers.tick(1000);
  assert.deepEqual(read(), ["bilal: first", "New messages: 30"]);
});

test("only a count, or nothing, when somebody wants that; one's own matters are said all the same", (t) => {
  announcer.aloud = "count";
  announcer.said("bilal", "Good evening");
  t.mock.timers.tick(800);
  assert.deepEqual(read(), ["New messages: 1"]);
  announcer.aloud = "off";
  announcer.said("bilal", "Good night");
  t.mock.timers.tick(60_000);
  announcer.note("The others can see your message now.");
  announcer.note("");
  assert.deepEqual(read(), ["New messages: 1", "The others can see your message now."]);
});

test("switched off meanwhile, what was gathered is not read", (t) => {
  announcer.said("bilal", "Good evening");
  announcer.aloud = "off";
  t.mock.timers.tick(5_000);
  assert.deepEqual(read(), []);
});

test("the place does not grow", () => {
  for (let number = 0; number < 50; number += 1) announcer.note(String(number));
  assert.deepEqual(read(), ["44", "45", "46", "47", "48", "49"]);
});
