/**
 * A page to test a script in, without a browser: jsdom's window becomes this process's globals. A test file has one
 * window (custom elements are registered once); `show` gives it another body.
 *
 *     import { load, press, show } from "./dom.mjs";
 *     await load("name-ideas");
 *     show(`<name-ideas data-field="id_name">…</name-ideas>`);
 */

import { createRequire } from "node:module";
import { after } from "node:test";
import { runInNewContext } from "node:vm";

const installed = createRequire(new URL("../../.venv/js/here.js", import.meta.url));
const { JSDOM, VirtualConsole } = installed("jsdom");

const SITE = "https://pop.example";

/** What jsdom could not do (go to another page, for one): some tests want to see that it was asked. */
export const unable = [];

const console_ = new VirtualConsole();
console_.on("jsdomError", (error) => unable.push(error.message));

export const dom = new JSDOM("<!doctype html><title>Page · POP</title><body></body>", {
  url: `${SITE}/circles/`,
  virtualConsole: console_,
});

after(() => dom.window.close()); // its timers would keep the process

// Everything of the page, also what Node has itself (Event, FormData, navigator …), but not the language's own.
const language = new Set(runInNewContext("Object.getOwnPropertyNames(globalThis)"));
for (const name of Object.getOwnPropertyNames(dom.window)) {
  if (/^[A-Z]/.test(name) && !language.has(name)) put(name, dom.window[name]);
}
for (const name of ["document", "navigator", "location", "history", "customElements", "sessionStorage", "localStorage"]) {
  put(name, dom.window[name]);
}
for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) put(name, dom.window[name].bind(dom.window));
// jsdom's own clock asks the global one, which must therefore not be jsdom's.
const clock = performance;
put("performance", { now: () => clock.now(), getEntriesByType: () => [] });
put("requestAnimationFrame", (draw) => setImmediate(draw));
put("window", dom.window);

/** @param {string} name @param {unknown} value */
function put(name, value) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

/** The module of this name in static/js, loaded as a page would. @param {string} name @param {string} [again] "?2" for once more */
export const load = (name, again = "") => import(`../../frontend/static/js/${name}.js${again}`);

/** Another body. Written by a test, so HTML out of a string is no danger here. @param {string} html */
export function show(html) {
  document.body.innerHTML = html;
  return document.body;
}

/** @param {string} key @param {EventTarget} [target] @param {object} [more] gives whether the page let it be */
export function press(key, target = document.body, more = {}) {
  const down = target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  target.dispatchEvent(new KeyboardEvent("keyup", { key, bubbles: true, cancelable: true, ...more }));
  return down;
}

/** Until everything that was already due has happened. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
