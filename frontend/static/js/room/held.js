/**
 * What waits for a facilitator, beside the conversation. Decisions are made without leaving the room; whoever decides by
 * keyboard goes from one to the next, and what is being typed about one stays when others come and go.
 *
 * @module
 */

import { copyOf, part, reveal, showTime, write } from "./parts.js";

/**
 * @typedef {{ id: string, author: { name: string }, text: string, at: string, care: boolean, anonymous?: boolean, reasons: string[],
 *   decide: string }} Waiting
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
  }

  /**
   * @param {Waiting[]} waiting all of it, as it is now
   * @returns {number} how many were not there before
   */
  show(waiting) {
    const there = new Map(this.#items().map((item) => [item.dataset.id, item]));
    const wanted = waiting.map((one) => there.get(one.id) ?? this.#held(one));
    const focused = this.#items().findIndex((item) => item.contains(document.activeElement));
    const isLosing = focused >= 0 && !wanted.includes(this.#items()[focused]);
    const ahead = isLosing ? this.#items().slice(focused + 1).find((item) => wanted.includes(item)) : undefined;
    for (const item of this.#items()) if (!wanted.includes(item)) item.remove();
    // Only what is new is put in: an item that is moved loses its focus.
    wanted.forEach((item, index) => {
      if (this.#list.children[index] !== item) this.#list.insertBefore(item, this.#list.children[index] ?? null);
    });
    const none = part(this.#room, "none-held");
    if (none) none.hidden = waiting.length > 0;
    if (isLosing) this.#goTo(ahead ?? this.#items()[0] ?? none);
    return waiting.filter((one) => !there.has(one.id)).length;
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
    item.querySelector(".held__reasons")?.replaceChildren(
      ...one.reasons.map((reason) => {
        const line = document.createElement("li");
        line.textContent = reason;
        return line;
      }),
    );
    item.querySelector("form")?.setAttribute("action", one.decide);
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

  /** @param {SubmitEvent} event */
  async #decide(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter ?? this.#pressed);
    event.preventDefault();
    if (form.dataset.busy) return; // pressed twice
    form.dataset.busy = "yes";
    const body = new FormData(form);
    if (button?.name) body.append(button.name, button.value);
    this.#problem(form, "");
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
    delete form.dataset.busy;
    const said = await answer?.json().catch(() => null); // a page instead of an answer: signed out, for one
    if (answer?.ok && said) return; // the room itself says what has become of it
    this.#problem(form, said?.message ?? this.#room.dataset.notDecided ?? "");
  }

  /** @param {HTMLFormElement} form @param {string} words */
  #problem(form, words) {
    const place = form.querySelector(".held__problem");
    if (!(place instanceof HTMLElement)) return;
    place.textContent = words;
    place.hidden = !words;
  }

  /** Escape folds "Do not show it" up again. @param {KeyboardEvent} event */
  #leaveDetails(event) {
    const details = event.target instanceof Element ? event.target.closest("details[open]") : null;
    if (event.key !== "Escape" || !(details instanceof HTMLDetailsElement)) return;
    details.open = false;
    details.querySelector("summary")?.focus();
  }
}
