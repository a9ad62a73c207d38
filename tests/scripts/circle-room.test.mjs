import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { load, press, show } from "./dom.mjs";
import { ME, message, showRoom, texts } from "./room.mjs";
import { Socket } from "./socket.mjs";

let hasKeys = true;
window.matchMedia = () => ({ matches: hasKeys });
globalThis.requestAnimationFrame = (then) => then();
await load("circle-room");

const AT = "2026-11-25T19:31:02+00:00";
let room, seq;
const field = () => room.querySelector('[data-part="form"] textarea');
const status = () => room.querySelector('[data-part="status"]').textContent;
const spoken = () => texts(room, '[data-part="announce"] p');
const pending = () => texts(room, '[data-part="pending"] .say__text');
const posts = () => Socket.last.of("post");
const isShown = (name) => !room.querySelector(`[data-part="${name}"]`).hidden;

function say(text) {
  field().value = text;
  room.querySelector('[data-part="form"] button').click();
}
const event = (body) => Socket.last.says({ type: "event", room: "r", seq: (seq += 1), kind: "message", at: AT, message: body });
const ack = (post, more = {}) => Socket.last.says({ type: "ack", room: "r", client_id: post.client_id, id: message(50).id, seq: null, status: "published", ...more });
const ownHeld = (client_id, more = {}) => ({ id: message(50).id, client_id, status: "held", text: "mine", at: AT, ...more });
const mine = (more = {}) => message(50, { author: { id: ME, name: "amina", facilitator: false }, text: "mine", ...more });

beforeEach((t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  for (const name of ["setTimeout", "setInterval"]) window[name] = globalThis[name];
  Socket.all = [];
  seq = 0;
  hasKeys = true;
  room = showRoom();
});
afterEach(() => show(""));

test("it joins, says so, and shows what the page had only promised", () => {
  assert.equal(status(), "Connecting …");
  assert.match(Socket.last.url, /^wss:\/\/pop\.example\/ws\/rooms\/\?lang=en$/);
  Socket.last.welcomes();
  assert.match(status(), /^You are connected\./);
  assert.ok(isShown("tools"));
  assert.ok(isShown("hint"));
  assert.equal(isShown("retry"), false);
});

test("said: it goes out once, waits on the screen, and moves into the conversation when the server says so", () => {
  Socket.last.welcomes();
  say("mine");
  assert.equal(field().value, "");
  assert.equal(document.activeElement, field());
  assert.deepEqual(posts().map(({ text }) => text), ["mine"]);
  ack(posts()[0]);
  assert.deepEqual(pending(), ["mine"]); // no moment in which it is nowhere
  event(mine());
  assert.deepEqual(pending(), []);
  assert.deepEqual(texts(room, '[data-part="says"] .say__text'), ["mine"]);
});

test("the event may come before the answer", () => {
  Socket.last.welcomes();
  say("mine");
  event(mine());
  ack(posts()[0]);
  assert.deepEqual(pending(), []);
});

test("others are read aloud, once, with their names; oneself is not, nor what the page already showed", (t) => {
  Socket.last.welcomes();
  event(message(1));
  event(mine());
  event(message(1)); // restored: it was read already
  t.mock.timers.tick(5_000);
  assert.deepEqual(spoken(), ["bilal: words 1"]);
});

test("two hundred at once are a number", (t) => {
  Socket.last.welcomes();
  for (let number = 1; number <= 200; number += 1) event(message(number));
  t.mock.timers.tick(5_000);
  assert.deepEqual(spoken(), ["New messages: 200"]);
});

test("somebody chooses how much is read", (t) => {
  Socket.last.welcomes();
  const choice = room.querySelector('[data-part="aloud"]');
  choice.value = "off";
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  event(message(1));
  t.mock.timers.tick(5_000);
  assert.deepEqual(spoken(), []);
});

