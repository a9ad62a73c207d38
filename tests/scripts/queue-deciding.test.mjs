import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load, show } from "./dom.mjs";
import { ITEM, later, part, queuePage, reviewOf, showConsole, stopClocks, turn } from "./queue.mjs";
import { server } from "./request.mjs";

const { Deciding } = await load("queue/deciding");
const { Forms } = await load("queue/forms");
const { List } = await load("queue/list");
const { Opener } = await load("queue/opener");
const { Pane } = await load("queue/pane");
const { Voice } = await load("queue/voice");

let element, pane, list, voice, opener, deciding, forms, looks;
const said = () => part("status").textContent;
const form = () => part("decide");
const pageOf = (...what) => ({ html: `<main>${reviewOf(...what)}</main>` });
function choose(value, why = "") {
  form().querySelector(`[value="${value}"]`).checked = true;
  form().querySelector("textarea").value = why;
  deciding.decide(form());
}

beforeEach(async (t) => {
  stopClocks(t);
  server.asked = [];
  server.answer = (request) => (request.method === "POST" ? { onward: "/moderation/" } : pageOf("a", "One"));
  looks = 0;
  element = showConsole(queuePage());
  pane = new Pane(part("pane"));
  list = new List(part("list"));
  voice = new Voice(element);
  const lookAgain = () => (looks += 1);
  opener = new Opener({ element, pane, list, voice });
  deciding = new Deciding({ element, pane, list, opener, voice, lookAgain });
  forms = new Forms({ element, list, opener, voice, held: deciding.held, lookAgain });
  await opener.open(ITEM);
});

test("opened, it stands beside the list, its line is marked, and the focus is at its heading", () => {
  assert.ok(opener.isOpen);
  assert.equal(opener.isLoading, false);
  assert.equal(list.row("a").querySelector("a").getAttribute("aria-current"), "true");
  assert.equal(document.activeElement.textContent, "One");
  assert.equal(said(), "");
});

test("whoever opens two quickly gets the second, whichever comes first", async () => {
  const answers = [];
  server.answer = () => new Promise((resolve) => answers.push(resolve));
  void opener.open(ITEM);
  void opener.open(ITEM);
  answers[1](pageOf("b", "Second"));
  await turn();
  answers[0](pageOf("a", "First"));
  await turn();
  assert.equal(pane.item, "b");
});

test("what cannot be opened leaves what is open, and says so", async () => {
  server.answer = () => null;
  await opener.open(ITEM);
  assert.deepEqual([pane.item, said()], ["a", "Not loaded."]);
});

test("closed, the list has the focus where somebody was, and what is asked for still comes to nobody", async () => {
  let comes;
  server.answer = () => new Promise((resolve) => (comes = resolve));
  void opener.open(ITEM);
  opener.leave();
  assert.equal(opener.isOpen, false);
  assert.equal(document.activeElement, list.row("a").querySelector("a"));
  comes(pageOf("b"));
  await turn();
  assert.equal(pane.review, null);
});

test("SEC-28: what was on its way here when everything was put away is not shown any more", async () => {
  let comes;
  server.answer = () => new Promise((resolve) => (comes = resolve));
  void opener.open(ITEM);
  opener.clear();
  comes(pageOf("b"));
  await turn();
  assert.doesNotMatch(document.body.textContent, /the words of amina/);
});

test("decided, it can be taken back for some seconds and its line says that it is on its way", async (t) => {
  choose("approve");
  assert.equal(list.row("a").hasAttribute("data-held"), true);
  list.patch(new window.DOMParser().parseFromString(queuePage({ rows: ["new", "a"] }).replace("private a", "changed"), "text/html").querySelector('[data-part="list"]'));
  assert.equal(list.row("a").hasAttribute("data-held"), true); // also when the line has changed
  deciding.undo();
  assert.equal(list.row("a").hasAttribute("data-held"), false);
  assert.deepEqual([pane.item, said(), part("undo").hidden], ["a", "Taken back.", true]);
  await later(t, 60_000);
  assert.deepEqual(server.sent, []);
});

