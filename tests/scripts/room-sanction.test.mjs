import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { load, show } from "./dom.mjs";
import { showRoom, texts } from "./room.mjs";
import { Socket } from "./socket.mjs";

const { SanctionCard, leftOf } = await load("room/sanction");
globalThis.requestAnimationFrame = (then) => then();
window.matchMedia = () => ({ matches: false });

const NOW = Date.parse("2026-11-25T19:00:00Z");
const at = (seconds) => new Date(NOW + seconds * 1000).toISOString();
const MUTED = {
  words: "Bilal is so stupid", rule: "No bullying.", why: "You called bilal stupid.", differently: "Say what you feel.",
  until: at(600), url: "/moderation/sanctions/1/", help_url: "/circles/1/help/",
};
const THREE = [90, 150, 7 * 86_400].map((seconds) => seconds * 1000);
let room, card;
const place = (name) => room.querySelector(`[data-part="${name}"]`);
const left = () => room.querySelector("[data-left]").textContent;

beforeEach((t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: NOW + 3_600_000 }); // this device is an hour ahead
  for (const name of ["setTimeout", "setInterval", "clearInterval"]) window[name] = globalThis[name];
  Socket.all = [];
  room = showRoom();
});
afterEach(() => {
  card?.close();
  show("");
});

test("the time left is said in the unit that says enough, and the last two minutes by the second", () => {
  assert.deepEqual(THREE.map((one) => leftOf(one, "en")), ["1:30", "3 minutes", "7 days"]);
  assert.equal(leftOf(26 * 3_600_000, "en"), "26 hours");
});

test("SG-49: own words, the rule, why, and one thing to do differently, with the time left by the server's clock", (t) => {
  card = new SanctionCard(room);
  card.setClock(at(0));
  assert.equal(card.show(MUTED), "began");
  assert.deepEqual(texts(place("sanction"), "dd"), ["Bilal is so stupid", "No bullying.", "You called bilal stupid.", "Say what you feel."]);
  assert.equal(place("sanction").querySelector("[data-url]").getAttribute("href"), "/moderation/sanctions/1/");
  assert.equal(place("sanction").querySelector("[data-help-url]").getAttribute("href"), "/circles/1/help/");
  assert.equal(left(), "10 minutes");
  t.mock.timers.tick(510_000);
  assert.equal(left(), "1:30");
  t.mock.timers.tick(95_000);
  assert.equal(left(), "0:00");
  assert.equal(card.show(MUTED), "");
  assert.equal(card.show(undefined), "ended");
  assert.equal(card.isThere, false);
});

test("without an end no time is counted, and words that are gone leave no empty line", () => {
  card = new SanctionCard(room);
  card.show({ ...MUTED, words: "", until: null });
  assert.ok([...room.querySelectorAll('[data-part="sanction"] [data-for-words]')].every((one) => one.hidden));
  assert.ok(place("sanction").querySelector("[data-left-line]").hidden);
});

test("in the room: the card comes in place of the box, what is typed stays, and the box comes back by itself", async () => {
  await load("circle-room");
  room = showRoom();
  const field = () => room.querySelector('[data-part="form"] textarea');
  Socket.last.welcomes(0, { now: at(0) });
  field().value = "half a thought";
  Socket.last.says({ type: "seat", room: "r", may_write: false, is_staff: false, now: at(1) });
  Socket.last.says({ type: "private", room: "r", sanction: MUTED, session: { state: "open", may_write: false, text: "On", url: "/s/" } });
  assert.deepEqual([place("form").hidden, place("read-only").hidden], [true, true]);
  assert.match(texts(room, '[data-part="announce"] p').join(" "), /not write for now/);
  Socket.last.says({ type: "seat", room: "r", may_write: true, is_staff: false, now: at(601) });
  Socket.last.says({ type: "private", room: "r" });
  assert.deepEqual([place("form").hidden, place("sanction").childElementCount], [false, 0]);
  assert.equal(field().value, "half a thought");
  assert.match(texts(room, '[data-part="announce"] p').join(" "), /You can write again/);
});
