import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load, press } from "./dom.mjs";
import { message, showRoom } from "./room.mjs";

const { Composer } = await load("room/composer");

let room, composer, sent;
let hasKeys;
window.matchMedia = () => ({ matches: hasKeys });
const field = () => room.querySelector('[data-part="form"] textarea');
const isShown = (name) => !room.querySelector(`[data-part="${name}"]`).hidden;
function write(words) {
  field().value = words;
}

beforeEach(() => {
  hasKeys = true;
  sent = 0;
  room = showRoom();
  room.querySelector('[data-part="form"]').hidden = false;
  room.addEventListener("submit", (event) => {
    sent += 1;
    event.preventDefault();
  });
  composer = new Composer(room, (id) => `bilal: the words of ${id}`);
});

test("blanks alone are nothing to send", () => {
  write("  \n ");
  assert.equal(composer.text, "");
  write(" hello ");
  assert.equal(composer.text, "hello");
});

test("Enter sends, by the button; not while a character is chosen, with Shift, without words, or on a touch screen", () => {
  write("words");
  for (const more of [{ shiftKey: true }, { isComposing: true }, { keyCode: 229 }, { ctrlKey: true }]) assert.equal(press("Enter", field(), more), true);
  write("");
  assert.equal(press("Enter", field()), true);
  hasKeys = false;
  write("words");
  assert.equal(press("Enter", field()), true);
  assert.equal(sent, 0);
  hasKeys = true;
  assert.equal(press("Enter", field()), false);
  assert.equal(sent, 1);
});

test("how Enter works is said where there are keys", () => {
  assert.ok(isShown("hint"));
  hasKeys = false;
  room = showRoom();
  new Composer(room, () => "");
  assert.equal(isShown("hint"), false);
});

test("an answer names what it answers, and goes for one message", () => {
  composer.answer(message(1).id);
  assert.ok(isShown("answer"));
  assert.equal(room.querySelector('[data-part="answered"]').textContent, `You answer bilal: the words of ${message(1).id}`);
  assert.deepEqual(composer.beside, { reply_to: message(1).id });
  composer.answer("");
  assert.deepEqual([isShown("answer"), composer.beside], [false, {}]);
});

test("without a name for one message; the next has it again", () => {
  write("a question");
  room.querySelector('[name="anonymous"]').checked = true;
  composer.answer(message(1).id);
  assert.deepEqual(composer.beside, { reply_to: message(1).id, anonymous: true });
  composer.clear();
  assert.deepEqual([composer.text, composer.beside, document.activeElement], ["", {}, field()]);
});

test("nothing in the box is lost: words come back before it, prepared sentences after it", () => {
  composer.putBack("came back");
  assert.equal(field().value, "came back");
  write("Hello.");
  composer.insert("Nobody has to say anything.");
  assert.equal(field().value, "Hello. Nobody has to say anything.");
  composer.putBack("not this");
  assert.equal(field().value, "not this\nHello. Nobody has to say anything.");
  assert.equal(document.activeElement, field());
});

test("whoever only reads has no box, and nothing breaks", () => {
  room.querySelector('[data-part="form"]').remove();
  const none = new Composer(room, () => "");
  none.clear();
  none.putBack("words");
  assert.deepEqual([none.text, none.beside], ["", {}]);
});
