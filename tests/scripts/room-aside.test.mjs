import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "./dom.mjs";
import { showRoom, texts } from "./room.mjs";

const { Asides } = await load("room/aside");

let room, asides, sent, words, answer;
const part = (name) => room.querySelector(`[data-part="${name}"]`);
const shown = (where) => [...room.querySelectorAll(where)].filter((one) => !one.closest("[hidden]"));
const later = () => new Promise((done) => setTimeout(done));
const OFFER = { id: "a1", state: "offered", text: "joel would like to talk.", terms: "You can say no.", answer: "/circles/c/asides/a1/answer/" };
const line = (state, more = {}) => ({ id: `a-${state}`, state, text: `words of ${state}`, member: { id: "m1", name: "amina" }, ...more });

beforeEach(() => {
  room = showRoom();
  words = false;
  sent = [];
  answer = { ok: true, json: async () => ({}) };
  globalThis.fetch = async (url, { body, headers }) => {
    sent.push([new URL(url, location.href).pathname, Object.fromEntries(body), headers.Accept]);
    return answer;
  };
  asides = new Asides(room, () => words);
});

test("SG-04: an offer comes as a card with what goes for it, and no is offered before yes", () => {
  assert.equal(asides.show({ aside: OFFER }), "joel would like to talk. You can say no.", "said aloud, once");
  assert.equal(asides.show({ aside: OFFER }), "");
  assert.equal(part("aside").hidden, false);
  assert.deepEqual(texts(part("aside"), '[data-part="aside-text"], [data-part="aside-terms"]'), [OFFER.text, OFFER.terms]);
  assert.deepEqual(shown('[data-part="aside"] button').map((button) => button.value), ["decline", "accept"]);
});

test("what is not in a frame is not there any more", () => {
  asides.show({ aside: OFFER, asides: [line("asked")] });
  assert.equal(asides.show({}), "");
  assert.equal(part("aside").hidden, true);
  assert.equal(part("asides").children.length, 0);
});

test("an open talk is a way there, without an answer", () => {
  asides.show({ aside: { id: "a1", state: "open", text: "Your talk is open.", url: "/circles/c/asides/a1/" } });
  assert.deepEqual(shown('[data-part="aside"] button'), []);
  assert.equal(part("aside-link").getAttribute("href"), "/circles/c/asides/a1/");
  assert.equal(part("aside-way").hidden, false);
});

test("no goes out without the page being left, once for two presses", async () => {
  asides.show({ aside: OFFER });
  const button = part("aside").querySelector('[value="decline"]');
  button.click();
  button.click();
  await later();
  assert.deepEqual(sent.map(([path, body, accept]) => [path, body.deed, accept]), [[OFFER.answer, "decline", "application/json"]]);
});

test("yes leads to the talk; beside this page where something is not sent yet", () => {
  asides.show({ aside: OFFER });
  const form = part("aside-answer");
  const went = [];
  form.addEventListener("submit", (event) => {
    went.push([event.defaultPrevented, form.target]);
    event.preventDefault(); // jsdom goes nowhere
  });
  form.querySelector('[value="accept"]').click();
  words = true;
  form.querySelector('[value="accept"]').click();
  assert.equal(went.length, 2, "the browser itself sends it");
  assert.equal(sent.length, 0);
  asides.show({ aside: OFFER });
  assert.equal(form.target, "_blank");
});

test("staff see who asked, what was offered and what is open, each with what they can do", () => {
  asides.show({ may_offer: true, asides: [line("asked"), line("offered", { answer: "/w/" }), line("open", { url: "/t/" })] });
  const rows = [...part("asides").children];
  assert.deepEqual(texts(part("asides"), "[data-text]"), ["words of asked", "words of offered", "words of open"]);
  const can = (row) => ["[data-offer]", "[data-withdraw]", "[data-way]"].map((where) => !row.querySelector(where).hidden);
  assert.deepEqual(rows.map(can), [[true, false, false], [false, true, false], [false, false, true]]);
  assert.equal(rows[0].querySelector('[name="persona"]').value, "m1");
  assert.equal(rows[2].querySelector("[data-way]").getAttribute("href"), "/t/");
});

test("whoever calls for help stands above what waits until they are answered, and is said aloud to staff, once", () => {
  assert.equal(asides.show({ asides: [line("asked"), line("open")] }), "words of asked");
  assert.equal(asides.show({ asides: [line("asked"), line("open")] }), "");
  assert.deepEqual(texts(part("calls"), "a"), ["words of asked"]);
  assert.ok(room.querySelector(part("calls").querySelector("a").hash));
  asides.show({ asides: [line("offered")] });
  assert.equal(part("calls").children.length, 0);
});

test("a row that stays keeps its place and its focus", () => {
  asides.show({ may_offer: true, asides: [line("asked")] });
  const button = part("asides").querySelector("[data-offer] button");
  button.focus();
  asides.show({ may_offer: true, asides: [line("asked"), line("open", { url: "/t/" })] });
  assert.equal(document.activeElement, button);
  asides.show({ may_offer: false, asides: [line("asked")] });
  assert.equal(part("asides").querySelector("[data-offer]").hidden, true);
});

test("a refusal is said where it was pressed, and what did not arrive too", async () => {
  asides.show({ may_offer: true, asides: [line("asked")] });
  answer = { ok: false, json: async () => ({ message: "You are in a talk already." }) };
  part("asides").querySelector("[data-offer] button").click();
  await later();
  assert.equal(part("asides-problem").textContent, "You are in a talk already.");
  assert.equal(part("asides-problem").hidden, false);
  globalThis.fetch = async () => {
    throw new TypeError("no line");
  };
  part("asides").querySelector("[data-offer] button").click();
  await later();
  assert.equal(part("asides-problem").textContent, room.dataset.notDecided);
});
