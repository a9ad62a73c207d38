import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load, settled, show } from "./dom.mjs";

let record = null;
let answer = { kept: true };
let registered = [];
let said = [];
let forgotten = 0;
let works = true;
const active = {
  postMessage(data, [port]) {
    said.push(data);
    if (answer.kept) record = { page: data.keep, name: data.name, on: new Date().toISOString() };
    port.postMessage(answer);
  },
};
const worker = {
  register: async (address, options) => {
    if (!works) throw new TypeError("no");
    registered.push([String(address), options.scope]);
    return { active };
  },
};
window.caches = globalThis.caches = { match: async () => record && { json: async () => record } };
window.isSecureContext = true;
globalThis.MessageChannel = class {
  port1 = { onmessage: null, close() {} };
  port2 = { postMessage: (data) => this.port1.onmessage({ data }) };
};
customElements.define(
  "pop-quick-exit",
  class extends HTMLElement {
    static async forgetKept() {
      record = null;
      forgotten += 1;
    }
  },
);

await load("keep");

const part = (name) => document.querySelector(`[data-when=${name}]`);
const status = () => document.querySelector("[role=status]").textContent;
const press = async (name) => {
  document.querySelector(`[data-do=${name}]`).click();
  for (let turn = 0; turn < 20; turn += 1) await settled();
};
const open = async (page = 'data-page="/help/ke/" data-name="Kenya"') => {
  show(`<pop-keep hidden ${page}>
    <section data-when="free"><p data-when="other" hidden><bdi data-what></bdi></p>
    <button data-do="no">No</button><button data-do="keep">Keep</button></section>
    <div data-when="kept" hidden><bdi data-what></bdi><button data-do="remove">Remove</button></div>
    <p role="status" tabindex="-1" data-busy="Wait" data-done="Done" data-gone="Gone" data-failed="Failed"></p>
    <p data-when="empty" hidden>Empty</p></pop-keep>`);
  for (let turn = 0; turn < 20; turn += 1) await settled();
};

beforeEach(() => {
  navigator.serviceWorker = worker;
  record = null;
  answer = { kept: true };
  registered = [];
  said = [];
  forgotten = 0;
  works = true;
});

test("browsers without workers are shown nothing", async () => {
  delete navigator.serviceWorker;
  await open();
  assert.equal(document.querySelector("pop-keep").hidden, true);
});

test("SG-36: nothing is registered before somebody asks", async () => {
  await open();
  assert.equal(part("free").hidden, false);
  assert.equal(part("kept").hidden, true);
  assert.deepEqual(registered, []);
});

test("asked, it starts the one worker and names the page", async () => {
  await open();
  await press("keep");
  assert.deepEqual(registered, [["/worker.js", "/"]]);
  assert.deepEqual(said, [{ keep: "/help/ke/", name: "Kenya" }]);
  assert.equal(status(), "Done");
  assert.equal(part("kept").hidden, false);
  assert.match(part("kept").textContent, /Kenya · /);
});

test("a page that could not be kept leaves no worker behind", async () => {
  await open();
  answer = { kept: false };
  await press("keep");
  assert.equal(status(), "Failed");
  assert.equal(forgotten, 1);
  works = false;
  await press("keep");
  assert.equal(status(), "Failed");
  assert.equal(part("free").hidden, false);
});

test("one tap removes it, and says so", async () => {
  record = { page: "/help/ke/", name: "Kenya", on: new Date().toISOString() };
  await open("");
  assert.equal(part("kept").hidden, false);
  assert.equal(part("free").hidden, true);
  await press("remove");
  assert.equal(forgotten, 1);
  assert.equal(status(), "Gone");
  assert.equal(part("empty").hidden, false);
});

test("another country's page says what it would take the place of", async () => {
  record = { page: "/help/gb/", name: "United Kingdom", on: new Date().toISOString() };
  await open();
  assert.equal(part("other").hidden, false);
  assert.match(part("other").textContent, /United Kingdom/);
  assert.deepEqual(said, []);
});

test("SG-34: a copy of another day is fetched anew, one of today is not", async () => {
  record = { page: "/help/ke/", name: "Kenya", on: new Date().toISOString() };
  await open();
  assert.deepEqual(said, []);
  record = { page: "/help/ke/", name: "Kenya", on: new Date(Date.now() - 86_400_000).toISOString() };
  await open();
  assert.deepEqual(said, [{ keep: "/help/ke/", name: "Kenya" }]);
});
