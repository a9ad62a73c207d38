import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { load, press, show } from "./dom.mjs";
import { Socket } from "./socket.mjs";

let asked;
let answer;
class Request extends EventTarget {
  open(method, url) {
    Object.assign(this, { method, url });
  }
  setRequestHeader() {}
  send(data) {
    this.data = data ? Object.fromEntries(data) : null;
    asked.push(this);
    void Promise.resolve(answer(this)).then((said) => {
      if (!said) return this.dispatchEvent(new Event("error"));
      this.status = 200;
      this.onward = said.onward ?? null;
      this.response = said.html ? new window.DOMParser().parseFromString(said.html, "text/html") : null;
      this.dispatchEvent(new Event("load"));
    });
  }
  getResponseHeader() {
    return this.onward;
  }
}
globalThis.XMLHttpRequest = Request;
Object.defineProperty(document, "hidden", { value: false });
await load("queue-console");

const ITEM = "/moderation/11111111-1111-4111-8111-111111111111/";
const WORDS = `data-language="en" data-queue="/moderation/" data-lost="away" data-connected="" data-connecting="" data-signed-out="You are signed out." data-out="Not yours."
  data-say-severe="Severe: {count}" data-say-severe-short="{count} severe" data-say-held="{choice}, in {seconds}" data-say-undone="Taken back." data-say-sent="Sent: {choice}."
  data-say-not-decided="Not decided:" data-say-not-sent="Not reached." data-say-not-loaded="Not loaded." data-say-more="Lines: {count}" data-say-end="The end."`;
const review = `<div data-part="review" data-item="one" data-name="One" data-at-once=""><h1>One</h1><p>the words of amina</p>
  <form data-part="decide" action="${ITEM}" data-needs='{"remove": ["why"]}'><label><input type="radio" name="decision" value="approve"> Approve: show it</label>
  <label><input type="radio" name="decision" value="remove"> Remove</label><textarea name="why"></textarea><button>Decide</button></form></div>`;
const row = (id) => `<li data-id="${id}"><h2><a href="${ITEM}">${id}</a></h2><p>private ${id}</p></li>`;
const page = ({ mark = "m1", severe = 0, rows = ["a", "b"], keys = "on" } = {}) => `<main><pop-queue-console data-room="r" data-mark="${mark}" data-severe="${severe}" data-keys="${keys}" ${WORDS}>
  <p data-part="status" role="status"></p><div data-part="announce"></div><b data-live="count">${rows.length}</b>
  <form data-part="next" action="/moderation/next/"><input name="lane" value=""><input name="kind" value=""><input name="besides" value=""><button data-key="n">Next</button></form>
  <div data-part="tools" hidden></div><details data-part="keys" hidden><summary data-key="?">Keys</summary><form data-part="keys-form" action="/moderation/keys/"><input type="checkbox" name="on" value="yes"${keys === "on" ? " checked" : ""}></form></details>
  <div data-part="list"><div data-part="lines"><ol data-part="rows">${rows.map(row).join("")}</ol><div data-part="more"></div></div></div>
  <section data-part="pane" hidden></section>
  <div data-part="undo" hidden><p data-part="undo-text"></p><button data-do="undo" data-key="z">Undo</button></div>
  <div data-part="failed" hidden><p data-part="failed-text"></p><button data-do="reopen" data-key="z">Open</button></div>
  <template data-template="after"><div tabindex="-1"><h2 data-words></h2></div></template></pop-queue-console></main>`;

const part = (name) => document.querySelector(`[data-part="${name}"]`);
const turn = async () => {
  for (let one = 0; one < 30; one++) await Promise.resolve();
};
async function open(what = {}) {
  show(page(what));
  Socket.last.welcomes(0, { is_staff: true });
  await turn();
}
const wake = (mark) => Socket.last.says({ type: "private", room: "r", mark });
const later = async (t, milliseconds) => {
  t.mock.timers.tick(milliseconds);
  await turn();
};

beforeEach((t) => {
  asked = [];
  Socket.all = [];
  document.title = "Moderation · POP";
  answer = () => ({ html: page() });
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  for (const name of ["setTimeout", "clearTimeout", "setInterval", "clearInterval"]) window[name] = globalThis[name];
});
afterEach(() => show(""));

test("woken with what it shows already, it asks for nothing; with anything else, for the list", async (t) => {
  await open();
  wake("m1");
  await later(t, 0);
  assert.equal(asked.length, 0);
  answer = () => ({ html: page({ mark: "m2", severe: 2, rows: ["new", "a", "b"] }) });
  wake("m2");
  await later(t, 0);
  assert.deepEqual(asked.map((one) => one.url), ["/moderation/?all=yes"]);
  assert.deepEqual([...document.querySelectorAll("[data-id]")].map((one) => one.dataset.id), ["new", "a", "b"]);
  assert.equal(document.querySelector("[data-live]").textContent, "3");
  assert.match(part("announce").textContent, /Severe: 2/);
  assert.equal(document.title, "(2 severe) Moderation · POP");
});

test("a flood of wake-ups is a few looks", async (t) => {
  await open();
  for (let one = 0; one < 1_000; one++) wake(`m${one + 2}`);
  await later(t, 0);
  for (let one = 0; one < 1_000; one++) wake(`n${one}`);
  await later(t, 2_000);
  assert.equal(asked.length, 2);
});

