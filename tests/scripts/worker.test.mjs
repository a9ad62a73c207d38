import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { runInNewContext } from "node:vm";

const SOURCE = readFileSync(new URL("../../frontend/static/js/worker/worker.js", import.meta.url), "utf8");
const SITE = "https://pop.example";
const HTML = { "Content-Type": "text/html", "Cache-Control": "public, max-age=60" };

/** The pages and files of the site; a value that is a number is a status, null is no network. */
let site = {};
/** @type {{ url: string, options: object }[]} */
let asked = [];
let stores = new Map();
let unregistered = 0;

/** A worker of this version, as the browser would start it. */
function start({ version = "one", on = true } = {}) {
  const listeners = {};
  const caches = {
    open: async (name) => stores.get(name) ?? stores.set(name, store()).get(name),
    has: async (name) => stores.has(name),
    keys: async () => [...stores.keys()],
    delete: async (name) => stores.delete(name),
    match: async (what) => {
      for (const one of stores.values()) {
        const found = await one.match(what);
        if (found) return found;
      }
    },
  };
  const self = {
    KEEPING: { version, on, files: "/static/" },
    location: new URL(`${SITE}/worker.js`),
    skipWaiting() {},
    addEventListener: (kind, listener) => (listeners[kind] = listener),
    registration: { unregister: async () => (unregistered += 1) },
  };
  class FetchEvent {}
  FetchEvent.prototype.resultingClientId = "";
  runInNewContext(SOURCE, { self, caches, fetch, FetchEvent, Response, URL, Set, Map, Date, setTimeout, JSON });
  /** Dispatch, and wait for all it asked to wait for. Gives what it answered with, or undefined when it let it pass. */
  return async (kind, event = {}) => {
    const waits = [];
    let answer;
    listeners[kind]({ ...event, waitUntil: (wait) => waits.push(wait), respondWith: (given) => (answer = given) });
    await Promise.all(waits);
    return answer;
  };
}

function store() {
  const held = new Map();
  const url = (what) => new URL(what.url ?? what, SITE).href;
  return {
    held,
    put: async (what, response) => void held.set(url(what), response),
    match: async (what) => held.get(url(what))?.clone(),
    keys: async () => [...held.keys()].map((address) => ({ url: address })),
    delete: async (what) => held.delete(url(what)),
  };
}

async function fetch(what, options = {}) {
  const url = new URL(what.url ?? what, SITE);
  asked.push({ url: url.pathname, options });
  const found = site[url.pathname];
  if (found === undefined || found === null) throw new TypeError("no network");
  if (typeof found === "number") return new Response("", { status: found });
  return new Response(found.text, { headers: found.headers });
}

const page = (text, headers = HTML) => ({ text, headers });
const paths = () => [...stores.values()].flatMap((one) => [...one.held.keys()].map((url) => new URL(url).pathname)).sort();
const go = (path, more = {}) => ({
  request: { url: SITE + path, method: "GET", mode: "navigate", ...more },
  clientId: "",
  resultingClientId: "new",
});

async function keep(worker, country = "/help/ke/") {
  let said;
  await worker("message", { data: { keep: country, name: "Kenya" }, ports: [{ postMessage: (data) => (said = data) }] });
  return said;
}

beforeEach(() => {
  asked = [];
  stores = new Map();
  unregistered = 0;
  site = {
    "/help/ke/kept/": page('<link href="/static/a.css"><script src="/static/a.js"></script><a href="/account/">x</a>'),
    "/help/ke/offline/": page('<link href="/static/a.css"><a href="https://else.example/static/x.css">x</a>'),
    "/static/a.css": page("a { background: url('../static/a.svg') }", { "Content-Type": "text/css" }),
    "/static/a.js": page('import { b } from "./b.js";', { "Content-Type": "text/javascript" }),
    "/static/a.svg": page("<svg/>", { "Content-Type": "image/svg+xml" }),
    "/static/b.js": page("export const b = 1;", { "Content-Type": "text/javascript" }),
  };
});

