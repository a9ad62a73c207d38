import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "./dom.mjs";
import { showRoom } from "./room.mjs";

const { showOpening } = await load("room/session");

const CLOSED = { is_open: false, text: "It opens on Tuesday." };
const WAITS = { is_open: true, waits: true, text: "Nobody is here just now. What you write waits." };
let room, place;

beforeEach(() => {
  room = showRoom();
  place = room.querySelector('[data-part="opening"]');
  place.dataset.open = "true";
  place.textContent = "";
});

test("SG-09: when the staff go it is said that words wait, and no more when they are back", () => {
  assert.equal(showOpening(room, WAITS), WAITS.text);
  assert.equal(place.textContent, WAITS.text);
  assert.equal(place.className, "opening small"); // one may write
  assert.equal(showOpening(room, WAITS), ""); // nothing new to read aloud
  assert.equal(showOpening(room, undefined), "");
  assert.equal(place.textContent, "");
});

test("closed stands out, and open again does not", () => {
  assert.equal(showOpening(room, CLOSED), CLOSED.text);
  assert.equal(place.className, "opening notice");
  assert.equal(showOpening(room, { is_open: true, text: "Open until 18:00." }), "Open until 18:00.");
  assert.equal(place.className, "opening");
});
