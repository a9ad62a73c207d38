import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { load, settled, show } from "./dom.mjs";
import { message, showRoom, texts } from "./room.mjs";

const { addressOfStep } = await load("room/message");
const { Log } = await load("room/log");
const { Steps } = await load("room/steps");

const AT = "2026-11-25T19:31:02+00:00";
let room, steps, told, asked, suggestion, answer;
const panel = () => room.querySelector('[data-part="step"]');
const form = () => room.querySelector('[data-part="step-form"]');
const problem = () => panel().querySelector("[data-step-problem]");
const link = () => room.querySelector('[data-part="says"] [data-step]');
const wait = async () => {
  for (let turn = 0; turn < 6; turn += 1) await settled();
};

beforeEach(() => {
  room = showRoom();
  told = [];
  asked = [];
  suggestion = { step: "mute", earlier: 1, care: false };
  answer = () => Promise.resolve(new Response("{}"));
  globalThis.fetch = (url, { method = "GET" }) => {
    asked.push(`${method} ${new URL(url, location.href).pathname}`);
    return method === "GET" ? Promise.resolve(new Response(JSON.stringify(suggestion))) : answer();
  };
  steps = new Steps(room, (words) => told.push(words));
  const log = new Log(room, { grew: () => {} });
  log.show(message(1), AT);
  room.addEventListener("click", (event) => {
    const at = event.target.closest("a[data-step]");
    if (at) steps.open(event, at);
  });
});
afterEach(() => show(""));

test("each message of somebody else has its own address, one's own and the staff's have none", () => {
  const { id } = message(1);
  assert.equal(addressOfStep(room, id), `/moderation/sanctions/circle_message/${id}/`);
  assert.equal(new URL(link().href, location.href).pathname, `/moderation/sanctions/circle_message/${id}/`);
  const log = new Log(room, { grew: () => {} });
  log.show(message(2, { author: { id: "x", name: "joel", facilitator: true } }), AT);
  assert.equal(room.querySelector(`#m-${message(2).id} [data-step]`).hidden, true);
});

test("the form opens beside the room, about this very message, with what usually comes next", async () => {
  link().click();
  assert.equal(panel().hidden, false);
  assert.equal(document.activeElement, panel());
  assert.deepEqual(texts(panel(), "[data-step-name], [data-step-words]"), ["bilal", "words 1"]);
  await wait();
  assert.equal(form().querySelector('[name="step"]').value, "mute");
  assert.equal(panel().querySelector("[data-step-count]").textContent, "1");
});

test("where somebody may need help, that is said first", async () => {
  const care = () => panel().querySelector("[data-step-care]").hidden;
  link().click();
  await wait();
  assert.equal(care(), true);
  suggestion.care = true;
  link().click();
  await wait();
  assert.equal(care(), false);
});

test("it goes out once, is said aloud, and the focus goes back to the message", async () => {
  link().click();
  await wait();
  const button = form().querySelector("button");
  button.click();
  button.click();
  await wait();
  assert.deepEqual(asked.filter((one) => one.startsWith("POST")).length, 1);
  assert.equal(panel().hidden, true);
  assert.equal(told.length, 1);
  assert.equal(document.activeElement, link());
});

test("what is wrong is said there, and nothing that was typed is lost", async () => {
  answer = () => Promise.resolve(new Response('{"message": "Please choose the rule this breaks."}', { status: 400 }));
  link().click();
  await wait();
  form().querySelector("button").click();
  await wait();
  assert.deepEqual([problem().hidden, problem().textContent, panel().hidden], [false, "Please choose the rule this breaks.", false]);
});
