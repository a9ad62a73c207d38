import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { load, press } from "./dom.mjs";
import { showRoom } from "./room.mjs";

const { showSession, stayAwake } = await load("room/session");

const MINUTES = 60_000;
const ON = { state: "open", may_write: true, text: "The meeting is on.", url: "/circles/c/sessions/s/" };
const part = (name) => room.querySelector(`[data-part="${name}"]`);
let room, asked, answer, leaving;

beforeEach((t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 0 });
  room = showRoom();
  leaving = new AbortController();
  asked = [];
  answer = () => Promise.resolve(new Response(""));
  globalThis.fetch = (url) => {
    asked.push(String(url));
    return answer();
  };
});
afterEach(() => leaving.abort());

test("what is on is said with the way there, and gone when nothing is", () => {
  showSession(room, ON);
  assert.equal(part("session").hidden, false);
  assert.equal(part("session-text").textContent, ON.text);
  assert.equal(part("session-link").getAttribute("href"), ON.url);
  showSession(room, undefined);
  assert.equal(part("session").hidden, true);
});

test("the same words are not written again: a screen reader would read them again", () => {
  showSession(room, ON);
  const words = part("session-text").firstChild;
  showSession(room, { ...ON, may_write: false });
  assert.equal(part("session-text").firstChild, words);
});

test("staff who touch the page are kept signed in, once in five minutes, while something is on", (t) => {
  stayAwake(room, leaving.signal);
  t.mock.timers.tick(6 * MINUTES);
  press("a");
  assert.deepEqual(asked, []); // nothing is on
  showSession(room, ON);
  press("a");
  press("b");
  assert.deepEqual(asked, [ON.url]);
  t.mock.timers.tick(4 * MINUTES);
  press("c");
  assert.equal(asked.length, 1);
  t.mock.timers.tick(2 * MINUTES);
  assert.equal(asked.length, 1); // nobody touched it
  press("d");
  assert.equal(asked.length, 2);
});

test("on a lost line the next touch tries again, and after leaving the room nothing is asked", async (t) => {
  answer = () => Promise.reject(new TypeError("lost"));
  stayAwake(room, leaving.signal);
  showSession(room, ON);
  t.mock.timers.tick(6 * MINUTES);
  press("a");
  await Promise.resolve();
  await Promise.resolve();
  press("b");
  assert.equal(asked.length, 2);
  leaving.abort();
  t.mock.timers.tick(20 * MINUTES);
  press("c");
  assert.equal(asked.length, 2);
});
