import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load, settled } from "./dom.mjs";
import { showRoom, texts } from "./room.mjs";

const { ShiftPanel } = await load("room/shift");
const { showPeople } = await load("room/people");
const { sendQuietly } = await load("room/quiet-form");

let room, panel, asked, answer;
const shift = (...deeds) => ({
  state: "open", state_label: "Open", deeds, url: "/move/", staff: [{ name: "joel", duty: "Facilitator", line: true }, { name: "zola", duty: "Safety moderator", line: false }],
});
const button = (deed) => room.querySelector(`[data-part="shift-form"] [value="${deed}"]`);
const place = (name) => room.querySelector(`[data-part="${name}"]`);

beforeEach(() => {
  room = showRoom();
  panel = new ShiftPanel(room);
  asked = [];
  answer = () => Promise.resolve(new Response("{}"));
  globalThis.fetch = (url, { body }) => {
    asked.push([new URL(url, location.href).pathname, body.get("deed"), body.get("back")]);
    return answer();
  };
});

test("only what would do something is there to press", () => {
  panel.show(shift("pause", "offer"));
  const shown = [...room.querySelectorAll('[data-part="shift-form"] button')].filter((one) => !one.hidden);
  assert.deepEqual(shown.map((one) => one.value), ["pause", "offer"]);
  assert.deepEqual(texts(room, '[data-part="shift-staff"] li'), ["joel: Facilitator", "zola: Safety moderator, not connected"]);
  panel.show({ ...shift(), staff: [] });
  assert.deepEqual(texts(room, '[data-part="shift-staff"] li'), ["Nobody yet. It takes two: the facilitator and a safety moderator."]);
  panel.show({ ...shift("keep"), staff: [{ name: "joel", duty: "Facilitator", line: true, offered: true }] });
  assert.deepEqual(texts(room, '[data-part="shift-staff"] li'), ["joel: Facilitator, would like to hand over"]);
  assert.equal(place("shift-offered").hidden, false);
  panel.show(undefined);
  assert.equal(place("shift").hidden, true);
});

test("one press goes out once, and the focus stays at the desk", async () => {
  panel.show(shift("pause"));
  answer = () => new Promise(() => {});
  button("pause").focus();
  button("pause").click();
  button("pause").click();
  await settled();
  assert.deepEqual(asked, [["/move/", "pause", "desk"]]);
  panel.show(shift("resume"));
  assert.equal(document.activeElement, button("resume"));
});

test("why it could not be is said at the button", async () => {
  panel.show(shift("open"));
  answer = () => Promise.resolve(new Response('{"message": "It takes two."}', { status: 400 }));
  button("open").click();
  for (let turn = 0; turn < 5; turn += 1) await settled();
  assert.deepEqual([place("shift-problem").hidden, place("shift-problem").textContent], [false, "It takes two."]);
});

test("a form sent beside the page says what was wrong, or nothing", async () => {
  const form = place("shift-form");
  form.setAttribute("action", "/move/");
  assert.equal(await sendQuietly(form, button("take"), "lost"), "");
  answer = () => Promise.resolve(new Response("<h1>Sign in</h1>"));
  assert.equal(await sendQuietly(form, null, "lost"), "lost");
});

test("people are shown as the server has put them, those to look after first", () => {
  const one = { name: "bilal", word: "tired", mood: 1, mood_after: null, line: false, spoken: true, care: true };
  showPeople(room, [{ ...one, id: "b" }, { ...one, id: "a", name: "amina", word: "", mood: 4, mood_after: 2, line: true, spoken: false, care: false }]);
  assert.deepEqual(texts(room, '[data-part="people"] [data-name]'), ["bilal", "amina"]);
  assert.match(room.querySelector('[data-part="people"] [data-id="b"] [data-words]').getAttribute("href"), /^\/circles\/[^/]+\/people\/b\/$/);
  const seen = (id, what) => !room.querySelector(`[data-id="${id}"] ${what}`).hidden;
  assert.deepEqual(["[data-care]", "[data-word]", "[data-after]", "[data-line]", "[data-silent]"].map((what) => seen("b", what)), [true, true, false, true, false]);
  assert.deepEqual(["[data-care]", "[data-word]", "[data-after]", "[data-line]", "[data-silent]"].map((what) => seen("a", what)), [false, false, true, false, true]);
  showPeople(room, []);
  assert.deepEqual([place("people-box").hidden, place("nobody").hidden], [false, false]);
});
