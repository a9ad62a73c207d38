import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { load, press, show } from "./dom.mjs";
import { ITEM, later, part, queuePage, reviewOf, showConsole, stopClocks, turn } from "./queue.mjs";
import { server } from "./request.mjs";
import { Socket } from "./socket.mjs";

Object.defineProperty(document, "hidden", { value: false });
await load("queue-console");

const review = reviewOf();
async function open(what = {}) {
  showConsole(queuePage(what));
  Socket.last.welcomes(0, { is_staff: true });
  await turn();
}
const wake = (mark) => Socket.last.says({ type: "private", room: "r", mark });

beforeEach((t) => {
  server.asked = [];
  server.answer = () => ({ html: queuePage() });
  Socket.all = [];
  document.title = "Moderation · POP";
  stopClocks(t);
});
afterEach(() => show(""));

test("woken with what it shows already, it asks for nothing; with anything else, for the list", async (t) => {
  await open();
  wake("m1");
  await later(t, 0);
  assert.equal(server.asked.length, 0);
  server.answer = () => ({ html: queuePage({ mark: "m2", severe: 2, rows: ["new", "a", "b"] }) });
  wake("m2");
  await later(t, 0);
  assert.deepEqual(server.asked.map((one) => one.url), ["/moderation/?all=yes"]);
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
  assert.equal(server.asked.length, 2);
});

test("SEC-28: signed out or without the role, everything is put away", async () => {
  for (const [code, words] of [[4401, "You are signed out."], [4404, "Not yours."]]) {
    await open();
    server.answer = () => ({ html: `<main>${review}</main>` });
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
  assert.ok(server.asked.length >= 1);
});

test("a key opens the line, decides, takes back and sends, and says each of it", async (t) => {
  await open();
  server.answer = (request) => (request.method === "POST" ? { onward: "/moderation/" } : { html: `<main>${review}</main>` });
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
  assert.equal(server.sent.length, 0);
  await later(t, 6_000);
  const [sent] = server.sent;
  assert.deepEqual([sent.data.decision, sent.data.why], ["remove", "Because."]);
  assert.match(part("announce").textContent, /Sent: Remove\./);
  assert.equal(part("undo").hidden, true);
});

test("what could not be sent while something else is open waits at the side, and comes back with every word", async (t) => {
  await open();
  const other = reviewOf("two", "Two");
  server.answer = (request) => (request.method === "POST" ? null : { html: `<main>${review}</main>` });
  document.querySelector('[data-id="a"] a').click();
  await turn();
  press("r");
  document.activeElement.value = "Because.";
  press("Enter", document.activeElement, { ctrlKey: true });
  server.answer = (request) => (request.method === "POST" ? null : { html: `<main>${other}</main>` });
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
  server.answer = (request) => (request.method === "POST" ? { onward: "/moderation/" } : { html: `<main>${severe}</main>` });
  document.querySelector('[data-id="a"] a').click();
  await turn();
  press("a");
  assert.equal(server.sent.length, 0);
  assert.equal(document.activeElement.textContent, "Decide");
  document.activeElement.click();
  await turn();
  assert.equal(server.sent.length, 1);
});

test("keys that are switched off do nothing, and the switch is kept by the server", async () => {
  await open({ keys: "off" });
  press("n");
  await turn();
  assert.equal(server.asked.length, 0);
  const box = document.querySelector('[name="on"]');
  box.click();
  await turn();
  assert.deepEqual(server.asked.map((one) => [one.method, new URL(one.url, location.href).pathname]), [["POST", "/moderation/keys/"]]);
  assert.equal(document.querySelector("pop-queue-console").dataset.keys, "on");
});

test("the next job is asked for besides the one that can still be taken back", async () => {
  await open();
  server.answer = (request) => (request.method === "POST" ? { onward: ITEM } : { html: `<main>${review}</main>` });
  press("n");
  await turn();
  press("a");
  press("n");
  await turn();
  const [first, second] = server.sent;
  assert.deepEqual([first.data.besides, second.data.besides], ["", "one"]);
});

test("the next job waits for what is on its way, and comes after what was not decided", async (t) => {
  await open();
  let decides = () => {};
  server.answer = (request) => {
    if (request.method !== "POST") return { html: `<main>${review}</main>` };
    return request.url.endsWith("/next/") ? { onward: ITEM } : new Promise((resolve) => (decides = resolve));
  };
  const wanted = () => server.asked.filter((one) => one.url.endsWith("/next/")).length;
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
