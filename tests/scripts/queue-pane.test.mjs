import assert from "node:assert/strict";
import { test } from "node:test";

import { load, show } from "./dom.mjs";

const { decidingForm } = await load("queue/choices");
const { Pane } = await load("queue/pane");
const choice = (value, words) => `<label><input type="radio" name="decision" value="${value}"> ${words}</label>`;
const html = (id) => `<div data-part="review" data-item="${id}"><h1>${id}</h1><form data-part="decide" data-needs='{"remove": ["rule", "why"]}'>
  <input type="hidden" name="csrfmiddlewaretoken" value="fresh">
  ${choice("approve", "Approve: show it")}${choice("remove", "Remove: nobody else sees it")}${choice("brand_new", "Something new")}
  <select name="rule"><option value=""></option><option value="names">Names</option></select><textarea name="why"></textarea></form></div>`;
const review = (id) => new window.DOMParser().parseFromString(html(id), "text/html").body.firstElementChild;
const pane = () => new Pane(show("<section></section>").firstElementChild);

test("what somebody began stays while they look at another, with a fresh page and token", () => {
  const made = pane();
  made.show(review("a"));
  const form = decidingForm(made.review);
  form.elements.namedItem("csrfmiddlewaretoken").value = "old";
  form.elements.namedItem("why").value = "half a sent";
  form.querySelector('[value="remove"]').checked = true;
  made.show(review("b"));
  assert.equal(decidingForm(made.review).elements.namedItem("why").value, "");
  made.show(review("a"));
  const again = decidingForm(made.review);
  assert.equal(again.elements.namedItem("why").value, "half a sent");
  assert.ok(again.querySelector('[value="remove"]').checked);
  assert.equal(again.elements.namedItem("csrfmiddlewaretoken").value, "fresh");
});

test("what is decided is not begun any more", () => {
  const made = pane();
  made.show(review("a"));
  decidingForm(made.review).elements.namedItem("why").value = "half a sent";
  made.close();
  assert.equal(made.place.hidden, true);
  made.forget("a");
  made.show(review("a"));
  assert.equal(decidingForm(made.review).elements.namedItem("why").value, "");
});

test("the focus goes to what is wrong, or to the heading", () => {
  const made = pane();
  made.show(review("a"));
  made.focus();
  assert.equal(document.activeElement.tagName, "H1");
  const wrong = review("b");
  wrong.insertAdjacentElement("beforeend", Object.assign(document.createElement("div"), { className: "error-summary" }));
  made.show(wrong);
  made.focus();
  assert.equal(document.activeElement.className, "error-summary");
});

test("put away, nothing is left and nothing comes back", () => {
  const made = pane();
  made.show(review("a"));
  decidingForm(made.review).elements.namedItem("why").value = "private words";
  made.clear();
  assert.equal(document.body.textContent.trim(), "");
  made.show(review("a"));
  assert.equal(decidingForm(made.review).elements.namedItem("why").value, "");
});
