import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "./dom.mjs";
import { ME, message, showRoom, texts } from "./room.mjs";

const { Log } = await load("room/log");

const AT = "2026-11-25T19:31:02+00:00";
let room, log, frames;
/** jsdom lays nothing out: this is how tall things would be. */
const size = { scrollHeight: 1000, clientHeight: 400 };

beforeEach(() => {
  room = showRoom();
  const scroller = room.querySelector('[data-part="scroll"]');
  for (const name of Object.keys(size)) Object.defineProperty(scroller, name, { get: () => size[name], configurable: true });
  frames = [];
  globalThis.requestAnimationFrame = (then) => frames.push(then);
  log = new Log(room);
});

const says = () => texts(room, '[data-part="says"] .say__text');
const scroller = () => room.querySelector('[data-part="scroll"]');
function scrollTo(top) {
  scroller().scrollTop = top;
  scroller().dispatchEvent(new Event("scroll"));
}
const below = () => !room.querySelector('[data-part="below"]').hidden;

test("somebody else's message: name, words as text, time, and a way to tell moderators", () => {
  assert.equal(log.show(message(1, { text: "<b>not bold</b>" }), AT), true);
  const item = room.querySelector('[data-part="says"] li');
  assert.equal(item.querySelector(".say__text").textContent, "<b>not bold</b>");
  assert.equal(item.querySelector("b"), null);
  assert.equal(item.querySelector(".say__name").textContent, "bilal");
  assert.equal(item.querySelector("time").dateTime, AT);
  assert.equal(item.querySelector("[data-flag]").getAttribute("href"), "/moderation/flag/1");
  assert.equal(item.querySelector(".say__more").hidden, false);
  assert.equal(item.querySelector(".say__more").open, false);
  assert.equal(item.querySelector("[data-take-back]").hidden, true);
  assert.equal(room.querySelector('[data-part="empty"]'), null);
});

test("one's own message can be taken back, and nobody else's", () => {
  log.show(message(1, { author: { id: ME, name: "amina", facilitator: false } }), AT);
  const item = room.querySelector('[data-part="says"] li');
  assert.ok(item.classList.contains("say--mine"));
  assert.equal(item.querySelector(".say__more").hidden, true);
  assert.match(item.querySelector("[data-take-back]").getAttribute("formaction"), /\/messages\/0{8}-0000-4000-8000-0{11}1\/take-back\/$/);
});

test("somebody who left, and a facilitator", () => {
  log.show(message(1, { author: { id: null, name: "", facilitator: false } }), AT);
  log.show(message(2, { author: { id: "x", name: "joel", facilitator: true } }), AT);
  assert.deepEqual(texts(room, '[data-part="says"] .say__name'), ["someone who left", "joel"]);
  const badges = [...room.querySelectorAll('[data-part="says"] [data-facilitator]')].map((badge) => badge.hidden);
  assert.deepEqual(badges, [true, false]);
});

test("removed, it keeps its place and loses its words; restored, it is back in its place", () => {
  for (const number of [1, 2, 3]) log.show(message(number), AT);
  assert.equal(log.show({ id: message(2).id, status: "removed" }, AT), false);
  assert.deepEqual(says(), ["words 1", "words 3"]);
  assert.equal(room.querySelectorAll('[data-part="says"] li').length, 3);
  assert.match(room.querySelector(".say__gone").textContent, /moderator/);
  log.show(message(2), AT);
  assert.deepEqual(says(), ["words 1", "words 2", "words 3"]);
});

test("taken back before it was ever here, there is nothing to show", () => {
  assert.equal(log.show({ id: message(9).id, status: "retracted" }, AT), false);
  assert.equal(log.has(message(9).id), false);
});

test("whoever has scrolled up stays there, is told of what is new below, and gets there with one press", () => {
  log.toEnd();
  scrollTo(200);
  log.show(message(1), AT);
  assert.equal(scroller().scrollTop, 200);
  assert.equal(frames.length, 0);
  assert.equal(below(), true);
  room.querySelector('[data-part="below"] button').click();
  assert.equal(scroller().scrollTop, size.scrollHeight);
  assert.equal(below(), false);
  assert.equal(document.activeElement, scroller());
});

test("at the end, many messages ask for the height once", () => {
  log.toEnd();
  for (let number = 0; number < 200; number += 1) log.show(message(number), AT);
  assert.equal(frames.length, 1);
  size.scrollHeight = 9000;
  frames[0]();
  assert.equal(scroller().scrollTop, 9000);
  size.scrollHeight = 1000;
  assert.equal(below(), false);
});

test("scrolling down oneself hides the button", () => {
  log.toEnd();
  scrollTo(0);
  log.show(message(1), AT);
  scrollTo(590);
  assert.equal(below(), false);
});