test("a short break is not worth a word; a long one is said once, and that it is over", (t) => {
  t.mock.method(Math, "random", () => 0.5);
  Socket.last.welcomes();
  Socket.last.breaks();
  t.mock.timers.tick(500);
  Socket.last.welcomes();
  t.mock.timers.tick(5_000);
  assert.match(status(), /^You are connected\./);
  let changes = 0;
  const line = room.querySelector('[data-part="status"]');
  Object.defineProperty(line, "textContent", {
    get: () => line.firstChild?.data ?? "",
    set: (words) => {
      changes += 1;
      line.replaceChildren(words);
    },
  });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    Socket.last.breaks();
    t.mock.timers.tick(20_000);
  }
  assert.match(status(), /^No connection\./);
  assert.equal(changes, 1);
  assert.ok(isShown("retry"));
  Socket.last.welcomes();
  assert.equal(changes, 2);
});

test("SEC-04: written while the line is down, it goes out when it is back, under one name", (t) => {
  Socket.last.welcomes();
  say("one");
  Socket.last.breaks();
  const [first] = Socket.all[0].of("post");
  say("two");
  assert.deepEqual(texts(room, '[data-part="pending"] [data-state]'), Array(2).fill("Not sent yet. We send it when the connection is back."));
  t.mock.timers.tick(1_000);
  Socket.last.welcomes();
  assert.equal(posts()[0].client_id, first.client_id);
  ack(posts()[0], { id: message(1).id });
  assert.deepEqual(posts().map(({ text }) => text), ["one", "two"]);
});

test("refused: the reason stands beside it, is said once, and its words can be changed", () => {
  Socket.last.welcomes();
  say("not this");
  Socket.last.says({ type: "error", room: "r", client_id: posts()[0].client_id, code: "invalid", message: "No.", fields: { text: ["Too long."] } });
  assert.deepEqual(texts(room, '[data-part="pending"] [data-why]'), ["Too long."]);
  assert.deepEqual(spoken(), ["Your message has not gone out. Its words are still here. Too long."]);
  field().value = "already typing";
  room.querySelector("[data-edit]").click();
  assert.equal(field().value, "not this\nalready typing");
  assert.equal(document.activeElement, field());
  assert.deepEqual(pending(), []);
});

test("too fast: it says for how long, counts down, and goes by itself", (t) => {
  Socket.last.welcomes();
  say("quick");
  Socket.last.says({ type: "error", code: "too_fast", message: "Slow down.", retry_after: 3 });
  const state = () => texts(room, '[data-part="pending"] [data-state]')[0];
  assert.equal(state(), "Many messages at once. This one goes out in 3 s.");
  t.mock.timers.tick(1_000);
  assert.equal(state(), "Many messages at once. This one goes out in 2 s.");
  t.mock.timers.tick(2_000);
  assert.equal(posts().length, 2);
  assert.equal(state(), "Sending …");
  assert.deepEqual(spoken(), []);
});

test("held: that it waits, and what has become of it, are said", () => {
  Socket.last.welcomes();
  say("mine");
  ack(posts()[0], { status: "held" });
  Socket.last.says({ type: "private", room: "r", mine: [ownHeld(posts()[0].client_id)] });
  assert.deepEqual(pending(), []);
  assert.deepEqual(texts(room, '[data-part="mine"] .say__text'), ["mine"]);
  event(mine());
  Socket.last.says({ type: "private", room: "r" });
  assert.deepEqual(spoken(), ["A facilitator reads your message first.", "The others can see your message now."]);
});

test("held and not shown: said too, once", () => {
  Socket.last.welcomes();
  const removed = ownHeld("c", { status: "removed" });
  Socket.last.says({ type: "private", room: "r", mine: [ownHeld("c")] });
  Socket.last.says({ type: "private", room: "r", mine: [removed] });
  Socket.last.says({ type: "private", room: "r", mine: [removed] });
  assert.equal(spoken().length, 1);
  assert.match(spoken()[0], /^A person read your message\./);
});

test("SEC-28: signed out elsewhere, nothing typed is lost or sent into the void, and one can come back", () => {
  let left = 0;
  room.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) left += 1;
    event.preventDefault();
  });
  Socket.last.welcomes();
  say("on its way");
  Socket.last.breaks(4401);
  assert.match(status(), /^You are signed out\./);
  assert.deepEqual(texts(room, '[data-part="pending"] [data-state]'), ["Not sent"]);
  say("half a thought");
  assert.equal(field().value, "half a thought");
  assert.equal(left, 0);
  room.querySelector('[data-part="retry"] button').click();
  Socket.last.welcomes();
  assert.match(status(), /^You are connected\./);
  room.querySelector("[data-again]").click();
  assert.deepEqual(posts().map(({ text }) => text), ["on its way"]);
});

