import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load, unable } from "./dom.mjs";

let came = "navigate";
performance.getEntriesByType = (type) => (type === "navigation" ? [{ type: came }] : []);
const gone = () => unable.some((message) => /navigation/i.test(message));

beforeEach(() => {
  unable.length = 0;
  sessionStorage.clear();
  document.documentElement.hidden = false;
});

test("whoever never left is let be", async () => {
  came = "back_forward";
  await load("exit-guard");
  assert.equal(document.documentElement.hidden, false);
  assert.equal(gone(), false);
});

test("SG-28: Back after leaving shows nothing and leads away", async () => {
  came = "back_forward";
  sessionStorage.setItem("away", "https://neutral.example/");
  await load("exit-guard", "?2");
  assert.equal(document.documentElement.hidden, true);
  assert.ok(gone());
});

test("coming back on purpose works", async () => {
  came = "navigate";
  sessionStorage.setItem("away", "https://neutral.example/");
  await load("exit-guard", "?3");
  assert.equal(document.documentElement.hidden, false);
  assert.equal(gone(), false);
});
