import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "./dom.mjs";
import { ME, message, showRoom, texts } from "./room.mjs";

const { Log } = await load("room/log");

const AT = "2026-11-25T19:31:02+00:00";
let room, log, grown;

beforeEach(() => {
  room = showRoom();
  grown = [];
  log = new Log(room, { grew: (news) => grown.push(news) });
});

const says = () => texts(room, '[data-part="says"] .say__text');

test("others' new messages are news below; one's own, hidden ones and what has changed are not", () => {
  const own = { author: { id: ME, name: "amina", facilitator: false } };
  log.show(message(1), AT);
  log.show(message(1), AT);
  log.show(message(2, own), AT);
  log.showHidden({ block: ["x"] });
  log.show(message(3, { author: { id: "x", name: "joel", facilitator: false } }), AT);
  assert.deepEqual(grown, [1, 0, 0, 0]);
  assert.equal(room.querySelector('[data-part="empty"]'), null);
});

test("what is read aloud is who says what", () => {
  assert.deepEqual(log.spoken(message(1)), { name: "bilal", words: "words 1" });
  assert.deepEqual(log.spoken(message(1, { author: { id: null, name: "", facilitator: false } })).name, "someone who left");
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

test("whoever was in a message with the keyboard stays where they were when its words go", () => {
  log.show(message(1), AT);
  document.body.append(room);
  shownItem(1).querySelector(".say__more summary").focus();
  assert.equal(document.activeElement, shownItem(1).querySelector(".say__more summary"));
  log.show({ id: message(1).id, status: "retracted", flag: "/moderation/flag/1" }, AT);
  assert.equal(document.activeElement, shownItem(1));
  log.show(message(2), AT);
  log.show({ id: message(2).id, status: "removed" }, AT);
  assert.equal(document.activeElement, shownItem(1)); // what goes elsewhere moves nobody
});

test("what opens at the lower edge of a small screen comes into sight, and what closes moves nothing", () => {
  log.show(message(1), AT);
  const more = shownItem(1).querySelector(".say__more");
  const seen = [];
  more.scrollIntoView = (how) => seen.push(how);
  more.open = true;
  more.dispatchEvent(new Event("toggle"));
  more.open = false;
  more.dispatchEvent(new Event("toggle"));
  assert.deepEqual(seen, [{ block: "nearest" }]);
});
