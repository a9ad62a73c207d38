import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load, press, settled } from "./dom.mjs";
import { showRoom, texts } from "./room.mjs";

const { HeldQueue } = await load("room/held");

let room, queue, asked, answer;
const held = (number, more = {}) => ({
  id: `h${number}`,
  author: { name: `person ${number}` },
  text: `words ${number}`,
  at: "2026-11-25T19:31:02+00:00",
  care: false,
  reasons: ["It holds a number."],
  decide: `/circles/c/messages/${number}/decide/`,
  ...more,
});

beforeEach(() => {
  room = showRoom();
  queue = new HeldQueue(room, room.querySelector('[data-part="held"]'));
  asked = [];
  answer = () => Promise.resolve(new Response("{}", { headers: { "Content-Type": "application/json" } }));
  globalThis.fetch = (url, { body }) => {
    asked.push({ url: String(url), ...Object.fromEntries(body) });
    return answer();
  };
});

const shown = () => texts(room, ".held .say__text");
const button = (number, value) => room.querySelector(`[data-id="h${number}"] [value="${value}"]`);
/** What assistive technology calls it. */
const named = (control) =>
  control.getAttribute("aria-labelledby").split(" ").map((id) => heard(document.getElementById(id))).join(" ");
const heard = (place) => [...place.childNodes].filter((node) => node.ariaHidden !== "true" && !node.matches?.("[aria-hidden]")).map((node) => node.textContent).join("").trim();

test("a snapshot is shown whole, and how many are new is said", () => {
  assert.equal(queue.show([held(1), held(2, { care: true })]), 2);
  assert.deepEqual(shown(), ["words 1", "words 2"]);
  assert.deepEqual(texts(room, '[data-id="h1"] .held__reasons li'), ["It holds a number."]);
  assert.equal(room.querySelector('[data-id="h2"] [data-care]').hidden, false);
  assert.equal(queue.show([held(2), held(3)]), 1);
  assert.deepEqual(shown(), ["words 2", "words 3"]);
  assert.equal(room.querySelector('[data-part="none-held"]').hidden, true);
  queue.show([]);
  assert.equal(room.querySelector('[data-part="none-held"]').hidden, false);
});

