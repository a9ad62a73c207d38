import assert from "node:assert/strict";
import { test } from "node:test";

import { load, show } from "./dom.mjs";

const { Pane, decidingForm, lackedBy, wordsOf } = await load("queue/pane");
const choice = (value, words) => `<label><input type="radio" name="decision" value="${value}"> ${words}</label>`;
const html = (id) => `<div data-part="review" data-item="${id}"><h1>${id}</h1><form data-part="decide" data-needs='{"remove": ["rule", "why"]}'>
  <input type="hidden" name="csrfmiddlewaretoken" value="fresh">
  ${choice("approve", "Approve: show it")}${choice("remove", "Remove: nobody else sees it")}${choice("brand_new", "Something new")}
  <select name="rule"><option value=""></option><option value="names">Names</option></select><textarea name="why"></textarea></form></div>`;
const review = (id) => new window.DOMParser().parseFromString(html(id), "text/html").body.firstElementChild;
const pane = () => new Pane(show("<section></section>").firstElementChild);

test("each choice the server gives has a letter that is seen and said, and not read twice", () => {
  const made = pane();
  made.show(review("a"));
  const [first, , third] = made.review.querySelectorAll("input[type=radio]");
  assert.deepEqual([first.dataset.key, first.getAttribute("aria-keyshortcuts")], ["a", "a"]);
  assert.ok(third.dataset.key);
  assert.equal(first.closest("label").querySelector("kbd").getAttribute("aria-hidden"), "true");
  made.show(made.take(), true);
  assert.equal(made.review.querySelectorAll("kbd").length, 3);
});

test("what a choice needs and lacks comes from the server", () => {
  const made = pane();
  made.show(review("a"));
  const form = decidingForm(made.review);
  assert.equal(lackedBy(form, "approve"), null);
  assert.equal(lackedBy(form, "remove").name, "rule");
  form.elements.namedItem("rule").value = "names";
  form.elements.namedItem("why").value = "  ";
  assert.equal(lackedBy(form, "remove").name, "why");
  form.elements.namedItem("why").value = "Because.";
  assert.equal(lackedBy(form, "remove"), null);
  assert.equal(lackedBy(form, "brand_new"), null);
});

test("what is needed can be a choice among several: the first of them is where to go", () => {
  const made = pane();
  const other = review("a");
  const form = other.querySelector("form");
  form.dataset.needs = '{"approve": ["stays"]}';
  for (const value of ["shown", "held"]) form.append(Object.assign(document.createElement("input"), { type: "radio", name: "stays", value }));
  made.show(other);
  assert.equal(lackedBy(decidingForm(made.review), "approve").value, "shown");
  decidingForm(made.review).elements.namedItem("stays").value = "held";
  assert.equal(lackedBy(decidingForm(made.review), "approve"), null);
});

test("the words of a choice are those at it", () => {
  const made = pane();
  made.show(review("a"));
  const form = decidingForm(made.review);
  assert.equal(wordsOf(form, "approve"), "Approve");
  assert.equal(wordsOf(form, "brand_new"), "Something new");
  assert.equal(wordsOf(form, "gone"), "gone");
});

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
