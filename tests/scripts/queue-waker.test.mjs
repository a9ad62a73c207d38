import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { load } from "./dom.mjs";
import { part, queuePage, showConsole, stopClocks } from "./queue.mjs";
import { Socket } from "./socket.mjs";

const { Voice } = await load("queue/voice");
const { Waker } = await load("queue/waker");

let waker, wanted, polls, putAway;
function begin() {
  const rhythm = { want: () => (wanted += 1), poll: (alone) => polls.push(alone) };
  const element = showConsole(queuePage());
  waker = new Waker({ element, voice: new Voice(element), rhythm, putAway: () => (putAway += 1) });
}
const said = () => part("status").textContent;
const wake = (mark) => Socket.last.says({ type: "private", room: "r", mark });

beforeEach((t) => {
  stopClocks(t);
  Socket.all = [];
  [wanted, polls, putAway] = [0, [], 0];
  begin();
});
afterEach(() => waker.close());

test("it asks for the room of the queue, in the reader's language", () => {
  assert.equal(Socket.last.url, "wss://pop.example/ws/rooms/?lang=en");
  Socket.last.welcomes();
  assert.deepEqual(Socket.last.of("join"), [{ type: "join", room: "r", after: 0 }]);
});

test("the mark of what is shown wakes nobody, another one does", () => {
  Socket.last.welcomes();
  wake("m1");
  assert.equal(wanted, 0);
  wake("m2");
  assert.equal(wanted, 1);
});

test("a short break is not worth a word; a longer one is said, and taken back when it is over", (t) => {
  Socket.last.welcomes();
  Socket.last.breaks();
  t.mock.timers.tick(2_999);
  assert.equal(said(), "");
  t.mock.timers.tick(1);
  assert.equal(said(), "away");
  Socket.last.welcomes();
  assert.equal(said(), "");
  assert.deepEqual(polls, [false, true, false]);
});

test("SEC-28: signed out or without the role, everything is put away; with too many windows open it is not", () => {
  for (const [code, words, times] of [[4429, "", 0], [4401, "You are signed out.", 1], [4404, "Not yours.", 2]]) {
    begin();
    Socket.last.welcomes();
    Socket.last.breaks(code);
    assert.deepEqual([said(), putAway], [words, times]);
  }
});

test("closed, it hangs up and says nothing any more", (t) => {
  Socket.last.welcomes();
  Socket.last.breaks();
  waker.close();
  t.mock.timers.tick(60_000);
  assert.deepEqual([said(), Socket.all.length], ["", 1]);
});