test("what is on its way says where it stands", () => {
  const entry = { clientId: "c1", text: "hello", state: "waiting", why: "", id: "", until: 0, hasLine: false };
  const state = () => room.querySelector('[data-part="pending"] [data-state]').textContent;
  log.showPending(entry);
  assert.equal(state(), "Not sent yet. We send it when the connection is back.");
  log.showPending({ ...entry, hasLine: true });
  assert.equal(state(), "Sending …");
  log.showPending({ ...entry, hasLine: true, until: Date.now() + 6_500 });
  assert.equal(state(), "Many messages at once. This one goes out in 7 s.");
  log.showPending({ ...entry, state: "refused", why: "Too long." });
  assert.equal(state(), "Not sent");
  assert.equal(room.querySelector('[data-part="pending"] [data-why]').textContent, "Too long.");
  assert.equal(room.querySelector('[data-part="pending"] [data-again]').hidden, false);
  assert.equal(room.querySelectorAll('[data-part="pending"] li').length, 1);
  log.removePending("c1");
  assert.equal(room.querySelectorAll('[data-part="pending"] li').length, 0);
});

test("one's own that waits or was not shown: a whole snapshot each time", () => {
  log.showOwn([
    { id: message(1).id, client_id: "c", status: "held", text: "one", at: AT },
    { id: message(2).id, client_id: "d", status: "removed", text: "two", at: AT },
  ]);
  assert.deepEqual(texts(room, '[data-part="mine"] .badge'), ["Waiting for a facilitator", "Not shown"]);
  log.showOwn([]);
  assert.deepEqual(texts(room, '[data-part="mine"] li'), []);
});

const shownItem = (number) => room.querySelector(`[data-id="${message(number).id}"]`);
const quote = (number) => shownItem(number).querySelector(".say__quote").textContent;

test("an answer shows the first words of what it answers, and nothing of it when that has gone", () => {
  log.show(message(1, { text: "x".repeat(100) }), AT);
  log.show(message(2, { reply_to: message(1).id }), AT);
  assert.equal(quote(2), `bilal: ${"x".repeat(79)}…`);
  log.show({ id: message(1).id, status: "removed" }, AT);
  assert.equal(quote(2), "Answers a message that is not shown any more.");
  log.show(message(3, { reply_to: message(99).id }), AT);
  assert.equal(quote(3), "Answers an earlier message.");
});

test("answers without words are named, not counted; one's own is pressed when the server has it", () => {
  log.show(message(1, { support: ["thank_you"] }), AT);
  const kinds = () => texts(shownItem(1), ".say__support li");
  const button = shownItem(1).querySelector('[data-support][value="with_you"]');
  assert.deepEqual(kinds(), ["Thank you"]);
  log.showSupport({ id: message(1).id, kinds: ["with_you", "thank_you"] });
  assert.deepEqual(kinds(), ["I am with you", "Thank you"]);
  assert.equal(button.getAttribute("aria-pressed"), "false");
  log.showGiven(message(1).id, "with_you", true);
  assert.deepEqual([button.getAttribute("aria-pressed"), button.name], ["true", "take"]);
  log.showSupport({ id: message(1).id, kinds: [] });
  assert.equal(shownItem(1).querySelector(".say__support").hidden, true);
});

test("without a name: nobody's for the group, a name beside it for staff, one's own for its author", () => {
  const unnamed = { author: { id: null, name: "", facilitator: false }, anonymous: true };
  log.show(message(1, unnamed), AT);
  const badge = () => shownItem(1).querySelector("[data-unnamed]");
  assert.equal(shownItem(1).querySelector(".say__name").textContent, "Somebody, without a name");
  assert.equal(badge().hidden, true);
  log.showUnnamed([{ id: message(1).id, name: "amina", mine: false }]);
  assert.equal(badge().textContent, "only staff see: amina");
  log.showUnnamed([{ id: message(1).id, name: "amina", mine: true }]);
  assert.equal(badge().textContent, "You, without your name");
  assert.ok(shownItem(1).classList.contains("say--mine"));
  assert.equal(shownItem(1).querySelector("[data-take-back]").hidden, false);
});

test("SG-05: whom one blocks is gone, whom one mutes is folded away, and both come back", () => {
  const { id } = message(1).author;
  log.show(message(1), AT);
  log.show(message(2, { author: { id: ME, name: "amina", facilitator: false }, reply_to: message(1).id }), AT);
  assert.equal(quote(2), "bilal: words 1");
  assert.match(shownItem(1).querySelector("[data-hide]").getAttribute("href"), /\/messages\/0{8}-0000-4000-8000-0{11}1\/hide\/$/);
  log.showHidden({ block: [id] });
  assert.equal(shownItem(1).hidden, true);
  assert.equal(quote(2), "Answers an earlier message.");
  log.show(message(3), AT);
  assert.deepEqual([shownItem(3).hidden, log.isHidden(message(3))], [true, true]);
  log.showHidden({ mute: [id] });
  assert.equal(shownItem(1).hidden, false);
  assert.equal(shownItem(1).querySelector("details.say__fold .say__text").textContent, "words 1");
  log.showHidden({});
  assert.equal(shownItem(1).querySelector(".say__fold"), null);
  assert.equal(quote(2), "bilal: words 1");
});

test("SG-05: staff, and what is said without a name, are never hidden", () => {
  const author = { id: "x", name: "joel", facilitator: true };
  log.showHidden({ block: ["x"] });
  log.show(message(1, { author }), AT);
  log.show(message(2, { author: { id: "x", name: "bilal", facilitator: false }, anonymous: true }), AT);
  assert.deepEqual([shownItem(1).hidden, shownItem(2).hidden], [false, false]);
});
