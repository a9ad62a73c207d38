import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { load, show } from "./dom.mjs";
import { ME, showRoom } from "./room.mjs";

const { Pace, clockOf } = await load("room/pace");

const NOW = Date.parse("2026-11-25T19:00:00Z");
const at = (seconds) => new Date(NOW + seconds * 1000).toISOString();
const turn = (id, seconds, name = "bilal") => ({ id, name, ends_at: at(seconds) });
const pacing = (mode, more = {}) => ({ mode, by_rule: false, pause: 0, turn: null, now: at(0), ...more });
const isShown = (name) => !room.querySelector(`[data-part="${name}"]`).hidden;
const words = (name) => room.querySelector(`[data-part="${name}"]`).textContent;
let room, pace;

beforeEach((t) => {
  t.mock.timers.enable({ apis: ["setInterval", "Date"], now: NOW + 3_600_000 }); // this device is an hour ahead
  for (const name of ["setInterval", "clearInterval"]) window[name] = globalThis[name];
  room = showRoom();
  pace = new Pace(room, false);
});
afterEach(() => {
  pace.close();
  show("");
});

test("minutes and seconds, never below nothing", () => {
  assert.deepEqual([125_000, 59_001, 1, 0, -5].map(clockOf), ["2:05", "1:00", "0:01", "0:00", "0:00"]);
});

test("slowly is said, and whether somebody chose it", () => {
  assert.equal(pace.show(pacing("slow", { pause: 20 })), "We go slowly at the moment.");
  assert.deepEqual([isShown("slow"), isShown("by-rule"), pace.isSlow], [true, false, true]);
  pace.show(pacing("slow", { pause: 20, by_rule: true }));
  assert.ok(isShown("by-rule"));
  pace.show(pacing("open"));
  assert.equal(isShown("slow"), false);
});

test("SG-10: that a person reads first stays in sight for as long as it is so", () => {
  pace.show(pacing("pre_moderated", { reads_first: true }));
  assert.ok(isShown("reads-first"));
  pace.show(pacing("slow", { reads_first: true }));
  assert.ok(isShown("reads-first"));
  pace.show(pacing("open", { reads_first: false }));
  assert.equal(isShown("reads-first"), false);
});

test("who speaks is said, with the time left by the server's clock", (t) => {
  pace.show(pacing("turns"));
  assert.equal(words("speaker"), "Nobody speaks at the moment.");
  assert.equal(pace.show(pacing("turns", { turn: turn("b", 90) })), "Now: bilal.");
  assert.equal(words("timer"), "1:30");
  t.mock.timers.tick(30_000);
  assert.equal(words("timer"), "1:00");
  t.mock.timers.tick(60_000);
  assert.equal(words("timer"), "The time is up.");
});

test("one listens until it is one's turn, and when it is over", (t) => {
  pace.show(pacing("turns", { turn: turn("b", 60) }));
  assert.deepEqual([pace.mustListen, isShown("pass")], [true, false]);
  assert.equal(pace.show(pacing("turns", { turn: turn(ME, 60, "amina") })), "It is your turn.");
  assert.deepEqual([pace.mustListen, isShown("pass")], [false, true]);
  t.mock.timers.tick(60_000);
  assert.equal(pace.mustListen, true);
  pace.show(pacing("open"));
  assert.equal(pace.mustListen, false);
});

test("the same again is not said again", () => {
  const now = pacing("turns", { turn: turn("b", 60) });
  pace.show(pacing("turns"));
  assert.equal(pace.show(now), "Now: bilal.");
  assert.equal(pace.show(now), "");
});

test("staff never have to listen, and may end a turn", () => {
  pace.close();
  pace = new Pace(room, true);
  pace.show(pacing("turns", { turn: turn("b", 60) }));
  assert.deepEqual([pace.mustListen, isShown("pass"), isShown("give-turn")], [false, true, true]);
});

test("the choice at the desk goes along, and never takes away what somebody is choosing", () => {
  const form = room.querySelector('[data-part="set-mode"]');
  form.innerHTML = "<select><option>open</option><option>turns</option><option>slow</option></select>";
  const choice = form.querySelector("select");
  pace.close();
  pace = new Pace(room, true);
  pace.show(pacing("open"));
  choice.value = "open";
  pace.show(pacing("slow"));
  assert.equal(choice.value, "slow");
  choice.value = "turns"; // chosen, not sent yet, as somebody else changes it
  pace.show(pacing("open"));
  assert.equal(choice.value, "turns");
});