test("it keeps two pages and what they are drawn with, fetched without cookies and past every cache", async () => {
  const worker = start();
  assert.deepEqual({ ...(await keep(worker)) }, { kept: true });
  assert.deepEqual(paths(), [
    "/help/ke/kept/",
    "/help/ke/offline/",
    "/kept",
    "/static/a.css",
    "/static/a.js",
    "/static/a.svg",
    "/static/b.js",
  ]);
  for (const { options } of asked) {
    assert.deepEqual({ ...options }, { credentials: "omit", cache: "no-store", redirect: "error" });
  }
});

test("SEC-55: it keeps nothing that is not for everybody, and no other address", async () => {
  const worker = start();
  site["/help/ke/offline/"] = page("mine", { "Content-Type": "text/html", "Cache-Control": "no-store" });
  assert.deepEqual({ ...(await keep(worker)) }, { kept: false });
  for (const path of ["/account/", "/help/ke/../../account/", "//else.example/help/ke/", "/help/search"]) {
    assert.deepEqual({ ...(await keep(worker, path)) }, { kept: false });
  }
  assert.deepEqual(paths(), []);
});

test("it answers only pages that could not be loaded, never where people are signed in", async () => {
  const worker = start();
  await keep(worker);
  site = { "/about/": page("from the network") };
  assert.equal(await (await worker("fetch", go("/about/"))).text(), "from the network");
  assert.match(await (await worker("fetch", go("/help/ke/"))).text(), /a.js/);
  assert.match(await (await worker("fetch", go("/innovations/"))).text(), /else.example/);
  for (const path of ["/account/", "/ar/account/data/", "/circles/1/", "/moderation/", "/cms/", "/leave/", "/graphql/"]) {
    assert.equal(await worker("fetch", go(path)), undefined, path);
  }
  assert.equal(await worker("fetch", go("/help/ke/", { method: "POST" })), undefined);
  assert.equal(await worker("fetch", go("/circles/1/messages", { mode: "cors" })), undefined);
  assert.equal(await worker("fetch", { request: { ...go("/").request, url: "https://else.example/" } }), undefined);
});

test("it answers files for pages it answered itself, and for no other", async () => {
  const worker = start();
  await keep(worker);
  site = {};
  const file = (clientId) => ({ request: { url: `${SITE}/static/a.css`, method: "GET", mode: "no-cors" }, clientId });
  assert.equal(await worker("fetch", file("new")), undefined);
  await worker("fetch", go("/help/ke/"));
  assert.match(await (await worker("fetch", file("new"))).text(), /background/);
  assert.equal(await worker("fetch", file("another")), undefined);
});

test("without anything kept, a page that cannot be loaded stays the browser's own matter", async () => {
  site = {};
  await assert.rejects(start()("fetch", go("/about/")), /no network/);
});

test("a new version fetches everything anew, then drops the old; without a network it waits", async () => {
  await keep(start());
  const next = start({ version: "two" });
  const all = site;
  site = {};
  await assert.rejects(next("install"));
  assert.deepEqual([...stores.keys()], ["kept-one"]);
  site = all;
  await next("install");
  await next("activate");
  assert.deepEqual([...stores.keys()], ["kept-two"]);
  assert.ok(paths().includes("/help/ke/kept/"));
});

test("switched off it deletes everything, whoever made it, and signs off", async () => {
  await keep(start());
  const off = start({ version: "two", on: false });
  await off("install");
  await off("activate");
  assert.deepEqual([...stores.keys()], []);
  assert.equal(unregistered, 1);
  assert.equal(await off("fetch", go("/help/ke/")), undefined);
});

test("when the server says that the page is gone, so is the copy", async () => {
  const worker = start();
  await keep(worker);
  site["/help/ke/kept/"] = 410;
  assert.deepEqual({ ...(await keep(worker)) }, { kept: false });
  assert.deepEqual([...stores.keys()], []);
  assert.equal(unregistered, 1);
});

test("somebody leaves while it is still fetching: nothing is written any more", async () => {
  const worker = start();
  const keeping = keep(worker);
  await worker("message", { data: { end: true }, ports: [] });
  await keeping;
  assert.deepEqual([...stores.keys()], []);
});
