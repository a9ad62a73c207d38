import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "./dom.mjs";

const { Outbox, newId } = await load("room/outbox");

let posted, states, box;
beforeEach((t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  window.setTimeout = globalThis.setTimeout;
  posted = [];
  states = [];
  box = new Outbox(
    (clientId, text) => posted.push({ clientId, text }),
    (entry) => states.push(`${entry.text} ${entry.state}`),
  );
});

test("names are UUIDs of version 4, each another one", () => {
  const names = new Set(Array.from({ length: 200 }, newId));
  assert.equal(names.size, 200);
  for (const name of names) assert.match(name, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("SEC-02: what nobody answered for is sent again, with the same name and the same words", () => {
  const { clientId } = box.add("one");
  assert.deepEqual(posted, []);
  box.open();
  box.close();
  box.open();
  assert.deepEqual(posted, [{ clientId, text: "one" }, { clientId, text: "one" }]);
  box.acknowledged(clientId, "m1");
  box.close();
  box.open();
  assert.equal(posted.length, 2);
  assert.deepEqual(box.unsent, []);
});

test("one after the other, in the order they were written", () => {
  box.open();
  const one = box.add("one");
  const two = box.add("two");
  assert.deepEqual(posted.map(({ text }) => text), ["one"]);
  box.acknowledged(one.clientId, "m1");
  assert.deepEqual(posted.map(({ text }) => text), ["one", "two"]);
  box.acknowledged(two.clientId, "m2");
  assert.deepEqual(box.said().map(({ id }) => id), ["m1", "m2"]);
});

test("refused: its words stay, the next one goes, and it is tried again only when somebody says so", () => {
  box.open();
  const one = box.add("one");
  box.add("two");
  box.refused(one.clientId, "Too long.");
  assert.equal(one.why, "Too long.");
  assert.deepEqual(posted.map(({ text }) => text), ["one", "two"]);
  assert.deepEqual(box.unsent, ["one", "two"]);
  box.close();
  box.open();
  assert.deepEqual(posted.map(({ text }) => text), ["one", "two", "two"]);
  box.again(one.clientId);
  box.acknowledged(posted[1].clientId, "m2");
  assert.deepEqual(posted[3], { clientId: one.clientId, text: "one" });
});

test("a refusal that names nothing is for the one on its way", () => {
  box.open();
  const one = box.add("one");
  assert.equal(box.refused("", "Too long."), one);
  assert.equal(box.refused("", "Again."), undefined);
});

test("too fast: everything waits as long as the server said, then goes in its order", (t) => {
  box.open();
  const one = box.add("one");
  box.wait(7);
  box.add("two");
  assert.equal(one.until, Date.now() + 7_000);
  t.mock.timers.tick(6_999);
  assert.equal(posted.length, 1);
  t.mock.timers.tick(1);
  assert.deepEqual(posted.map(({ text }) => text), ["one", "one"]);
  assert.equal(one.until, 0);
});

test("a new line does not wait for the old one's clock", () => {
  box.open();
  box.add("one");
  box.wait(60);
  box.close();
  box.open();
  assert.equal(posted.length, 2);
});

test("at an ending nothing is thrown away", () => {
  box.open();
  const one = box.add("one");
  const two = box.add("two");
  box.stop();
  assert.deepEqual([one.state, two.state], ["refused", "refused"]);
  assert.deepEqual(box.unsent, ["one", "two"]);
  box.again(two.clientId);
  box.open();
  assert.equal(posted.pop().text, "two");
});

test("taken out to be changed, the next one goes", () => {
  const one = box.add("one");
  box.add("two");
  box.open();
  box.refused(one.clientId, "");
  box.remove(one.clientId);
  assert.deepEqual(box.unsent, ["two"]);
  assert.equal(box.entry(one.clientId), undefined);
});

test("waiting for its turn is not waiting for the line", () => {
  const one = box.add("one");
  assert.equal(one.hasLine, false);
  box.open();
  const two = box.add("two");
  assert.equal(two.hasLine, true);
  box.close();
  assert.equal(two.hasLine, false);
});
