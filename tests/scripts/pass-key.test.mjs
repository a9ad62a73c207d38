import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load, settled, show } from "./dom.mjs";

/** Stands in for the browser's own: jsdom has no keys. */
class Credential {
  static parseCreationOptionsFromJSON = (options) => ({ parsed: "creation", ...options });
  static parseRequestOptionsFromJSON = (options) => ({ parsed: "request", ...options });
  toJSON() {
    return { id: "key-1" };
  }
}
const asked = [];
let sent = 0;

await load("pass-key");
HTMLFormElement.prototype.submit = () => (sent += 1);

beforeEach(() => {
  asked.length = sent = 0;
  window.PublicKeyCredential = globalThis.PublicKeyCredential = Credential;
  const answer = (what) => (options) => {
    asked.push({ what, ...options.publicKey });
    return Promise.resolve(new Credential());
  };
  Object.defineProperty(navigator, "credentials", {
    value: { create: answer("create"), get: answer("get") },
    configurable: true,
  });
});

function page(ceremony, data = "") {
  return show(`
    <pass-key data-ceremony="${ceremony}" data-options-url="/account/options/" hidden><form>
    <input type="hidden" name="credential"><input type="checkbox" name="passwordless"><button>Go</button></form>
    <p data-trouble="unsupported" hidden>Too old</p><p data-trouble="failed" hidden>Did not work</p>
    <script type="application/json">${data}</script></pass-key>`);
}

async function go(body) {
  body.querySelector("button").click();
  for (let turn = 0; turn < 5; turn += 1) await settled();
}

const shown = (body) => [...body.querySelectorAll("[data-trouble]")].filter((p) => !p.hidden).map((p) => p.dataset.trouble);

test("a key for a second factor asks for as little as it can", async () => {
  const body = page("add", '{"creation_options": {"publicKey": {"challenge": "c"}}}');
  assert.equal(body.firstElementChild.hidden, false);
  await go(body);
  assert.deepEqual(asked, [
    {
      what: "create",
      parsed: "creation",
      challenge: "c",
      authenticatorSelection: { residentKey: "discouraged", requireResidentKey: false },
    },
  ]);
  assert.equal(body.querySelector("[name=credential]").value, '{"id":"key-1"}');
  assert.equal(sent, 1);
});

test("a key that signs in alone must know its person", async () => {
  const body = page("add", '{"creation_options": {"publicKey": {}}}');
  body.querySelector("[name=passwordless]").checked = true;
  await go(body);
  assert.deepEqual(asked[0].authenticatorSelection, {
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  });
});

test("signing in fetches its options when the button is pressed", async () => {
  globalThis.fetch = async (url) => {
    asked.push(url);
    return new Response('{"request_options": {"publicKey": {"challenge": "d"}}}');
  };
  const body = page("sign-in");
  assert.deepEqual(asked, []);
  await go(body);
  assert.deepEqual(asked, ["/account/options/", { what: "get", parsed: "request", challenge: "d" }]);
  assert.equal(sent, 1);
});

test("a browser without keys, and a ceremony broken off, are said in the page and send nothing", async () => {
  const body = page("show", '{"request_options": {"publicKey": {}}}');
  window.PublicKeyCredential = undefined;
  await go(body);
  assert.deepEqual(shown(body), ["unsupported"]);
  window.PublicKeyCredential = Credential;
  navigator.credentials.get = () => Promise.reject(new Error("NotAllowedError"));
  await go(body);
  assert.deepEqual(shown(body), ["failed"]);
  assert.equal(sent, 0);
});
