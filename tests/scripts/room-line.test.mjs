import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "./dom.mjs";
import { Socket } from "./socket.mjs";

const { Line, pause } = await load("room/line");

let told;
function line(after = 0) {
  const note = (name) => (what) => told.push(what?.seq ? `${name} ${what.seq}` : `${name} ${what?.type ?? what}`);
  const made = new Line({
    url: "wss://pop.example/ws/rooms/?lang=en",
    room: "r",
    after,
    listener: {
      joined: note("joined"),
      lost: note("lost"),
      ended: note("ended"),
      event: note("event"),
      frame: note("frame"),
    },
  });
  made.open();
  return made;
}
const event = (seq) => ({ type: "event", room: "r", seq, kind: "message", at: "" });

beforeEach((t) => {
  told = [];
  Socket.all = [];
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  window.setTimeout = globalThis.setTimeout;
  window.clearTimeout = globalThis.clearTimeout;
});

test("pauses grow, end at half a minute, and are not the same for everybody", () => {
  assert.deepEqual([0, 1, 2, 3].map((attempt) => pause(attempt, 0.5)), [500, 1000, 2000, 4000]);
  assert.equal(pause(50, 0.5), 30_000);
  assert.equal(pause(0, 0), 250);
  assert.equal(pause(0, 1), 750);
  assert.equal(pause(50, 1), 45_000);
});

test("it joins after the last event it has, once the server has said hello", () => {
  line(41);
  assert.deepEqual(Socket.last.sent, []);
  Socket.last.welcomes(43);
  assert.deepEqual(Socket.last.sent, [{ type: "join", room: "r", after: 41 }]);
  Socket.last.says(event(42));
  Socket.last.says(event(43));
  assert.deepEqual(told, ["joined 43", "event 42", "event 43"]);
});

test("SEC-04: an event that is there is dropped; a gap is asked for once and then filled in order", () => {
  line(5);
  Socket.last.welcomes(5);
  for (const seq of [6, 6, 5, 9, 10, 11]) Socket.last.says(event(seq));
  assert.deepEqual(Socket.last.of("join").slice(1), [{ type: "join", room: "r", after: 6 }]);
  Socket.last.says({ type: "joined", room: "r", seq: 11, may_write: true, is_staff: false });
  for (const seq of [7, 8, 9, 10, 11]) Socket.last.says(event(seq));
  assert.deepEqual(told.filter((words) => words.startsWith("event")), ["event 6", "event 7", "event 8", "event 9", "event 10", "event 11"]);
});

test("a broken line comes back by itself, after the last event", (t) => {
  line(1);
  Socket.last.welcomes(1);
  Socket.last.says(event(2));
  Socket.last.breaks(1012);
  assert.equal(told.pop(), "lost 1012");
  assert.equal(Socket.all.length, 1);
  t.mock.timers.tick(800);
  assert.equal(Socket.all.length, 2);
  Socket.last.welcomes(2);
  assert.deepEqual(Socket.last.of("join"), [{ type: "join", room: "r", after: 2 }]);
});

test("attempts grow further apart while nobody answers, and start small again afterwards", (t) => {
  t.mock.method(Math, "random", () => 0.5);
  const made = line();
  for (const wait of [500, 1000, 2000]) {
    const before = Socket.all.length;
    Socket.last.breaks();
    t.mock.timers.tick(wait - 1);
    assert.equal(Socket.all.length, before);
    t.mock.timers.tick(1);
    assert.equal(Socket.all.length, before + 1);
  }
  assert.equal(made.wasEverOpen, false);
  Socket.last.welcomes();
  assert.equal(made.wasEverOpen, true);
  assert.equal(made.attempts, 0);
});

for (const [code, why] of [[4400, "broken"], [4401, "signedOut"], [4404, "out"], [4429, "many"]]) {
  test(`closed with ${code} it stays closed (${why}) until somebody asks`, (t) => {
    const made = line();
    Socket.last.welcomes();
    Socket.last.breaks(code);
    assert.equal(told.pop(), `ended ${why}`);
    t.mock.timers.tick(600_000);
    made.check();
    assert.equal(Socket.all.length, 1);
    made.open();
    assert.equal(Socket.all.length, 2);
  });
}

