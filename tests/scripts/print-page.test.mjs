import assert from "node:assert/strict";
import { test } from "node:test";

import { load, show } from "./dom.mjs";

await load("print-page");

test("the button shows itself where scripts run, and prints", () => {
  let printed = 0;
  window.print = () => (printed += 1);
  const body = show(`<print-page hidden><button type="button">Print</button></print-page>`);
  assert.equal(body.firstElementChild.hidden, false);
  assert.equal(printed, 0);
  body.querySelector("button").click();
  assert.equal(printed, 1);
});