test("sent after the seconds, and everybody looks again", async (t) => {
  choose("remove", "Because.");
  await later(t, 6_000);
  assert.deepEqual(server.sent.map((one) => [one.url, one.data.decision, one.data.why]), [[`https://pop.example${ITEM}`, "remove", "Because."]]);
  assert.equal(looks, 1);
  assert.equal(list.row("a").hasAttribute("data-held"), false);
});

test("what lacks something is sent at once: the server says what is wrong, and nothing typed is lost", async () => {
  const wrong = reviewOf("a", "One").replace("<h1>", '<div class="error-summary"><ul><li>Please say why.</li></ul></div><h1>');
  server.answer = () => ({ html: `<main>${wrong}</main>` });
  choose("remove");
  assert.equal(said(), "Sending.");
  await turn();
  assert.equal(server.sent.length, 1);
  assert.equal(document.activeElement.className, "error-summary");
  assert.deepEqual([pane.item, said()], ["a", ""]);
});

test("pressed twice it is sent once", async () => {
  choose("remove");
  deciding.decide(form());
  await turn();
  assert.equal(server.sent.length, 1);
});

test("not reached, while nothing else is open: it stands open again and says why", async (t) => {
  choose("approve");
  server.answer = () => null;
  await later(t, 6_000);
  assert.equal(pane.item, "a");
  assert.match(document.activeElement.textContent, /^Not decided: Not reached\.$/);
  assert.equal(part("failed").hidden, true);
});

test("what the server says instead of a form is the reason", async (t) => {
  choose("approve");
  server.answer = () => ({ html: "<main><h1>Somebody else was quicker</h1></main>" });
  await later(t, 6_000);
  assert.match(document.activeElement.textContent, /Somebody else was quicker/);
});

test("decided once more, what failed before is not offered any more", async (t) => {
  choose("approve");
  server.answer = (request) => (request.method === "POST" ? null : pageOf("b", "Two"));
  await opener.open(ITEM);
  await later(t, 6_000);
  assert.equal(part("failed").hidden, false);
  server.answer = () => pageOf("a", "One");
  await opener.open(ITEM);
  choose("approve");
  assert.equal(part("failed").hidden, true);
});

test("SEC-28: dropped, nothing is sent and nothing of it stays", async (t) => {
  choose("approve");
  deciding.drop();
  await later(t, 60_000);
  assert.deepEqual(server.sent, []);
  assert.deepEqual([part("undo").hidden, part("undo-text").textContent], [true, ""]);
});

test("another form leads to an item, or back to the list; with the button that was pressed", async () => {
  const [leave] = [...part("pane").querySelectorAll('form:not([data-part="decide"])')];
  await forms.post(leave, leave.querySelector("button"));
  assert.equal(server.sent[0].data.do, "skip");
  assert.deepEqual([opener.isOpen, looks], [false, 1]);
  server.answer = (request) => (request.method === "POST" ? { onward: ITEM } : pageOf("b", "Two"));
  await forms.next();
  assert.equal(pane.item, "b");
});

test("a form that is answered with a review shows it; one that is refused says why, and one that is lost, too", async () => {
  const next = part("next");
  server.answer = () => pageOf("b", "Read now");
  await forms.post(next, null);
  assert.equal(pane.item, "b");
  server.answer = () => ({ html: "<main><h1>Nothing is left</h1></main>" });
  await forms.post(next, null);
  assert.equal(said(), "Nothing is left");
  server.answer = () => null;
  await forms.post(next, null);
  assert.deepEqual([said(), forms.isBusy, next.dataset.busy], ["Not reached.", false, undefined]);
});

test("a form goes out once, however often it is pressed", async () => {
  let answers;
  server.answer = () => new Promise((resolve) => (answers = resolve));
  const next = part("next");
  void forms.post(next, null);
  void forms.post(next, null);
  assert.equal(forms.isBusy, true);
  assert.equal(server.sent.length, 1);
  answers(pageOf());
  await turn();
  assert.equal(forms.isBusy, false);
  show("");
});