test("a frame too long for the line is not sent for ever", (t) => {
  Socket.last.welcomes();
  say("x");
  Socket.last.breaks(1009);
  assert.deepEqual(texts(room, '[data-part="pending"] [data-why]'), ["Please make this shorter: 2,000 characters at most."]);
  t.mock.timers.tick(1_000);
  Socket.last.welcomes();
  assert.deepEqual(posts(), []);
});

test("a role that was lost takes its tools away; the words typed stay", () => {
  Socket.last.welcomes(0, { is_staff: true });
  field().value = "half a thought";
  Socket.last.says({ type: "joined", room: "r", seq: 0, may_write: false, is_staff: false });
  assert.equal(isShown("staff"), false);
  assert.equal(isShown("form"), false);
  assert.equal(isShown("read-only"), true);
  assert.equal(field().value, "half a thought");
});

test("Enter sends and Shift+Enter does not; nor does the Enter that ends choosing a character, nor one on a touch screen", () => {
  Socket.last.welcomes();
  const type = (more) => {
    field().value = "words";
    return press("Enter", field(), more);
  };
  assert.equal(type({ shiftKey: true }), true);
  assert.equal(type({ isComposing: true }), true);
  hasKeys = false;
  assert.equal(type({}), true);
  assert.deepEqual(posts(), []);
  hasKeys = true;
  assert.equal(type({}), false);
  assert.deepEqual(posts().map(({ text }) => text), ["words"]);
});

test("taken back over the line, so that the page and what is typed in it stay", () => {
  Socket.last.welcomes();
  event(mine());
  room.querySelector('[data-part="says"] [data-take-back]').click();
  assert.deepEqual(Socket.last.of("retract"), [{ type: "retract", id: mine().id, room: "r" }]);
});

test("a link opens beside the page while something is not sent", () => {
  Socket.last.welcomes();
  event(message(1));
  const link = room.querySelector('[data-part="says"] [data-flag]');
  room.addEventListener("click", (event) => event.preventDefault());
  link.click();
  assert.equal(link.target, "");
  field().value = "half a thought";
  link.click();
  assert.equal(link.target, "_blank");
});

test("where sockets are shut off for good, the plain form does the sending", (t) => {
  let left = 0;
  room.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) left += 1;
    event.preventDefault();
  });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    Socket.last.breaks();
    t.mock.timers.tick(60_000);
  }
  say("words");
  assert.equal(left, 1);
  assert.equal(field().value, "words");
});

const pacing = (mode, turn = null) => ({ mode, by_rule: false, pause: 20, turn, now: new Date().toISOString() });
const paced = (pace) => Socket.last.says({ type: "event", room: "r", seq: (seq += 1), kind: "mode", at: AT, pace });

test("slowly: what comes too soon says why, and goes by itself", (t) => {
  Socket.last.welcomes();
  paced(pacing("slow"));
  say("quick");
  Socket.last.says({ type: "error", code: "too_fast", message: "Slowly.", retry_after: 20, client_id: posts()[0].client_id });
  assert.deepEqual(texts(room, '[data-part="pending"] [data-state]'), ["We go slowly at the moment. This one goes out in 20 s."]);
  t.mock.timers.tick(20_000);
  assert.equal(posts().length, 2);
  assert.deepEqual(spoken(), ["We go slowly at the moment."]);
});

test("staff change how people talk over the line, and the turn", () => {
  Socket.last.welcomes(0, { is_staff: true });
  const press = (name) => room.querySelector(`[data-part="${name}"] button`).click();
  room.querySelector('[data-part="set-mode"] select').value = "turns";
  press("set-mode");
  assert.deepEqual(Socket.last.of("mode"), [{ type: "mode", mode: "turns", room: "r" }]);
  press("pass");
  assert.equal(Socket.last.of("pass").length, 1);
  Socket.last.says({ type: "error", room: "r", code: "conflict", message: "Not now." });
  assert.equal(status(), "Not now.");
});