test("every control says whose message it is about", () => {
  queue.show([held(1), held(2)]);
  assert.equal(named(button(1, "approve")), "Show it person 1");
  assert.equal(named(button(2, "remove")), "Do not show it person 2");
  assert.deepEqual(
    [...room.querySelectorAll('[data-id="h2"] summary')].map(named),
    ["Show it folded, with a content note person 2", "Let it wait person 2", "Do not show it person 2"],
  );
  assert.equal(document.getElementById(button(1, "approve").getAttribute("aria-describedby")).textContent, "words 1");
  const ids = [...room.querySelectorAll("[id]")].map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test("what is being typed about one stays when others come and go, and so does the focus", () => {
  queue.show([held(1), held(2)]);
  const field = room.querySelector('[data-id="h2"] textarea');
  field.value = "half a sentence";
  field.focus();
  queue.show([held(3), held(2), held(4)]);
  assert.equal(document.activeElement, field);
  assert.equal(field.value, "half a sentence");
  assert.deepEqual(shown(), ["words 3", "words 2", "words 4"]);
});

test("decided, the next one has the focus; after the last one, the words that nothing waits", async () => {
  queue.show([held(1), held(2), held(3)]);
  button(2, "approve").focus();
  button(2, "approve").click();
  await settled();
  const typed = { content_note: "", note: "", reason_code: "", explanation: "", sentence: "" };
  assert.deepEqual(asked, [{ url: "https://pop.example/circles/c/messages/2/decide/", ...typed, decision: "approve" }]);
  queue.show([held(1), held(3)]);
  assert.equal(document.activeElement, button(3, "approve"));
  queue.show([held(1)]);
  assert.equal(document.activeElement, button(1, "approve"));
  queue.show([]);
  assert.equal(document.activeElement, room.querySelector('[data-part="none-held"]'));
});

test("somebody who is elsewhere is not brought here", () => {
  queue.show([held(1)]);
  const field = room.querySelector('[data-part="form"] textarea');
  field.closest('[data-part="form"]').hidden = false; // as it is for whoever may write
  field.focus();
  queue.show([]);
  assert.equal(document.activeElement, field);
});

test("pressed twice, it is decided once", async () => {
  queue.show([held(1)]);
  answer = () => new Promise(() => {});
  button(1, "approve").click();
  button(1, "approve").click();
  await settled();
  assert.equal(asked.length, 1);
});

test("in a browser that does not say which button it was", async () => {
  queue.show([held(1)]);
  const form = room.querySelector('[data-id="h1"] form');
  const original = Object.getOwnPropertyDescriptor(SubmitEvent.prototype, "submitter");
  Object.defineProperty(SubmitEvent.prototype, "submitter", { get: () => undefined, configurable: true });
  form.querySelector("select").value = "";
  button(1, "remove").click();
  await settled();
  Object.defineProperty(SubmitEvent.prototype, "submitter", original);
  assert.equal(asked[0].decision, "remove");
});

for (const [what, made, words] of [
  ["a refusal is said at the message", () => Promise.resolve(new Response('{"message": "Choose a rule."}', { status: 400 })), "Choose a rule."],
  ["a page instead of an answer is no decision", () => Promise.resolve(new Response("<h1>Sign in</h1>")), "That did not reach us. Check the connection and try again."],
  ["without a network it can be tried again", () => Promise.reject(new TypeError("Failed to fetch")), "That did not reach us. Check the connection and try again."],
]) {
  test(what, async () => {
    queue.show([held(1)]);
    answer = made;
    button(1, "remove").click();
    for (let turn = 0; turn < 5; turn += 1) await settled();
    const problem = room.querySelector('[data-id="h1"] .held__problem');
    assert.equal(problem.hidden, false);
    assert.equal(problem.textContent, words);
    button(1, "remove").click();
    await settled();
    assert.equal(asked.length, 2);
  });
}

test("Escape folds up what was opened", () => {
  queue.show([held(1)]);
  const details = room.querySelector('[data-id="h1"] details[data-key="4"]');
  details.open = true;
  press("Escape", details.querySelector("textarea"));
  assert.equal(details.open, false);
  assert.equal(document.activeElement, details.querySelector("summary"));
});

test("a content note that could fit is chosen beforehand, and a person presses the button", async () => {
  queue.show([held(1, { suggested_note: "self_harm" }), held(2)]);
  assert.equal(room.querySelector('[data-id="h1"] [name="content_note"]').value, "self_harm");
  assert.equal(room.querySelector('[data-id="h2"] [name="content_note"]').value, "");
  button(1, "fold").click();
  await settled();
  assert.deepEqual([asked[0].decision, asked[0].content_note], ["fold", "self_harm"]);
});

test("kept waiting, the next one has its turn, and colleagues read the note", async () => {
  queue.show([held(1), held(2)]);
  const details = room.querySelector('[data-id="h1"] [data-key="3"]');
  details.open = true;
  const note = room.querySelector('[data-id="h1"] [name="note"]');
  note.value = "ask zola";
  button(1, "hold").focus();
  button(1, "hold").click();
  for (let turn = 0; turn < 5; turn += 1) await settled();
  assert.equal(asked[0].note, "ask zola");
  assert.equal(document.activeElement, button(2, "approve"));
  assert.deepEqual([details.open, note.value], [false, ""]);
  queue.show([held(2), held(1, { notes: ["ask zola"] })]);
  assert.equal(document.activeElement, button(2, "approve"));
  assert.deepEqual(texts(room, '[data-id="h1"] .held__notes li'), ["ask zola"]);
  assert.equal(room.querySelector('[data-id="h1"] .held__notes').hidden, false);
  assert.equal(room.querySelector('[data-id="h1"] [data-kept]').hidden, false);
  assert.equal(room.querySelector('[data-id="h2"] [data-kept]').hidden, true);
});

test("somebody who has gone on meanwhile is not brought back by what was kept waiting", async () => {
  queue.show([held(1), held(2), held(3)]);
  button(1, "hold").click();
  button(3, "approve").focus();
  for (let turn = 0; turn < 5; turn += 1) await settled();
  assert.equal(document.activeElement, button(3, "approve"));
});

test("a prepared sentence goes where it can still be changed", () => {
  queue.show([held(1)]);
  const [choice, field] = ["sentence", "explanation"].map((name) => room.querySelector(`[data-id="h1"] [name="${name}"]`));
  choice.append(Object.assign(document.createElement("option"), { value: "It names a place." }));
  field.value = "Hello.";
  choice.value = "It names a place.";
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  assert.deepEqual([field.value, choice.value], ["Hello. It names a place.", ""]);
});
