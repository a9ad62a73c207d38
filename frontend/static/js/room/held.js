/**
 * What waits for a facilitator, beside the conversation. Decisions are made without leaving the room; whoever decides by
 * keyboard goes from one to the next, and what is being typed about one stays when others come and go.
 *
 * @module
 */

import { addressOfStep } from "./message.js";
import { copyOf, part, reveal, showTime, write } from "./parts.js";
import { sendQuietly } from "./quiet-form.js";

/**
 * @typedef {{ id: string, author: { name: string }, text: string, at: string, care: boolean, anonymous?: boolean, reasons: string[],
 *   notes?: string[], suggested_note?: string, decide: string }} Waiting
 */

export class HeldQueue {
  #room;
  #list;
  /** The button last pressed: browsers of 2021 do not all say which one sent a form. @type {HTMLElement | null} */
  #pressed = null;

  /** @param {HTMLElement} room @param {HTMLElement} list */
  constructor(room, list) {
    this.#room = room;
    this.#list = list;
    list.addEventListener("click", (event) => {
      this.#pressed = event.target instanceof Element ? event.target.closest("button") : null;
    });
    list.addEventListener("submit", (event) => this.#decide(event));
    list.addEventListener("keydown", (event) => this.#leaveDetails(event));
    list.addEventListener("change", (event) => this.#putIn(event.target));
  }

  /**
   * @param {Waiting[]} waiting the most urgent of it, as it is now
   * @returns {number} how many were not there before
   */
  show(waiting) {
    const there = new Map(this.#items().map((item) => [item.dataset.id, item]));
    const wanted = waiting.map((one) => this.#noted(there.get(one.id) ?? this.#held(one), one));
    const focused = this.#items().findIndex((item) => item.contains(document.activeElement));
    const isLosing = focused >= 0 && !wanted.includes(this.#items()[focused]);
    const ahead = isLosing ? this.#items().slice(focused + 1).find((item) => wanted.includes(item)) : undefined;
    for (const item of this.#items()) if (!wanted.includes(item)) item.remove();
    this.#putInOrder(wanted);
    const none = part(this.#room, "none-held");
    if (none) none.hidden = waiting.length > 0;
    if (isLosing) this.#goTo(ahead ?? this.#items()[0] ?? none);
    return waiting.filter((one) => !there.has(one.id)).length;
  }

  /** The message somebody is at. @param {Element | null} [place] @returns {HTMLElement | null} */
  itemAt(place = document.activeElement) {
    return this.#items().find((item) => item.contains(place)) ?? null;
  }

  toFirst() {
    this.#goTo(this.#items()[0] ?? part(this.#room, "none-held"));
  }

  /** The item somebody is at stays where it is, the others come around it: moved it would lose the focus. @param {HTMLElement[]} wanted */
  #putInOrder(wanted) {
    if (wanted.every((item, index) => this.#list.children[index] === item)) return;
    const here = wanted.findIndex((item) => item.contains(document.activeElement));
    for (const item of wanted.slice(0, Math.max(0, here))) this.#list.insertBefore(item, wanted[here]);
    for (const item of wanted.slice(here + 1)) this.#list.append(item);
  }

  #items() {
    return /** @type {HTMLElement[]} */ ([...this.#list.children]);
  }

  /** @param {HTMLElement | null} place the next one to decide, or the words that there is none */
  #goTo(place) {
    const button = place?.querySelector("button");
    if (button) button.focus();
    else if (place) {
      place.tabIndex = -1;
      place.focus();
    }
  }

  /** @param {Waiting} one */
  #held(one) {
    const item = copyOf(this.#room, "held");
    item.dataset.id = one.id;
    item.classList.toggle("held--care", one.care);
    write(item, "strong", one.author.name || this.#room.dataset.left || "");
    write(item, ".say__text", one.text);
    reveal(item, "[data-care]", one.care);
    reveal(item, "[data-unnamed]", one.anonymous ?? false);
    showTime(item.querySelector("time"), one.at, this.#room.dataset.language ?? "");
    item.querySelector(".held__reasons")?.replaceChildren(...lines(one.reasons));
    const note = item.querySelector('select[name="content_note"]');
    if (note instanceof HTMLSelectElement) note.value = one.suggested_note ?? "";
    item.querySelector("form")?.setAttribute("action", one.decide);
    item.querySelector("[data-step]")?.setAttribute("href", addressOfStep(this.#room, one.id));
    // Each control says whose message it is about: its own words, and the name above it. In the blank form the names end
    // where the message's own begins.
    for (const named of item.querySelectorAll("[id]")) named.id += one.id;
    for (const attribute of ["aria-labelledby", "aria-describedby"]) {
      for (const control of item.querySelectorAll(`[${attribute}]`)) {
        const ids = (control.getAttribute(attribute) ?? "").split(" ");
        control.setAttribute(attribute, ids.map((id) => id + one.id).join(" "));
      }
    }
    return item;
  }

  /** What colleagues have noted about it since. @param {HTMLElement} item @param {Waiting} one */
  #noted(item, { notes = [] }) {
    item.querySelector(".held__notes")?.replaceChildren(...lines(notes));
    reveal(item, ".held__notes", notes.length > 0);
    reveal(item, "[data-kept]", notes.length > 0);
    return item;
  }

  /** @param {SubmitEvent} event */
  async #decide(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter ?? this.#pressed);
    event.preventDefault();
    this.#problem(form, "");
    const wrong = await sendQuietly(form, button, this.#room.dataset.notDecided ?? "");
    if (wrong === null) return;
    if (wrong) this.#problem(form, wrong);
    else if (button?.value === "hold") this.#goOn(form);
    // Decided: the room itself says what has become of it.
  }

  /** It waits on, with a note: what was opened is folded up, and the next one has its turn. @param {HTMLFormElement} form */
  #goOn(form) {
    const items = this.#items();
    const place = items.findIndex((item) => item.contains(form));
    const wasHere = items[place]?.contains(document.activeElement);
    for (const details of form.querySelectorAll("details")) details.open = false;
    form.reset();
    if (wasHere) this.#goTo(items[place + 1] ?? items[0] ?? null);
  }

  /** A prepared sentence goes where it can still be changed. @param {EventTarget | null} chosen */
  #putIn(chosen) {
    if (!(chosen instanceof HTMLSelectElement) || chosen.name !== "sentence" || !chosen.value) return;
    const field = /** @type {HTMLTextAreaElement | null} */ (chosen.form?.querySelector('[name="explanation"]') ?? null);
    if (field) field.value = [field.value, chosen.value].filter(Boolean).join(" ");
    chosen.value = "";
  }

  /** @param {HTMLFormElement} form @param {string} words */
  #problem(form, words) {
    const place = form.querySelector(".held__problem");
    if (!(place instanceof HTMLElement)) return;
    place.textContent = words;
    place.hidden = !words;
  }

  /** Escape folds up again what was opened. @param {KeyboardEvent} event */
  #leaveDetails(event) {
    const details = event.target instanceof Element ? event.target.closest("details[open]") : null;
    if (event.key !== "Escape" || !(details instanceof HTMLDetailsElement)) return;
    details.open = false;
    details.querySelector("summary")?.focus();
  }
}

/** @param {string[]} words */
function lines(words) {
  return words.map((text) => Object.assign(document.createElement("li"), { textContent: text, dir: "auto" }));
}
