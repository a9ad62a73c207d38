import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load, settled } from "./dom.mjs";
import { ME, message, showRoom } from "./room.mjs";

const { unfold } = await load("room/fold");
const { Log } = await load("room/log");

let room, log, asked, answer;
const folded = (number, more = {}) => ({ ...message(number), text: undefined, content_note: "self_harm", ...more });
const item = (number) => room.querySelector(`[data-id="${message(number).id}"]`);
const link = (number) => item(number).querySelector("[data-unfold]");
const done = async () => {
  for (let turn = 0; turn < 5; turn += 1) await settled();
};

beforeEach(() => {
  room = showRoom();
  log = new Log(room, { grew: () => {} });
  asked = [];
  answer = () => Promise.resolve(new Response('{"text": "the words"}', { headers: { "Content-Type": "application/json" } }));
  globalThis.fetch = (url) => {
    asked.push(new URL(url, location.href).pathname);
    return answer();
  };
});

test("it stands there as its note, with a way to its words and none of them", () => {
  log.show(folded(1), "2026-11-25T19:31:02+00:00");
  assert.equal(item(1).querySelector(".say__note").textContent, "Talks about self-harm");
  assert.equal(item(1).querySelector(".say__text"), null);
  assert.equal(new URL(link(1).href).pathname, `/circles/6f0c0000-0000-4000-8000-000000000001/messages/${message(1).id}/`);
  assert.equal(link(1).textContent, "Show it – bilal");
  assert.equal(log.spoken(folded(1)).words, "Talks about self-harm");
  assert.deepEqual(asked, []);
});

test("an open one has neither note nor link", () => {
  log.show(message(2), "");
  assert.equal(item(2).querySelector(".say__note").hidden, true);
  assert.equal(item(2).querySelector("[data-unfolding]").hidden, true);
});

test("opened, its words come and have the focus; folded away they are gone", async () => {
  log.show(folded(1), "");
  link(1).focus();
  unfold(room, link(1));
  unfold(room, link(1));
  await done();
  assert.equal(asked.length, 1);
  const text = item(1).querySelector(".say__text");
  assert.equal(text.textContent, "the words");
  assert.equal(document.activeElement, text);
  assert.equal(link(1).hidden, true);
  item(1).querySelector("[data-unfolding] button").click();
  assert.equal(item(1).querySelector(".say__text"), null);
  assert.equal(document.activeElement, link(1));
});

test("an answer to it carries its note and not its words", async () => {
  log.show(folded(1), "");
  unfold(room, link(1));
  await done();
  log.show(message(2, { reply_to: message(1).id }), "");
  assert.equal(item(2).querySelector(".say__quote").textContent, "bilal: Talks about self-harm");
});

test("one's own opens by itself", async () => {
  log.show(folded(1, { author: { id: ME, name: "amina", facilitator: false } }), "");
  await done();
  assert.equal(item(1).querySelector(".say__text").textContent, "the words");
});

test("one's own without a name opens when one is told that it is", async () => {
  log.show(folded(1, { anonymous: true, author: { id: null, name: "", facilitator: false } }), "");
  await done();
  assert.deepEqual(asked, []);
  log.showUnnamed([{ id: message(1).id, name: "amina", mine: true }]);
  await done();
  assert.equal(item(1).querySelector(".say__text").textContent, "the words");
});

test("shown openly before and folded since, its words are taken away", () => {
  log.show(message(1), "");
  log.show(folded(1), "");
  assert.equal(item(1).querySelector(".say__text"), null);
  assert.ok(!room.querySelector('[data-part="says"]').textContent.includes("words 1"));
});

for (const [what, made] of [
  ["no answer", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["a refusal", () => Promise.resolve(new Response("{}", { status: 404 }))],
  ["a page instead", () => Promise.resolve(new Response("<h1>Sign in</h1>"))],
]) {
  test(`${what}: it is said, and can be tried again`, async () => {
    log.show(folded(1), "");
    answer = made;
    unfold(room, link(1));
    await done();
    assert.equal(item(1).querySelector("[role=alert]").textContent, "That did not reach us. Check the connection and try again.");
    assert.equal(item(1).querySelector(".say__text"), null);
    answer = () => Promise.resolve(new Response('{"text": "the words"}'));
    unfold(room, link(1));
    await done();
    assert.equal(item(1).querySelector("[role=alert]"), null);
    assert.equal(item(1).querySelector(".say__text").textContent, "the words");
  });
}
