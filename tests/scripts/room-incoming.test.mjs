import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "./dom.mjs";
import { message, showRoom } from "./room.mjs";

const { Deeds, idAt } = await load("room/deeds");
const { Incoming } = await load("room/incoming");

const AT = "2026-11-25T19:31:02+00:00";
let room, calls, answers, incoming;

/** A part of the room that writes down what it is told. @param {string} name */
const recorder = (name) => new Proxy({}, { get: (_part, deed) => (...args) => (calls.push([name, deed, ...args]), answers[`${name}.${String(deed)}`]) });
const told = (name) => calls.filter(([who]) => who === name).map(([, ...rest]) => rest);

beforeEach(() => {
  room = showRoom();
  calls = [];
  answers = { "log.show": true, "log.spoken": { name: "bilal", words: "words 1" }, "asides.show": "", "seat.showSanction": "", "pace.show": "" };
  const parts = ["log", "sending", "seat", "pace", "asides", "desk", "announcer", "status"];
  incoming = new Incoming({ room, ...Object.fromEntries(parts.map((name) => [name, recorder(name)])) });
});

test("a new message is shown, read aloud with its name, and counts for the desk", () => {
  incoming.event({ seq: 1, kind: "message", at: AT, message: message(1) });
  assert.deepEqual(told("announcer"), [["said", "bilal", "words 1"]]);
  assert.deepEqual(told("sending"), [["arrived", message(1).id]]);
  assert.deepEqual(told("desk"), [["heard", message(1).author.id]]);
});

test("SG-05: whom one hides is not read aloud; nor is what was there already, or one's own", () => {
  for (const quiet of [{ "log.isHidden": true }, { "log.show": false }, { "log.isMine": true }]) {
    answers = { "log.show": true, ...quiet };
    incoming.event({ seq: 1, kind: "message", at: AT, message: message(1) });
  }
  assert.deepEqual(told("announcer"), []);
  assert.deepEqual(told("sending").filter(([deed]) => deed === "shown"), [["shown", message(1).id]]);
});

test("each frame finds its part", () => {
  incoming.event({ seq: 1, kind: "support", at: AT, support: { id: "m", kinds: [] } });
  incoming.frame({ type: "seat", may_write: true, is_staff: false });
  incoming.frame({ type: "ack", client_id: "c", id: "m", status: "held" });
  incoming.frame({ type: "ack", id: "m", kind: "with_you", given: true });
  incoming.frame({ type: "pong" });
  assert.deepEqual(calls.map(([name, deed]) => `${name}.${deed}`), ["log.showSupport", "seat.show", "sending.acknowledged", "log.showGiven"]);
});

test("what is wrong and stands at no message is said in the status", () => {
  answers["sending.refused"] = "Not now.";
  incoming.frame({ type: "error", code: "conflict", message: "Not now." });
  answers["sending.refused"] = "";
  incoming.frame({ type: "error", code: "too_fast", message: "" });
  assert.deepEqual(told("status"), [["tell", "Not now."]]);
});

test("a private frame is a whole snapshot: what is not in it is not there", () => {
  room.querySelector('[data-part="help"]').append("a card");
  incoming.frame({ type: "private" });
  assert.equal(room.querySelector('[data-part="help"]').childElementCount, 0);
  assert.equal(room.querySelector('[data-part="help"]').textContent, "");
  assert.deepEqual(told("log"), [["showHidden", {}], ["showUnnamed", []]]);
  assert.deepEqual(told("sending"), [["showOwn", []]]);
  assert.deepEqual(told("seat"), [["showSanction", undefined], ["showSession", undefined]]);
});

test("what one does goes over the line; where that is away, by the form, unless words would be lost", () => {
  const frames = [];
  let [isThere, hasWords, complaints] = [true, false, 0];
  const line = { send: (frame) => isThere && frames.push(frame) > 0 };
  const deeds = new Deeds(line, () => hasWords, () => (complaints += 1));
  const item = Object.assign(document.createElement("li"), { innerText: "" });
  item.dataset.id = "m1";
  const button = item.appendChild(Object.assign(document.createElement("button"), { value: "with_you" }));
  const press = (deed) => {
    const event = new Event("click", { cancelable: true });
    deeds[deed](event, button);
    return event.defaultPrevented;
  };
  assert.equal(idAt(button), "m1");
  assert.deepEqual([press("takeBack"), press("support")], [true, true]);
  button.setAttribute("aria-pressed", "true");
  press("support");
  assert.deepEqual(frames, [
    { type: "retract", id: "m1" },
    { type: "react", id: "m1", kind: "with_you", given: true },
    { type: "react", id: "m1", kind: "with_you", given: false },
  ]);
  isThere = false;
  assert.deepEqual([press("takeBack"), complaints], [false, 0]);
  hasWords = true;
  assert.deepEqual([press("takeBack"), press("support"), complaints], [true, true, 2]);
});

test("how people talk is changed over the line; where that is away by the form, whatever is typed", () => {
  const frames = [];
  let isThere = true;
  const deeds = new Deeds({ send: (frame) => isThere && frames.push(frame) > 0 }, () => true, () => assert.fail());
  const form = room.querySelector('[data-part="set-mode"]');
  form.querySelector("select").value = "slow";
  form.addEventListener("submit", (event) => deeds.steer(event));
  const send = () => form.dispatchEvent(new Event("submit", { cancelable: true }));
  assert.equal(send(), false);
  assert.deepEqual(frames, [{ type: "mode", mode: "slow" }]);
  isThere = false;
  assert.equal(send(), true);
});
