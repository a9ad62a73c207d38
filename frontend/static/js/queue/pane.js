/**
 * What is open: one thing that waits, as its own page shows it, with a letter at each choice. What somebody has begun to
 * write about one stays when they open another, until they come back to it or decide.
 *
 * @module
 */

import { lettersFor } from "./keys.js";

export class Pane {
  #place;
  /** What is laid aside with words in it, by item. @type {Map<string, HTMLElement>} */
  #aside = new Map();

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#place = place;
    if (this.review) dress(this.review);
  }

  /** @returns {HTMLElement | null} what is open */
  get review() {
    return this.#place.querySelector('[data-part="review"]');
  }

  /** Whose it is, "" for nothing. */
  get item() {
    return this.review?.dataset.item ?? "";
  }

  /** @returns {HTMLElement} */
  get place() {
    return this.#place;
  }

  /** @param {Element} review of another page, or one that was open before @param {boolean} [restoring] exactly as it was */
  show(review, restoring = false) {
    this.layAside();
    const fresh = /** @type {HTMLElement} */ (document.adoptNode(review));
    const begun = this.#aside.get(fresh.dataset.item ?? "");
    this.#aside.delete(fresh.dataset.item ?? "");
    dress(fresh);
    if (begun && !restoring) takeOver(begun, fresh);
    this.#put(fresh);
    (fresh.querySelector(".error-summary") ?? fresh.querySelector("h1, h2"))?.scrollIntoView?.({ block: "nearest" });
  }

  /** Something else than an item: words and what to do next. @param {HTMLElement} other */
  say(other) {
    this.layAside();
    this.#put(other);
  }

  /** @returns {HTMLElement | null} what was open, taken out whole */
  take() {
    const review = this.review;
    review?.remove();
    return review;
  }

  /** Close, keeping what was begun. */
  close() {
    this.layAside();
    this.#place.replaceChildren();
    this.#place.hidden = true;
  }

  /** Put everything away, also what was begun: whoever sat here may not see it any more. */
  clear() {
    this.#aside.clear();
    this.#place.replaceChildren();
    this.#place.hidden = true;
  }

  layAside() {
    const review = this.review;
    if (review && isBegun(review)) this.#aside.set(this.item, review);
  }

  /** What was begun about this is done with. @param {string} item */
  forget(item) {
    this.#aside.delete(item);
  }

  /** The focus goes to what is wrong, or else to the heading. */
  focus() {
    const first = this.#place.querySelector(".error-summary") ?? this.#place.querySelector("h1, h2");
    const place = /** @type {HTMLElement} */ (first ?? this.#place);
    place.tabIndex = -1;
    place.focus({ preventScroll: false });
  }

  /** @param {HTMLElement} content */
  #put(content) {
    this.#place.hidden = false;
    this.#place.replaceChildren(content);
    this.#place.scrollTop = 0;
  }
}

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

/** A letter at each choice. @param {HTMLElement} review */
function dress(review) {
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
function isBegun(review) {
  const form = decidingForm(review);
  const fields = /** @type {any[]} */ ([...(form?.elements ?? [])]);
  return fields.some((field) => (field.type === "radio" ? field.checked : field.tagName === "TEXTAREA" && field.value.trim() !== ""));
}

/** What was begun, into the same form as it is now. @param {HTMLElement} begun @param {HTMLElement} fresh */
function takeOver(begun, fresh) {
  const [from, to] = [decidingForm(begun), decidingForm(fresh)];
  if (!from || !to) return;
  const data = new FormData(from);
  data.delete("csrfmiddlewaretoken");
  for (const [name, value] of data) {
    const field = /** @type {any} */ (to.elements.namedItem(name));
    if (field && typeof value === "string") field.value = value;
  }
}
