import assert from "node:assert/strict";
import { test } from "node:test";

import { load, show } from "./dom.mjs";

const { letterOf, lettersFor, takesKeys, under } = await load("queue/keys");
const pressed = (key, more = {}) => letterOf(new KeyboardEvent("keydown", { key, ...more }));

test("a letter is the letter, and the key's place where the keyboard has no Latin letters", () => {
  assert.equal(pressed("a", { code: "KeyQ" }), "a"); // a French keyboard
  assert.equal(pressed("ش", { code: "KeyA" }), "a");
  assert.equal(pressed("1", { code: "Digit1" }), "");
  assert.equal(pressed("/", { code: "Digit7", shiftKey: true }), "/"); // a German one
  assert.equal(pressed("?", { shiftKey: true }), "?");
  assert.equal(pressed("Escape"), "Escape");
});

test("with Ctrl, Alt, Meta or Shift, and while a sign is being put together, it is for somebody else", () => {
  for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { shiftKey: true }, { isComposing: true }]) {
    assert.equal(pressed("a", more), "");
  }
});

test("each choice has a letter of its own, whatever choices there are", () => {
  assert.deepEqual([...lettersFor(["approve", "hold", "remove", "escalate"])], [
    ["approve", "a"],
    ["hold", "w"],
    ["remove", "r"],
    ["escalate", "e"],
  ]);
  const all = lettersFor(["approve", "hold", "change", "restrict", "remove", "refer", "escalate"]);
  assert.deepEqual([...all.values()].join(""), "awctrfe");
  const many = ["approve", "appeal", "approve_all", "remove", "restrict", "refer", "something_new", "zzz"];
  const letters = [...lettersFor(many).values()];
  assert.equal(letters.length, many.length);
  assert.equal(new Set(letters).size, many.length);
  assert.ok(letters.every((letter) => !"hjknsvz".includes(letter)));
});

test("where somebody writes or chooses from a list, keys are theirs", () => {
  const body = show('<input type="text"><textarea></textarea><select></select><input type="radio"><a href="#">x</a>');
  assert.deepEqual([...body.children].map(takesKeys), [true, true, true, false, false]);
  assert.equal(takesKeys(null), false);
});

test("what cannot be seen is under no key, but what unfolds it is", () => {
  const body = show(`<p hidden><button data-key="a">1</button></p><details><summary data-key="f">f</summary><button data-key="b">2</button></details>
    <button data-key="a">3</button>`);
  assert.equal(under(body, "a").textContent, "3");
  assert.equal(under(body, "b"), null);
  assert.equal(under(body, "f").tagName, "SUMMARY");
  assert.equal(under(null, "a"), null);
});