test("what waits for a facilitator is counted, not read", () => {
  Socket.last.welcomes(0, { is_staff: true });
  const held = { id: "h1", author: { name: "bilal" }, text: "words", at: AT, care: false, reasons: [], decide: "/d/" };
  Socket.last.says({ type: "private", room: "r", held: [held] });
  Socket.last.says({ type: "private", room: "r", held: [held] });
  assert.deepEqual(spoken(), ["Waiting for you: 1"]);
});

test("in somebody else's turn what is typed stays in the box, and why is said", () => {
  room.remove();
  document.body.append(room); // connected again, as a member: without what staff see
  room.remove();
  room.querySelector('[data-part="staff"]').remove();
  document.body.append(room);
  Socket.last.welcomes();
  paced(pacing("turns", { id: "b", name: "bilal", ends_at: new Date(Date.now() + 60_000).toISOString() }));
  say("half a thought");
  assert.equal(field().value, "half a thought");
  assert.deepEqual(posts(), []);
  assert.match(status(), /^It is not your turn/);
});

test("nothing is kept on the device", () => {
  Socket.last.welcomes();
  say("words");
  assert.equal(sessionStorage.length, 0);
  assert.equal(window.localStorage.length, 0);
  assert.equal(document.cookie, "");
});

test("taken out of the page, it hangs up", () => {
  Socket.last.welcomes();
  room.remove();
  assert.equal(Socket.last.isClosed, true);
});

test("an answer goes out with what it answers, once; one can think better of it", () => {
  Socket.last.welcomes();
  event(message(1));
  room.querySelector('[data-part="says"] [data-reply]').click();
  assert.ok(isShown("answer"));
  assert.match(room.querySelector('[data-part="answered"]').textContent, /^You answer bilal: words 1/);
  room.querySelector('[data-part="no-answer"]').click();
  assert.equal(isShown("answer"), false);
  room.querySelector('[data-part="says"] [data-reply]').click();
  say("an answer");
  ack(posts()[0]);
  say("no answer");
  assert.deepEqual(posts().map((post) => post.reply_to), [message(1).id, undefined]);
});

test("without a name: for one message", () => {
  Socket.last.welcomes();
  room.querySelector('[name="anonymous"]').checked = true;
  say("a question");
  ack(posts()[0]);
  say("with my name");
  assert.deepEqual(posts().map((post) => post.anonymous), [true, undefined]);
});

test("an answer without words goes over the line, and is pressed when it has arrived", () => {
  Socket.last.welcomes();
  event(message(1));
  const button = room.querySelector('[data-part="says"] [data-support]');
  button.click();
  assert.deepEqual(Socket.last.of("react"), [{ type: "react", id: message(1).id, kind: "with_you", given: true, room: "r" }]);
  Socket.last.says({ type: "ack", room: "r", id: message(1).id, kind: "with_you", given: true });
  button.click();
  assert.equal(Socket.last.of("react")[1].given, false);
});

test("a prepared sentence is put after what is written, and not sent", () => {
  Socket.last.welcomes();
  field().value = "Hello.";
  const link = room.querySelector("[data-insert]");
  link.textContent = "Nobody has to say anything.";
  link.click();
  assert.equal(field().value, "Hello. Nobody has to say anything.");
  assert.equal(document.activeElement, field());
  assert.deepEqual(posts(), []);
});

test("SG-35: a folded message is opened by its link, and read aloud as its note", () => {
  Socket.last.welcomes();
  const asked = [];
  globalThis.fetch = (url) => (asked.push(String(url)), new Promise(() => {}));
  event(message(1, { text: undefined, content_note: "self_harm" }));
  room.querySelector('[data-part="says"] [data-unfold]').click();
  assert.equal(asked.length, 1);
});

test("that somebody takes longer for one's own words is said once", () => {
  Socket.last.welcomes();
  const snapshot = () => Socket.last.says({ type: "private", room: "r", mine: [ownHeld("c1", { longer: true })] });
  snapshot();
  snapshot();
  assert.deepEqual(spoken(), ["A person has read your message and thinks about it a little longer."]);
  assert.match(room.querySelector('[data-part="mine"]').textContent, /Takes a little longer/);
});
