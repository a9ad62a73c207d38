import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "./dom.mjs";
import { showRoom } from "./room.mjs";

const { Place } = await load("room/place");

let room, place, frames;
/** jsdom lays nothing out: this is how tall things would be. */
const size = { scrollHeight: 1000, clientHeight: 400 };

beforeEach(() => {
  room = showRoom();
  for (const name of Object.keys(size)) Object.defineProperty(scroller(), name, { get: () => size[name], configurable: true });
  frames = [];
  globalThis.requestAnimationFrame = (then) => frames.push(then);
  place = new Place(room);
});

const scroller = () => room.querySelector('[data-part="scroll"]');
function scrollTo(top) {
  scroller().scrollTop = top;
  scroller().dispatchEvent(new Event("scroll"));
}
const below = () => !room.querySelector('[data-part="below"]').hidden;

test("whoever has scrolled up stays there, is told of what is new below, and gets there with one press", () => {
  place.toEnd();
  scrollTo(200);
  place.grew(1);
  assert.equal(scroller().scrollTop, 200);
  assert.equal(frames.length, 0);
  assert.equal(below(), true);
  room.querySelector('[data-part="below"] button').click();
  assert.equal(scroller().scrollTop, size.scrollHeight);
  assert.equal(below(), false);
  assert.equal(document.activeElement, scroller());
});

test("at the end, many messages ask for the height once", () => {
  place.toEnd();
  for (let number = 0; number < 200; number += 1) place.grew(1);
  assert.equal(frames.length, 1);
  size.scrollHeight = 9000;
  frames[0]();
  assert.equal(scroller().scrollTop, 9000);
  size.scrollHeight = 1000;
  assert.equal(below(), false);
});

test("scrolling down oneself hides the button", () => {
  place.toEnd();
  scrollTo(0);
  place.grew(1);
  scrollTo(590);
  assert.equal(below(), false);
});

test("what has only changed is not news to whoever has scrolled up", () => {
  place.toEnd();
  scrollTo(0);
  place.grew();
  assert.deepEqual([below(), frames.length, scroller().scrollTop], [false, 0, 0]);
});
