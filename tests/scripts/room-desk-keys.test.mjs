import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { load, press } from "./dom.mjs";
import { showRoom } from "./room.mjs";

const { Desk } = await load("room/desk");
const { listenForKeys } = await load("room/desk-keys");

let room, left, asked;
const held = (number) => ({
  id: `h${number}`, author: { name: `person ${number}` }, text: `words ${number}`, at: "", care: false, reasons: [], decide: `/d/${number}`,
});
const at = (number, where = "") => room.querySelector(`[data-id="h${number}"] ${where}`.trim());
const digit = (number, more = {}) => press(String(number), document.activeElement, { code: `Digit${number}`, ...more });

beforeEach(() => {
  room = showRoom();
  left = new AbortController();
  asked = [];
  globalThis.fetch = (url, { body }) => {
    asked.push([new URL(url, location.href).pathname, body.get("decision")]);
    return new Promise(() => {});
  };
  new Desk(room, room.querySelector('[data-part="held"]'), () => {}, left.signal).show({ held: [held(1), held(2)] });
});
afterEach(() => left.abort());

test("one key shows it, at the message somebody is at", () => {
  at(2, "button").focus();
  assert.equal(digit(1), false, "the page has nothing more to do with it");
  assert.deepEqual(asked, [["/d/2", "approve"]]);
});

test("the others open what has to be filled in, and put the focus there", () => {
  for (const [number, field] of [[2, '[name="content_note"]'], [3, '[name="note"]'], [4, '[name="reason_code"]']]) {
    at(1, "button").focus();
    digit(number);
    assert.equal(at(1, `[data-key="${number}"]`).open, true);
    assert.equal(document.activeElement, at(1, field));
  }
  assert.deepEqual(asked, []);
});

test("0 goes to the first from anywhere", () => {
  document.body.focus();
  press("0", document.body, { code: "Digit0" });
  assert.equal(document.activeElement, at(1, "button"));
});

test("nowhere else, and never while somebody writes", () => {
  press("1", document.body, { code: "Digit1" });
  at(1, '[data-key="3"]').open = true;
  for (const field of [at(1, "textarea"), at(1, "select"), room.querySelector('[data-part="form"] textarea')]) {
    field.focus();
    assert.equal(press("1", field, { code: "Digit1" }), true, "the digit is written");
    assert.equal(press("0", field, { code: "Digit0" }), true);
  }
  assert.deepEqual(asked, []);
});

test("a key that is held down, or pressed with others, decides nothing", () => {
  at(1, "button").focus();
  for (const more of [{ repeat: true }, { ctrlKey: true }, { altKey: true }, { metaKey: true }, { shiftKey: true }]) digit(1, more);
  press("a", document.activeElement, { code: "KeyA" });
  assert.deepEqual(asked, []);
});

test("by its place on the keyboard: whatever script it writes; and by the numbers at its side", () => {
  at(1, "button").focus();
  press("١", document.activeElement, { code: "Digit1" });
  at(2, "button").focus();
  press("1", document.activeElement, { code: "Numpad1" });
  assert.deepEqual(asked, [["/d/1", "approve"], ["/d/2", "approve"]]);
});

test("switched off they do nothing", () => {
  const box = room.querySelector('[data-part="keys-on"]');
  assert.equal(box.closest('[data-part="keys"]').hidden, false);
  assert.ok(room.querySelector('[data-part="staff"]').classList.contains("desk--keys"));
  box.checked = false;
  box.dispatchEvent(new Event("change"));
  assert.equal(room.querySelector('[data-part="staff"]').classList.contains("desk--keys"), false);
  at(1, "button").focus();
  assert.equal(digit(1), true);
  assert.deepEqual(asked, []);
});

test("the page left, nothing listens", () => {
  left.abort();
  at(1, "button").focus();
  digit(1);
  assert.deepEqual(asked, []);
});

test("whether they work is asked at each press", () => {
  const went = [];
  let areOn = false;
  listenForKeys({ toFirst: () => went.push("first"), itemAt: () => null }, () => areOn, left.signal);
  room.querySelector('[data-part="keys-on"]').checked = false; // the desk's own are off
  press("0", document.body, { code: "Digit0" });
  areOn = true;
  press("0", document.body, { code: "Digit0" });
  assert.deepEqual(went, ["first"]);
});
