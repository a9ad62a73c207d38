import assert from "node:assert/strict";
import { test } from "node:test";

import { load, show } from "./dom.mjs";

await load("name-ideas");

function form() {
  let sent = 0;
  const body = show(`
    <form><input id="id_name" value="mine"><input id="id_passphrase" value="seven quiet rivers">
    <name-ideas data-field="id_name"><button name="use_name" value="blue-heron"><b>blue-heron</b></button>
    <button name="more_ideas">More</button></name-ideas></form>`);
  body.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    sent += 1;
  });
  return { body, name: body.querySelector("#id_name"), sent: () => sent };
}

test("a name picked goes into the field, and nothing is sent", () => {
  const { body, name, sent } = form();
  body.querySelector("b").click(); // inside the button, as a finger does
  assert.equal(name.value, "blue-heron");
  assert.equal(document.activeElement, name);
  assert.equal(body.querySelector("#id_passphrase").value, "seven quiet rivers");
  assert.equal(sent(), 0);
});

test("any other button inside does what it does", () => {
  const { body, name, sent } = form();
  body.querySelector("[name=more_ideas]").click();
  assert.equal(name.value, "mine");
  assert.equal(sent(), 1);
});

test("without its field the button sends the form, as it does without the script", () => {
  const { body, name, sent } = form();
  name.remove();
  body.querySelector("b").click();
  assert.equal(sent(), 1);
});
