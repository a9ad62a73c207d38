import assert from "node:assert/strict";
import { test } from "node:test";

import { load, show } from "./dom.mjs";

const { decidingForm, goesAtOnce, isBegun, lackedBy, putLetters, putProblem, takeOver, wordsOf } = await load("queue/choices");
const choice = (value, words) => `<label><input type="radio" name="decision" value="${value}"> ${words}</label>`;
const review = (atOnce = "") => show(`<div data-part="review" data-at-once="${atOnce}"><h1>One</h1><form data-part="decide" data-needs='{"remove": ["rule", "why"]}'>
  <input type="hidden" name="csrfmiddlewaretoken" value="fresh">
  ${choice("approve", "Approve: show it")}${choice("remove", "Remove: nobody else sees it")}${choice("brand_new", "Something new")}
  <select name="rule"><option value=""></option><option value="names">Names</option></select><textarea name="why"></textarea></form></div>`).firstElementChild;

test("each choice the server gives has a letter that is seen and said, and not read twice", () => {
  const made = review();
  putLetters(made);
  putLetters(made); // it was taken out and comes back
  const [first, , third] = made.querySelectorAll("input[type=radio]");
  assert.deepEqual([first.dataset.key, first.getAttribute("aria-keyshortcuts")], ["a", "a"]);
  assert.ok(third.dataset.key);
  assert.equal(first.closest("label").querySelector("kbd").getAttribute("aria-hidden"), "true");
  assert.equal(made.querySelectorAll("kbd").length, 3);
});

test("what a choice needs and lacks comes from the server", () => {
  const form = decidingForm(review());
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
  const form = decidingForm(review());
  form.dataset.needs = '{"approve": ["stays"]}';
  for (const value of ["shown", "held"]) form.append(Object.assign(document.createElement("input"), { type: "radio", name: "stays", value }));
  assert.equal(lackedBy(form, "approve").value, "shown");
  form.elements.namedItem("stays").value = "held";
  assert.equal(lackedBy(form, "approve"), null);
});

test("the words of a choice are those at it, without its letter", () => {
  const made = review();
  putLetters(made);
  const form = decidingForm(made);
  assert.equal(wordsOf(form, "approve"), "Approve");
  assert.equal(wordsOf(form, "brand_new"), "Something new");
  assert.equal(wordsOf(form, "gone"), "gone");
});

test("what goes at once is named by the server, choice by choice", () => {
  assert.deepEqual(["approve", "remove"].map((one) => goesAtOnce(review("remove escalate"), one)), [false, true]);
  assert.equal(goesAtOnce(null, "approve"), false);
});

test("begun is a choice or words; what was begun goes into a fresh form, and its old token does not", () => {
  const begun = review();
  assert.equal(isBegun(begun), false);
  decidingForm(begun).elements.namedItem("why").value = "half a sent";
  decidingForm(begun).elements.namedItem("csrfmiddlewaretoken").value = "old";
  assert.equal(isBegun(begun), true);
  const fresh = review();
  takeOver(begun, fresh);
  assert.equal(decidingForm(fresh).elements.namedItem("why").value, "half a sent");
  assert.equal(decidingForm(fresh).elements.namedItem("csrfmiddlewaretoken").value, "fresh");
});

test("why it was not decided stands above its form as an alert, and only the last reason", () => {
  const made = review();
  putProblem(made, "Not reached.");
  putProblem(made, "Still not reached.");
  const [problem, ...others] = made.querySelectorAll('form > [role="alert"].error-summary');
  assert.equal(problem.textContent, "Still not reached.");
  assert.deepEqual(others, []);
});
