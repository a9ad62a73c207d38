import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { load } from "./dom.mjs";
import { showRoom, texts } from "./room.mjs";

const { Desk } = await load("room/desk");

let room, desk, told, left;
const held = (number) => ({
  id: `h${number}`, author: { name: `person ${number}` }, text: `words ${number}`, at: "", care: false, reasons: [], decide: "/d/",
});
const place = (name) => room.querySelector(`[data-part="${name}"]`);

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  room = showRoom();
  told = [];
  left = new AbortController();
  desk = new Desk(room, place("held"), (words) => told.push(words), left.signal);
});
afterEach(() => {
  left.abort();
  mock.timers.reset();
});

test("how many wait is told, not each one, and not every moment", () => {
  desk.show({ held: [held(1)] });
  mock.timers.tick(0);
  assert.deepEqual(told, ["Waiting for you: 1"]);
  for (let number = 2; number < 9; number += 1) desk.show({ held: Array.from({ length: number }, (_one, index) => held(index)) });
  mock.timers.tick(4_000);
  assert.equal(told.length, 1);
  mock.timers.tick(1_000);
  assert.deepEqual(told.slice(1), ["Waiting for you: 8"]);
});

test("fewer is not told, and nothing when it has been decided meanwhile", () => {
  desk.show({ held: [held(1), held(2)] });
  mock.timers.tick(0);
  desk.show({ held: [held(2)] });
  desk.show({ held: [held(2), held(3)] });
  desk.show({ held: [] });
  mock.timers.tick(60_000);
  assert.deepEqual(told, ["Waiting for you: 2"]);
});

test("of five hundred, how many more there are", () => {
  desk.show({ held: [held(1)], held_more: 490 });
  mock.timers.tick(0);
  assert.deepEqual(told, ["Waiting for you: 491"]);
  assert.equal(place("held-more").hidden, false);
  assert.equal(place("held-more").textContent, "Behind these more wait: 490. They come up as you decide.");
  desk.show({ held: [held(1)] });
  assert.equal(place("held-more").hidden, true);
});

test("how long people wait, and that it is too long", () => {
  desk.show({ waits: { median: 12, slowest: 30, too_long: false, text: "Messages wait about 12 s to be read." } });
  assert.deepEqual([place("waits").hidden, place("too-long").hidden], [false, true]);
  assert.equal(place("waits-text").textContent, "Messages wait about 12 s to be read.");
  desk.show({ waits: { median: 40, slowest: 90, too_long: true, text: "" } });
  assert.equal(place("too-long").hidden, false);
  assert.ok(place("waits").classList.contains("notice--warning"));
  desk.show({});
  assert.equal(place("waits").hidden, true);
});

test("who is here goes with the meeting, and who speaks has spoken", () => {
  const one = { name: "amina", word: "", mood: 3, mood_after: null, line: true, spoken: false, care: false };
  desk.show({ people: [{ ...one, id: "a" }] });
  desk.heard("b");
  assert.equal(room.querySelector('[data-id="a"] [data-silent]').hidden, false);
  desk.heard("a");
  assert.equal(room.querySelector('[data-id="a"] [data-silent]').hidden, true);
  desk.show({});
  assert.deepEqual([place("people-box").hidden, texts(room, '[data-part="people"] li').length], [true, 0]);
});
