import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load, settled, show, unable } from "./dom.mjs";

/** What was sent, and what the server answers: a page, headers, or nothing at all. */
let sent, answer;
globalThis.XMLHttpRequest = class extends EventTarget {
  headers = {};
  open(method, url) {
    Object.assign(this, { method, url });
  }
  setRequestHeader(name, value) {
    this.headers[name] = value;
  }
  getResponseHeader(name) {
    return answer.headers?.[name] ?? null;
  }
  send(data) {
    sent.push({ url: this.url, word: this.headers["X-Steady"], ...Object.fromEntries(data ?? []) });
    if (answer === "never") return;
    this.status = answer.status ?? 200;
    this.response = answer.page ? new DOMParser().parseFromString(answer.page, "text/html") : null;
    this.responseURL = location.href;
    setImmediate(() => this.dispatchEvent(new Event(answer === "lost" ? "error" : "load")));
  }
};
Element.prototype.scrollIntoView = () => {};
await load("steady-form");

let body;
beforeEach(() => {
  sent = [];
  unable.length = 0;
  body = show(`<main tabindex="-1"><form action="/somewhere/"><textarea name="text">my words</textarea>
    <steady-form data-not-sent="Not sent" data-sending="Sending" data-again="Try again" data-sign-in="/account/login/"></steady-form>
    <button name="deed" value="publish">Publish</button></form></main>`);
});
async function press() {
  body.querySelector("button").click();
  for (let turn = 0; turn < 5; turn += 1) await settled();
}

test("the line is lost: the words stay, it is said, and the next try is the same filling of the form", async () => {
  answer = "lost";
  await press();
  assert.equal(body.querySelector("textarea").value, "my words");
  assert.match(body.textContent, /Not sent/);
  answer = { page: "<main tabindex=-1><h1>Thank you</h1></main>" };
  await press();
  assert.equal(sent.length, 2);
  assert.equal(sent[0].word, sent[1].word);
  assert.match(sent[0].word, /^[0-9a-f]{32}$/);
  assert.equal(sent[0].text, "my words");
  assert.equal(sent[0].deed, "publish");
  assert.equal(document.querySelector("main").textContent, "Thank you");
});

test("pressed twice, it is sent once", async () => {
  answer = "never";
  await press();
  await press();
  assert.equal(sent.length, 1);
});

test("told where to go on, it goes there", async () => {
  answer = { headers: { "X-Go-To": "/elsewhere/" } };
  await press();
  assert.ok(unable.some((message) => /navigation/i.test(message)));
});

test("an error of the server's loses nothing", async () => {
  answer = { status: 500, page: "<main><h1>Something broke</h1></main>" };
  await press();
  assert.equal(body.querySelector("textarea").value, "my words");
  assert.match(body.textContent, /Not sent Something broke/);
});
