import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load, show } from "./dom.mjs";
import { turn } from "./queue.mjs";
import { server } from "./request.mjs";

const { look, send } = await load("queue/asking");
const { Held, UNDO_SECONDS } = await load("queue/held");

let answers;
let told;
let left;
const LOST = null;
const decision = (item, choice = "approve") => {
  const data = new FormData();
  data.set("decision", choice);
  data.set("csrfmiddlewaretoken", "t");
  return { item, address: `https://pop.example/moderation/${item}/`, data, words: choice, name: item, review: document.createElement("div") };
};
const held = () =>
  new Held({ sent: ({ item }) => told.push(`sent ${item}`), failed: ({ item }, page) => told.push(`failed ${item} ${page ? "page" : "-"}`) });

beforeEach((t) => {
  server.asked = [];
  server.answer = () => (answers.length ? answers.shift() : { onward: "/moderation/" });
  answers = [];
  told = [];
  left = [];
  globalThis.fetch = async (url, how) => void left.push({ url, ...how });
  t.mock.timers.enable({ apis: ["setTimeout"] });
  window.setTimeout = globalThis.setTimeout;
  window.clearTimeout = globalThis.clearTimeout;
});

test("a decision is sent after the seconds in which it can be taken back, and not before", async (t) => {
  const made = held();
  made.hold(decision("a"));
  t.mock.timers.tick(UNDO_SECONDS * 1000 - 1);
  assert.equal(server.asked.length, 0);
  assert.equal(made.item, "a");
  t.mock.timers.tick(1);
  await turn();
  assert.deepEqual(told, ["sent a"]);
  assert.equal(server.asked[0].data.decision, "approve");
  assert.match(server.asked[0].headers["X-Steady"], /^[0-9a-f]{32}$/);
});

test("taken back, it is never sent", async (t) => {
  const made = held();
  made.hold(decision("a"));
  assert.equal(made.undo().item, "a");
  t.mock.timers.tick(60_000);
  made.leave();
  await turn();
  assert.deepEqual([server.asked.length, left.length, told.length], [0, 0, 0]);
  assert.equal(made.undo(), null);
});

test("at most one is held: the next one sends the one before", async () => {
  const made = held();
  made.hold(decision("a"));
  made.hold(decision("b"));
  await turn();
  assert.deepEqual(told, ["sent a"]);
  assert.equal(made.item, "b");
});

test("leaving the page sends what is held, once, so that it arrives without the page", () => {
  const made = held();
  made.hold(decision("a"));
  made.leave();
  made.leave();
  assert.equal(left.length, 1);
  assert.deepEqual([left[0].keepalive, left[0].method], [true, "POST"]);
  assert.match(left[0].headers["X-Steady"], /^[0-9a-f]{32}$/);
});

test("what was on its way goes again under its word when the page is left: it is done once", async () => {
  const made = held();
  const sending = made.send(decision("a"));
  made.leave();
  await sending;
  assert.equal(left[0].headers["X-Steady"], server.asked[0].headers["X-Steady"]);
});

test("a lost answer: the same again is the same sending, anything else is another", async () => {
  const made = held();
  answers = [LOST, { onward: "/moderation/" }, LOST];
  await made.send(decision("a"));
  await made.send(decision("a"));
  assert.deepEqual(told, ["failed a -", "sent a"]);
  assert.equal(server.asked[0].headers["X-Steady"], server.asked[1].headers["X-Steady"]);
  await made.send(decision("a", "remove"));
  await made.send(decision("a", "approve"));
  assert.equal(new Set(server.asked.map((one) => one.headers["X-Steady"])).size, 3);
});

test("what is on its way has arrived once it is answered, and it is known whether all of it was decided", async () => {
  const made = held();
  assert.equal(await made.arrived(), true); // nothing is on its way
  void made.send(decision("a"));
  let arrived = null;
  void made.arrived().then((all) => (arrived = all));
  assert.equal(arrived, null);
  await turn();
  assert.equal(arrived, true);
  answers = [LOST];
  void made.send(decision("b"));
  void made.send(decision("c"));
  assert.equal(await made.arrived(), false);
});

test("what the server refuses comes back with its page", async () => {
  const made = held();
  answers = [{ status: 409, page: show("<main></main>").ownerDocument }];
  await made.send(decision("a"));
  assert.deepEqual(told, ["failed a page"]);
});

test("put away, nothing is sent any more", async (t) => {
  const made = held();
  made.hold(decision("a"));
  made.drop();
  t.mock.timers.tick(60_000);
  await turn();
  assert.deepEqual([server.asked.length, told.length], [0, 0]);
});

test("pages are server.asked for in part, and forms say where they lead", async () => {
  answers = [{ status: 200, page: document }, { onward: "/moderation/next-one/?x=1" }];
  assert.equal((await look("/moderation/")).page, document);
  assert.equal(server.asked[0].headers["X-Part"], "yes");
  const answer = await send("/moderation/next/", new FormData());
  assert.deepEqual([answer.onward, answer.page], ["/moderation/next-one/", null]);
});