test("let go of for its silence, it comes back", (t) => {
  line();
  Socket.last.welcomes();
  Socket.last.breaks(4408);
  t.mock.timers.tick(1000);
  assert.equal(Socket.all.length, 2);
});

test("it pings as often as the server wants, and cuts a line that does not answer", (t) => {
  line();
  Socket.last.welcomes();
  t.mock.timers.tick(24_999);
  assert.equal(Socket.last.of("ping").length, 0);
  t.mock.timers.tick(1);
  assert.equal(Socket.last.of("ping").length, 1);
  Socket.last.says({ type: "pong" });
  t.mock.timers.tick(25_000);
  t.mock.timers.tick(9_999);
  assert.equal(Socket.last.isClosed, false);
  t.mock.timers.tick(1);
  assert.equal(Socket.all[0].isClosed, true);
  assert.equal(told.pop(), "lost 1006");
});

test("SEC-04: who only listens where much is said still says that they are there", (t) => {
  line();
  Socket.last.welcomes();
  for (let seq = 1; seq <= 20; seq += 1) {
    t.mock.timers.tick(5_000);
    Socket.last.says(event(seq));
  }
  assert.equal(Socket.last.of("ping").length, 4);
  assert.equal(Socket.last.isClosed, false);
});

test("where pings come as often as answers may take, a dead line is found all the same", (t) => {
  line();
  Socket.last.says({ type: "hello", version: 1, ping_seconds: 10 });
  t.mock.timers.tick(10_000);
  t.mock.timers.tick(9_999);
  assert.equal(Socket.all[0].isClosed, false);
  t.mock.timers.tick(1);
  assert.equal(Socket.all[0].isClosed, true);
});

test("a connection that never says hello is given up", (t) => {
  line();
  t.mock.timers.tick(20_000);
  assert.equal(Socket.all[0].isClosed, true);
  assert.deepEqual(told, ["lost 1006"]);
});

test("after a sleep it asks whether anybody is there; while it waits it does not wait on", (t) => {
  const made = line();
  Socket.last.welcomes();
  made.check();
  assert.equal(Socket.last.of("ping").length, 1);
  t.mock.timers.tick(5_000);
  assert.equal(Socket.all[0].isClosed, true);
  made.check();
  assert.equal(Socket.all.length, 2);
});

test("what an old connection still says is not heard", (t) => {
  line();
  const old = Socket.last;
  old.welcomes();
  old.breaks();
  t.mock.timers.tick(1000);
  old.says(event(1));
  assert.equal(told.includes("event 1"), false);
});

test("told to be slower before it is in, it joins again after that time", (t) => {
  line();
  Socket.last.says({ type: "hello", version: 1, ping_seconds: 25 });
  Socket.last.says({ type: "error", code: "too_fast", message: "", retry_after: 7 });
  t.mock.timers.tick(6_999);
  assert.equal(Socket.last.of("join").length, 1);
  t.mock.timers.tick(1);
  assert.equal(Socket.last.of("join").length, 2);
});

test("nothing goes out before it is in", () => {
  const made = line();
  assert.equal(made.send({ type: "post", text: "hello" }), false);
  Socket.last.welcomes();
  assert.equal(made.send({ type: "post", text: "hello" }), true);
  assert.deepEqual(Socket.last.of("post"), [{ type: "post", text: "hello", room: "r" }]);
  made.close();
  assert.equal(made.send({ type: "post", text: "hello" }), false);
});

test("a browser that forbids sockets counts as no connection", (t) => {
  t.mock.property(globalThis, "WebSocket", class {
    constructor() {
      throw new Error("SecurityError");
    }
  });
  line();
  assert.deepEqual(told, ["lost 1006"]);
});
