import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "./dom.mjs";
import { showRoom } from "./room.mjs";

const { showOpening } = await load("room/session");
const { Seat } = await load("room/seat");
const { Status } = await load("room/status");

const NOW = Date.parse("2026-11-25T19:00:00Z");
const MUTED = { words: "w", rule: "r", why: "y", differently: "d", until: null, url: "/s/", help_url: "/help/" };
let room, seat, status;
const place = (name) => room.querySelector(`[data-part="${name}"]`);
const shown = (...names) => names.map((name) => !place(name).hidden);
const said = () => place("status").textContent;

beforeEach((t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: NOW });
  for (const name of ["setTimeout", "clearTimeout", "setInterval", "clearInterval"]) window[name] = globalThis[name];
  room = showRoom();
  seat = new Seat(room);
  status = new Status(room);
});

test("who may write has the box, whoever only reads is told so, and the desk is for staff", () => {
  seat.show({ may_write: true, is_staff: false });
  assert.deepEqual(shown("form", "read-only", "staff"), [true, false, false]);
  seat.show({ may_write: false, is_staff: true });
  assert.deepEqual(shown("form", "read-only", "staff"), [false, true, true]);
});

test("a session that begins opens the box, and what is typed stays when it ends", () => {
  place("form").querySelector("textarea").value = "half a thought";
  seat.showSession({ state: "running", may_write: true, text: "On", url: "/m/" });
  assert.deepEqual(shown("form"), [true]);
  seat.showSession({ state: "over", may_write: false, text: "Over", url: "/m/" });
  assert.deepEqual(shown("form"), [false]);
  assert.equal(place("form").querySelector("textarea").value, "half a thought");
});

test("SG-49: muted, the card stands in the place of the box and of any other word about it, and each change is said", () => {
  seat.show({ may_write: true, is_staff: false });
  assert.match(seat.showSanction(MUTED), /^You can read here, but not write for now\./);
  assert.deepEqual(shown("form", "read-only"), [false, false]);
  assert.equal(seat.showSanction(MUTED), "");
  assert.equal(seat.showSanction(undefined), "You can write again.");
  seat.close();
});

test("hours or a break that begin while the page is open are said, and stand there", () => {
  room.insertAdjacentElement("beforeend", Object.assign(document.createElement("div"), { className: "opening" })).setAttribute("data-part", "opening");
  for (const one of room.querySelectorAll('[data-part="opening"]')) one.dataset.open = "true";
  const words = "A break until Monday.";
  assert.equal(showOpening(room, { is_open: false, text: words }), words);
  assert.deepEqual([place("opening").textContent, place("opening").className], [words, "opening notice"]);
  assert.equal(showOpening(room, { is_open: false, text: words }), "");
  assert.equal(showOpening(room, undefined), "");
  assert.deepEqual([place("opening").textContent, place("opening").className], ["", "opening"]);
});

test("a break that lasts is said once; one that is short is not", (t) => {
  status.show("connected");
  status.showIfItLasts("lost");
  t.mock.timers.tick(2_999);
  status.show("connected");
  t.mock.timers.tick(60_000);
  assert.match(said(), /^You are connected\./);
  assert.deepEqual(shown("retry"), [false]);
  status.showIfItLasts("lost");
  status.showIfItLasts("lost");
  t.mock.timers.tick(3_000);
  assert.match(said(), /^No connection\./);
  assert.deepEqual(shown("retry"), [true]);
});

test("tried again by hand, a line that stays away is said again", (t) => {
  status.showIfItLasts("lost");
  t.mock.timers.tick(3_000);
  status.show("connecting");
  status.showIfItLasts("lost");
  t.mock.timers.tick(3_000);
  assert.match(said(), /^No connection\./);
});

test("closed, it says nothing more", (t) => {
  status.tell("Not now.");
  status.showIfItLasts("lost");
  status.close();
  t.mock.timers.tick(60_000);
  assert.equal(status.words, "Not now.");
});
