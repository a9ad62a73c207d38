import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { dom, load, press, settled, show, unable } from "./dom.mjs";

/** @type {{ url: string, keepalive: boolean }[]} */
const asked = [];
let answer = () => Promise.resolve(new Response());
globalThis.fetch = (url, { keepalive }) => {
  asked.push({ url: String(url), keepalive });
  return answer();
};
let now = 0;
performance.now = () => now;

await load("quick-exit");

beforeEach(() => {
  asked.length = unable.length = 0;
  answer = () => Promise.resolve(new Response());
  now += 60_000;
  sessionStorage.clear();
  document.cookie = "away=; path=/; max-age=0";
  show(`
    <main>Something private</main><textarea></textarea>
    <pop-quick-exit data-to="https://neutral.example/" data-press-again="Press Shift {count} more times." data-leaving="Loading">
    <a href="/leave/" data-leave>Leave</a></pop-quick-exit>`);
});

const shift = (after = 100) => {
  now += after;
  press("Shift");
};
const cover = () => document.querySelector("body > .leaving");
const isCovered = () => cover().style.position === "fixed" && cover().style.inset.startsWith("0") && cover().style.opacity === "1";
const point = (kind, more = {}) =>
  (more.at ?? document.querySelector("a")).dispatchEvent(new MouseEvent(kind, { bubbles: true, button: 0, ...more }));
/** Until the frame with the cover is on the screen. */
const drawn = () => new Promise((resolve) => setTimeout(resolve, 30));
const gone = () => unable.some((message) => /navigation/i.test(message));

test("SG-28: Shift three times within five seconds leaves", async () => {
  shift();
  assert.equal(document.querySelector("[role=status]").textContent, "Press Shift 2 more times.");
  shift();
  assert.equal(document.querySelector("[role=status]").textContent, "Press Shift 1 more times.");
  assert.equal(asked.length, 0);
  shift();
  assert.equal(document.title, "Loading");
  assert.ok(isCovered());
  await drawn();
  assert.deepEqual(asked.map(({ url }) => url), ["https://pop.example/leave/"]);
  assert.equal(document.querySelector("main"), null);
  await settled();
  assert.ok(gone());
  assert.equal(sessionStorage.getItem("away"), "https://neutral.example/");
  assert.equal(sessionStorage.length, 1);
});

test("until somebody leaves the cover is neither seen nor touched nor read", () => {
  assert.equal(cover().style.opacity, "0");
  assert.equal(cover().style.pointerEvents, "none");
  assert.equal(cover().getAttribute("aria-hidden"), "true");
  assert.equal(cover().textContent, "");
});

test("SG-28: the third Shift covers when it goes down; another key takes that back", async () => {
  shift();
  shift();
  const key = (kind, name, more = {}) => document.body.dispatchEvent(new KeyboardEvent(kind, { key: name, bubbles: true, ...more }));
  key("keydown", "Shift");
  assert.ok(isCovered());
  key("keydown", "Shift", { repeat: true });
  assert.ok(isCovered());
  key("keydown", "A");
  assert.equal(isCovered(), false);
  key("keyup", "A");
  key("keyup", "Shift");
  await drawn();
  assert.equal(asked.length, 0);
});

test("SG-28: a finger or a mouse covers when it goes down; let go beside the link or scrolled, the page is back", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  point("pointerdown", { at: document.querySelector("main") });
  point("pointerdown", { button: 2 });
  assert.equal(isCovered(), false);
  point("pointerdown");
  assert.ok(isCovered());
  assert.equal(asked.length, 0);
  point("pointercancel");
  assert.equal(isCovered(), false);
  point("pointerdown");
  point("pointerup", { at: document.querySelector("main") });
  t.mock.timers.tick(399);
  assert.ok(isCovered(), "a click may still come");
  t.mock.timers.tick(1);
  assert.equal(isCovered(), false);
});

test("nothing else is done before the cover is on the screen", async () => {
  document.querySelector("a").click();
  assert.ok(isCovered());
  assert.equal(asked.length, 0);
  assert.doesNotMatch(document.cookie, /\baway=1\b/);
  assert.ok(document.querySelector("main"), "a long talk would take long to hide");
  await drawn();
});

test("three times in more than five seconds do not", async () => {
  shift();
  shift(2600);
  shift(2600);
  await drawn();
  assert.equal(isCovered(), false);
  assert.equal(asked.length, 0);
});

test("typing capitals is no wish to leave", async () => {
  const field = document.querySelector("textarea");
  for (let word = 0; word < 4; word += 1) {
    press("A", field, { shiftKey: true });
    shift();
  }
  await drawn();
  assert.equal(asked.length, 0);
});

test("the page is covered before the network answers, and after 1.5 seconds without an answer we go anyway", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  answer = () => new Promise(() => {});
  document.querySelector("a").click();
  assert.ok(isCovered());
  await settled();
  t.mock.timers.tick(1); // the frame is drawn
  await settled();
  assert.equal(asked.length, 1);
  t.mock.timers.tick(1499);
  await settled();
  assert.equal(gone(), false);
  t.mock.timers.tick(1);
  await settled();
  assert.ok(gone());
});

test("what was typed is gone once the page is covered, and no page may ask whether one is sure", async () => {
  addEventListener("beforeunload", (event) => event.preventDefault());
  localStorage.setItem("draft", "something private");
  document.querySelector("a").click();
  await drawn();
  assert.equal(document.body.textContent, "Loading");
  assert.equal(document.querySelector("textarea"), null);
  assert.equal(localStorage.length, 0);
  assert.ok(dom.window.dispatchEvent(new dom.window.Event("beforeunload", { cancelable: true })));
});

test("where no frame is drawn we go all the same, and when the page itself goes, at once", async (t) => {
  t.mock.method(globalThis, "requestAnimationFrame", () => 0);
  t.mock.timers.enable({ apis: ["setTimeout"] });
  document.querySelector("a").click();
  t.mock.timers.tick(99);
  await settled();
  assert.equal(asked.length, 0);
  t.mock.timers.tick(1);
  await settled();
  assert.equal(asked.length, 1);
  show(`<pop-quick-exit><a href="/leave/" data-leave>Leave</a></pop-quick-exit>`);
  document.querySelector("a").click();
  dom.window.dispatchEvent(new dom.window.Event("pagehide"));
  await settled();
  assert.equal(asked.length, 2);
});

test("the server hears of it also when this request is cut off, or with the next one", async () => {
  document.querySelector("a").click();
  await drawn();
  assert.equal(asked[0].keepalive, true);
  assert.match(document.cookie, /\baway=1\b/);
});

test("a second press does not ask twice", async () => {
  document.querySelector("a").click();
  document.querySelector("a").click();
  await drawn();
  assert.equal(asked.length, 1);
});
