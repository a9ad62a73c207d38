/**
 * The form that decides about what is open: its choices with a letter at each, what each of them needs, what somebody has
 * begun in it, and what was wrong with it.
 *
 * @module
 */

import { lettersFor } from "./keys.js";

/** @param {ParentNode} review @returns {HTMLFormElement | null} the form that decides */
export function decidingForm(review) {
  return review.querySelector('[data-part="decide"]');
}

/** @param {HTMLFormElement} form @returns {HTMLInputElement[]} */
function choicesIn(form) {
  return /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll('input[type="radio"][name="decision"]')]);
}

/** The words of a choice, as they stand at it. @param {HTMLFormElement} form @param {string} choice */
export function wordsOf(form, choice) {
  const input = choicesIn(form).find((one) => one.value === choice);
  const label = input?.closest("label");
  const words = [...(label?.childNodes ?? [])].filter((node) => !(node instanceof Element && node.matches("kbd")));
  const text = words.map((node) => node.textContent).join("").trim();
  return text.split(":")[0] || choice;
}

/**
 * The first field that a choice needs and that is empty: what is needed is said by the server (`data-needs`).
 * @param {HTMLFormElement} form @param {string} choice @returns {HTMLElement | null}
 */
export function lackedBy(form, choice) {
  /** @type {Record<string, string[]>} */
  const needs = JSON.parse(form.dataset.needs || "{}");
  const fields = (needs[choice] ?? []).map((name) => /** @type {any} */ (form.elements.namedItem(name)));
  const lacked = fields.find((field) => field && !field.value.trim());
  return lacked instanceof RadioNodeList ? /** @type {HTMLElement} */ (lacked[0]) : (lacked ?? null);
}

/** Whether this choice cannot be taken back for some seconds: what is severe is out of sight first. @param {HTMLElement | null} review @param {string} choice */
export function goesAtOnce(review, choice) {
  return (review?.dataset.atOnce ?? "").split(" ").includes(choice);
}

/** A letter at each choice. @param {HTMLElement} review */
export function putLetters(review) {
  const form = decidingForm(review);
  if (!form) return;
  const choices = choicesIn(form);
  const letters = lettersFor(choices.map((one) => one.value));
  for (const input of choices) {
    const letter = letters.get(input.value);
    const label = input.closest("label");
    if (!letter || !label || input.dataset.key) continue;
    input.dataset.key = letter;
    input.setAttribute("aria-keyshortcuts", letter);
    const hint = Object.assign(document.createElement("kbd"), { textContent: letter });
    hint.setAttribute("aria-hidden", "true");
    label.append(" ", hint);
  }
}

/** Whether somebody has chosen or written something there. @param {HTMLElement} review */
export function isBegun(review) {
  const form = decidingForm(review);
  const fields = /** @type {any[]} */ ([...(form?.elements ?? [])]);
  return fields.some((field) => (field.type === "radio" ? field.checked : field.tagName === "TEXTAREA" && field.value.trim() !== ""));
}

/** What was begun, into the same form as it is now. @param {HTMLElement} begun @param {HTMLElement} fresh */
export function takeOver(begun, fresh) {
  const [from, to] = [decidingForm(begun), decidingForm(fresh)];
  if (!from || !to) return;
  const data = new FormData(from);
  data.delete("csrfmiddlewaretoken");
  for (const [name, value] of data) {
    const field = /** @type {any} */ (to.elements.namedItem(name));
    if (field && typeof value === "string") field.value = value;
  }
}

/** Why it was not decided, above its form; only the last reason stands there. @param {HTMLElement} review @param {string} words */
export function putProblem(review, words) {
  review.querySelector("[data-problem]")?.remove();
  const note = Object.assign(document.createElement("div"), { textContent: words, className: "error-summary", tabIndex: -1 });
  note.setAttribute("role", "alert");
  note.dataset.problem = "";
  decidingForm(review)?.prepend(note);
}
