import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "./dom.mjs";
import { message, showRoom, texts } from "./room.mjs";

const { OwnWords } = await load("room/own");
const { Sending } = await load("room/sending");

const AT = "2026-11-25T19:31:02+00:00";
let room, own, sending, ends, frames, notes, isThere;
const pending = () => texts(room, '[data-part="pending"] .say__text');

beforeEach(() => {
  room = showRoom();
  [ends, frames, notes, isThere] = [0, [], [], false];
  const place = { toEnd: () => (ends += 1), grew: () => {} };
  own = new OwnWords(room, place);
  const announcer = { note: (words) => notes.push(words) };
  sending = new Sending({ room, place, log: { has: () => isThere }, announcer, send: (frame) => frames.push(frame) });
});

test("what is on its way says where it stands", () => {
  const entry = { clientId: "c1", text: "hello", state: "waiting", why: "", id: "", until: 0, hasLine: false };
  const state = () => room.querySelector('[data-part="pending"] [data-state]').textContent;
  own.showPending(entry);
  assert.equal(state(), "Not sent yet. We send it when the connection is back.");
  own.showPending({ ...entry, hasLine: true });
  assert.equal(state(), "Sending …");
  own.showPending({ ...entry, hasLine: true, until: Date.now() + 6_500 });
  assert.equal(state(), "Many messages at once. This one goes out in 7 s.");
  own.showPending({ ...entry, state: "refused", why: "Too long." });
  assert.equal(state(), "Not sent");
  assert.equal(room.querySelector('[data-part="pending"] [data-why]').textContent, "Too long.");
  assert.equal(room.querySelector('[data-part="pending"] [data-again]').hidden, false);
  assert.equal(room.querySelectorAll('[data-part="pending"] li').length, 1);
  own.removePending("c1");
  assert.equal(room.querySelectorAll('[data-part="pending"] li').length, 0);
});

test("one's own that waits or was not shown: a whole snapshot each time", () => {
  own.show([
    { id: message(1).id, client_id: "c", status: "held", text: "one", at: AT },
    { id: message(2).id, client_id: "d", status: "removed", text: "two", at: AT },
  ]);
  assert.deepEqual(texts(room, '[data-part="mine"] .badge'), ["Waiting for a facilitator", "Not shown"]);
  own.show([]);
  assert.deepEqual(texts(room, '[data-part="mine"] li'), []);
});

test("who has just written looks at it", () => {
  sending.say("hello", {});
  assert.equal(ends, 1);
  sending.open();
  assert.equal(ends, 1); // its state has changed, and nobody is moved
});

test("one goes out after the other, with what goes with its words", () => {
  sending.open();
  sending.say("one", { reply_to: "m" });
  sending.say("two", {});
  assert.deepEqual(frames.map(({ text, reply_to }) => [text, reply_to]), [["one", "m"]]);
  sending.acknowledged({ client_id: frames[0].client_id, id: "m1", status: "published" });
  assert.deepEqual(frames.map(({ text }) => text), ["one", "two"]);
});

test("taken: its words stay until they are in the conversation, whichever comes first", () => {
  sending.open();
  sending.say("one", {});
  sending.acknowledged({ client_id: frames[0].client_id, id: "m1", status: "published" });
  assert.deepEqual([pending(), sending.isUnsent], [["one"], false]);
  sending.arrived("m1");
  assert.deepEqual(pending(), []);
  sending.say("two", {});
  isThere = true;
  sending.acknowledged({ client_id: frames[1].client_id, id: "m2", status: "published" });
  assert.deepEqual(pending(), []);
});

test("refused: why stands beside it and is said; its words can be had back, once", () => {
  sending.open();
  sending.say("not this", {});
  const { client_id } = frames[0];
  assert.equal(sending.refused({ client_id, code: "invalid", message: "No.", fields: { text: ["Too long."] } }), "");
  assert.deepEqual(notes, ["Your message has not gone out. Its words are still here. Too long."]);
  assert.equal(sending.isUnsent, true);
  assert.equal(sending.takeBack(client_id), "not this");
  assert.equal(sending.takeBack(client_id), "");
  assert.deepEqual([pending(), sending.isUnsent], [[], false]);
});

test("what is refused and is no message of one's own is for the status to say", () => {
  assert.equal(sending.refused({ code: "conflict", message: "Not now." }), "Not now.");
  assert.equal(sending.refused({ code: "too_fast", message: "Slowly.", retry_after: 3 }), "");
  sending.close();
  assert.deepEqual(notes, []);
});

test("the line cut because of its length, it is not sent again", () => {
  sending.open();
  sending.say("x", {});
  sending.lost(true);
  sending.open();
  assert.equal(frames.length, 1);
  assert.deepEqual(texts(room, '[data-part="pending"] [data-why]'), ["Please make this shorter: 2,000 characters at most."]);
});

test("read by a person first: that it waits longer, and what became of it, are said once each", () => {
  const held = (more = {}) => ({ id: message(1).id, client_id: "c", status: "held", text: "mine", at: AT, ...more });
  for (const snapshot of [[held()], [held({ longer: true })], [held({ longer: true })], []]) sending.showOwn(snapshot);
  sending.shown(message(1).id);
  sending.shown(message(1).id);
  assert.deepEqual(notes, [
    "A person has read your message and thinks about it a little longer.",
    "The others can see your message now.",
  ]);
});