test("SEC-28: signed out or without the role, everything is put away", async () => {
  for (const [code, words] of [[4401, "You are signed out."], [4404, "Not yours."]]) {
    await open();
    answer = () => ({ html: `<main>${review}</main>` });
    document.querySelector('[data-id="a"] a').click();
    await turn();
    assert.match(document.body.textContent, /the words of amina/);
    Socket.last.breaks(code);
    assert.doesNotMatch(document.body.textContent, /the words of amina|private a/);
    assert.equal(part("status").textContent, words);
  }
});

test("while the line is away it says so and looks by itself", async (t) => {
  await open();
  Socket.last.breaks();
  await later(t, 3_000);
  assert.equal(part("status").textContent, "away");
  t.mock.method(Math, "random", () => 0.5);
  await later(t, 40_000);
  assert.ok(asked.length >= 1);
});

test("a key opens the line, decides, takes back and sends, and says each of it", async (t) => {
  await open();
  answer = (request) => (request.method === "POST" ? { onward: "/moderation/" } : { html: `<main>${review}</main>` });
  document.querySelector('[data-id="a"] a').click();
  await turn();
  assert.equal(document.activeElement.textContent, "One");
  press("a");
  assert.equal(part("undo-text").textContent, "Approve, in 6 One");
  assert.equal(document.activeElement.textContent, "Approve, in 6");
  press("z");
  assert.equal(part("status").textContent, "Taken back.");
  assert.ok(part("review").querySelector('[value="approve"]').checked);
  press("r");
  assert.equal(document.activeElement.name, "why");
  document.activeElement.value = "Because.";
  press("a", document.activeElement); // written, not a key
  assert.equal(part("review").querySelector('[value="remove"]').checked, true);
  press("Enter", document.activeElement, { ctrlKey: true });
  assert.equal(asked.filter((one) => one.method === "POST").length, 0);
  await later(t, 6_000);
  const [sent] = asked.filter((one) => one.method === "POST");
  assert.deepEqual([sent.data.decision, sent.data.why], ["remove", "Because."]);
  assert.match(part("announce").textContent, /Sent: Remove\./);
  assert.equal(part("undo").hidden, true);
});

test("what could not be sent while something else is open waits at the side, and comes back with every word", async (t) => {
  await open();
  const other = review.replace('data-item="one"', 'data-item="two"').replace("<h1>One", "<h1>Two");
  answer = (request) => (request.method === "POST" ? null : { html: `<main>${review}</main>` });
  document.querySelector('[data-id="a"] a').click();
  await turn();
  press("r");
  document.activeElement.value = "Because.";
  press("Enter", document.activeElement, { ctrlKey: true });
  answer = (request) => (request.method === "POST" ? null : { html: `<main>${other}</main>` });
  document.querySelector('[data-id="b"] a').click();
  await turn();
  await later(t, 6_000);
  assert.equal(part("review").dataset.item, "two");
  assert.match(part("failed-text").textContent, /Not decided: Not reached\./);
  press("z");
  assert.equal(part("review").dataset.item, "one");
  assert.equal(part("review").querySelector("textarea").value, "Because.");
  assert.match(part("review").querySelector(".error-summary").textContent, /Not reached/);
});

test("what is severe goes at once, and not by one letter", async () => {
  await open();
  const severe = review.replace('data-at-once=""', 'data-at-once="approve"');
  answer = (request) => (request.method === "POST" ? { onward: "/moderation/" } : { html: `<main>${severe}</main>` });
  document.querySelector('[data-id="a"] a').click();
  await turn();
  press("a");
  assert.equal(asked.filter((one) => one.method === "POST").length, 0);
  assert.equal(document.activeElement.textContent, "Decide");
  document.activeElement.click();
  await turn();
  assert.equal(asked.filter((one) => one.method === "POST").length, 1);
});

test("keys that are switched off do nothing, and the switch is kept by the server", async () => {
  await open({ keys: "off" });
  press("n");
  await turn();
  assert.equal(asked.length, 0);
  const box = document.querySelector('[name="on"]');
  box.click();
  await turn();
  assert.deepEqual(asked.map((one) => [one.method, new URL(one.url, location.href).pathname]), [["POST", "/moderation/keys/"]]);
  assert.equal(document.querySelector("pop-queue-console").dataset.keys, "on");
});

test("the next job is asked for besides the one that can still be taken back", async () => {
  await open();
  answer = (request) => (request.method === "POST" ? { onward: ITEM } : { html: `<main>${review}</main>` });
  press("n");
  await turn();
  press("a");
  press("n");
  await turn();
  const [first, second] = asked.filter((one) => one.method === "POST");
  assert.deepEqual([first.data.besides, second.data.besides], ["", "one"]);
});

test("the next job waits for what is on its way, and comes after what was not decided", async (t) => {
  await open();
  let decides = () => {};
  answer = (request) => {
    if (request.method !== "POST") return { html: `<main>${review}</main>` };
    return request.url.endsWith("/next/") ? { onward: ITEM } : new Promise((resolve) => (decides = resolve));
  };
  const wanted = () => asked.filter((one) => one.url.endsWith("/next/")).length;
  press("n");
  await turn();
  press("a");
  await later(t, 6_000); // sent, and not answered
  press("n");
  await turn();
  assert.equal(wanted(), 1);
  decides({ onward: "/moderation/" });
  await turn();
  assert.equal(wanted(), 2);
  press("a");
  await later(t, 6_000);
  press("n");
  decides({ html: `<main>${review}</main>` });
  await turn();
  assert.equal(wanted(), 2);
  assert.match(part("pane").textContent, /the words of amina/);
});
