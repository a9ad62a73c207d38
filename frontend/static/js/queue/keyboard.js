/**
 * The console by keyboard: what a letter does here, Ctrl and Enter, Escape, and the switch that turns letters off. Which
 * letter was pressed, and what it stands at, knows keys.js.
 *
 * @module
 */

import { part } from "../room/parts.js";
import { send } from "./asking.js";
import { decidingForm, goesAtOnce, lackedBy } from "./choices.js";
import { letterOf, takesKeys, under } from "./keys.js";

const REPEATED = "jk"; // held down, they go on

export class Keyboard {
  #element;
  #pane;
  #list;
  #opener;
  #deciding;
  #forms;

  /**
   * @param {{ element: HTMLElement, pane: import("./pane.js").Pane, list: import("./list.js").List | null, opener: import("./opener.js").Opener,
   *   deciding: import("./deciding.js").Deciding, forms: import("./forms.js").Forms }} parts
   */
  constructor({ element, pane, list, opener, deciding, forms }) {
    this.#element = element;
    this.#pane = pane;
    this.#list = list;
    this.#opener = opener;
    this.#deciding = deciding;
    this.#forms = forms;
    this.#show();
  }

  get #areOn() {
    return this.#element.dataset.keys !== "off";
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.defaultPrevented || this.#sends(event)) return;
    const letter = letterOf(event);
    if (!letter) return;
    if (letter === "Escape") return this.#escape(event);
    if (this.#isWaiting && letter !== "z") return event.preventDefault(); // meant for what is not there yet
    if (!this.#areOn || takesKeys(event.target) || (event.repeat && !REPEATED.includes(letter))) return;
    if (this.#press(letter)) event.preventDefault();
  }

  /** On or off, here and as long as somebody is signed in. */
  switch() {
    const form = /** @type {HTMLFormElement} */ (part(this.#element, "keys-form"));
    this.#element.dataset.keys = /** @type {HTMLInputElement} */ (form.querySelector('[name="on"]')).checked ? "on" : "off";
    this.#show();
    void send(form.action, new FormData(form)).catch(() => {}); // then it is so for this page alone
  }

  #show() {
    this.#element.classList.toggle("console--keys", this.#areOn);
  }

  /** Something is on its way that somebody asked for. */
  get #isWaiting() {
    return this.#opener.isLoading || this.#forms.isBusy;
  }

  /** Ctrl and Enter decide from wherever somebody writes in the form. @param {KeyboardEvent} event @returns {boolean} whether it was that */
  #sends(event) {
    const form = this.#pane.review && decidingForm(this.#pane.review);
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form?.contains(/** @type {Node} */ (event.target))) return false;
    event.preventDefault();
    this.#deciding.decide(form);
    return true;
  }

  /** @param {string} letter @returns {boolean} whether there is something under it */
  #press(letter) {
    const place = under(this.#pane.place, letter) ?? under(this.#element, letter);
    if (place instanceof HTMLInputElement) this.#choose(place);
    else if (place?.tagName === "SUMMARY") unfold(place);
    else if (place instanceof HTMLButtonElement) pressOrFill(place);
    else if (!place && letter === "n") void this.#forms.next(); // an item's own page has no button for it
    return place !== null || letter === "n";
  }

  /** @param {HTMLInputElement} choice */
  #choose(choice) {
    const form = /** @type {HTMLFormElement} */ (choice.form);
    choice.checked = true;
    const lacked = lackedBy(form, choice.value);
    // What cannot be taken back is not done by one letter.
    if (lacked) lacked.focus();
    else if (goesAtOnce(this.#pane.review, choice.value)) form.querySelector("button")?.focus();
    else this.#deciding.decide(form);
  }

  /** What is unfolded is folded up, what is open is left, what is being written in is left. @param {KeyboardEvent} event */
  #escape(event) {
    const details = event.target instanceof Element ? event.target.closest("details[open]") : null;
    if (details instanceof HTMLDetailsElement && !this.#pane.place.contains(details)) {
      details.open = false;
      details.querySelector("summary")?.focus();
    } else if (this.#opener.isOpen || !this.#pane.place.hidden) this.#opener.leave();
    else if (takesKeys(event.target)) this.#list?.focus("");
    else return;
    event.preventDefault();
  }
}

/** @param {HTMLElement} summary */
function unfold(summary) {
  const details = /** @type {HTMLDetailsElement} */ (summary.closest("details"));
  details.open = true;
  /** @type {HTMLElement} */ (details.querySelector('select, input:not([type="hidden"])') ?? summary).focus();
}

/** A button whose list has nothing chosen leads there first. @param {HTMLButtonElement} button */
function pressOrFill(button) {
  const list = button.form?.querySelector("select");
  if (list && !list.value) list.focus();
  else button.click();
}
