import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "./dom.mjs";
import { message, showRoom } from "./room.mjs";

const { Hiding } = await load("room/hiding");
const { addressOf, addressOfStep, goneItemOf, hideableAuthor, itemOf } = await load("room/message");

const AT = "2026-11-25T19:31:02+00:00";
const JOEL = { id: "x", name: "joel", facilitator: true };
let room;
const at = (item, where) => item.querySelector(where);

beforeEach(() => {
  room = showRoom();
});

test("somebody else's message: name, words as text, time, and a way to tell moderators", () => {
  const item = itemOf(room, message(1, { text: "<b>not bold</b>" }), AT, false);
  assert.equal(at(item, ".say__text").textContent, "<b>not bold</b>");
  assert.equal(at(item, "b"), null);
  assert.equal(at(item, ".say__name").textContent, "bilal");
  assert.equal(at(item, "time").dateTime, AT);
  assert.equal(at(item, "[data-flag]").getAttribute("href"), "/moderation/flag/1");
  assert.equal(at(item, ".say__more").hidden, false);
  assert.equal(at(item, ".say__more").open, false);
  assert.equal(at(item, "[data-take-back]").hidden, true);
});

test("one's own message can be taken back, and nobody else's", () => {
  const item = itemOf(room, message(1), AT, true);
  assert.ok(item.classList.contains("say--mine"));
  assert.equal(at(item, ".say__more").hidden, true);
  assert.match(at(item, "[data-take-back]").getAttribute("formaction"), /\/messages\/0{8}-0000-4000-8000-0{11}1\/take-back\/$/);
});

test("somebody who left, and a facilitator", () => {
  const items = [{ id: null, name: "", facilitator: false }, JOEL].map((author) => itemOf(room, message(1, { author }), AT, false));
  assert.deepEqual(items.map((item) => at(item, ".say__name").textContent), ["someone who left", "joel"]);
  assert.deepEqual(items.map((item) => at(item, "[data-facilitator]").hidden), [true, false]);
});

test("a step can be taken about a member, not about staff; whoever may take it cannot hide anybody", () => {
  const id = message(1).id;
  assert.equal(at(itemOf(room, message(1), AT, false), "[data-step]").getAttribute("href"), addressOfStep(room, id));
  const shown = (more) => ["[data-step]", "[data-hide]"].map((where) => !at(itemOf(room, message(1, more), AT, false), where).hidden);
  assert.deepEqual([shown({}), shown({ author: JOEL })], [[true, false], [false, false]]);
  room.querySelector('[data-part="staff"]').remove();
  delete room.dataset.step;
  assert.deepEqual([shown({}), shown({ author: JOEL })], [[false, true], [false, false]]);
});

test("whoever only reads has nothing to answer with", () => {
  room.querySelector('[data-part="form"]').remove();
  const item = itemOf(room, message(1), AT, false);
  assert.deepEqual([at(item, "[data-reply]").hidden, at(item, ".say__warm").hidden], [true, true]);
});

test("what has gone says what became of it, and has no words", () => {
  const gone = ["removed", "held", "retracted"].map((status) => goneItemOf(room, { id: "m", status }).textContent.trim());
  assert.deepEqual(gone, [
    "This message was taken away by a moderator.",
    "A person looks at this message once more.",
    "This message was taken back by its author.",
  ]);
});

test("addresses are the page's own, with the message in the circle's place", () => {
  const id = message(1).id;
  assert.match(addressOf(room, id, "hide"), new RegExp(`/messages/${id}/hide/$`));
  assert.match(addressOf(room, id, ""), new RegExp(`/messages/${id}/$`));
  assert.equal(addressOfStep(room, id), `/moderation/sanctions/circle_message/${id}/`);
  delete room.dataset.step; // a member's page
  assert.equal(addressOfStep(room, id), "");
});

test("SG-05: those the page names are hidden from the beginning; whoever speaks without a name cannot be", () => {
  room.dataset.mute = "m1 m2";
  room.dataset.block = message(1).author.id;
  const hiding = new Hiding(room);
  assert.deepEqual(["m1", "m2", "m3", undefined].map((author) => hiding.has(author)), [true, true, false, false]);
  const item = itemOf(room, message(1), AT, false);
  hiding.veil(item);
  assert.equal(item.hidden, true);
  hiding.set({ mute: [message(1).author.id] });
  hiding.veil(item);
  hiding.veil(item); // told again, it is folded once
  assert.equal(item.querySelectorAll("details.say__fold > .say__text").length, 1);
  hiding.set({});
  hiding.veil(item);
  assert.deepEqual([item.hidden, at(item, ".say__fold"), at(item, ".say__text").textContent], [false, null, "words 1"]);
  assert.equal(hideableAuthor(message(1, { anonymous: true })), "");
});

test("who was shown what its author took back can still tell moderators about it; its author cannot", () => {
  const gone = { id: message(1).id, status: "retracted", flag: "/moderation/flag/1" };
  const others = goneItemOf(room, gone, false);
  assert.equal(at(others, "[data-flag]").getAttribute("href"), "/moderation/flag/1");
  assert.equal(others.id, `m-${gone.id}`);
  assert.equal(at(goneItemOf(room, gone, true), "[data-flag]"), null);
  assert.equal(at(goneItemOf(room, { ...gone, status: "held" }, false), "[data-flag]").getAttribute("href"), gone.flag);
  assert.equal(at(goneItemOf(room, { id: gone.id, status: "removed" }, false), "[data-flag]"), null);
});
