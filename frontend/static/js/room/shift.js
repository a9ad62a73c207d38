/**
 * The meeting that is on, at the desk: who answers for it, and one press to pause it, go on, or hand over.
 *
 * @module
 */

import { part } from "./parts.js";
import { sendQuietly } from "./quiet-form.js";

/**
 * @typedef {{ state: string, state_label: string, deeds: string[], url: string, staff: { name: string, duty: string, line: boolean, offered?: boolean }[] }} Shift
 */

export class ShiftPanel {
  #room;
  #form;
  /** @type {HTMLButtonElement | null} */
  #pressed = null;

  /** @param {HTMLElement} room */
  constructor(room) {
    this.#room = room;
    this.#form = /** @type {HTMLFormElement | null} */ (part(room, "shift-form"));
    this.#form?.addEventListener("click", (event) => {
      this.#pressed = event.target instanceof Element ? event.target.closest("button") : null;
    });
    this.#form?.addEventListener("submit", (event) => this.#send(event));
  }

  /** @param {Shift | undefined} shift none: no meeting is on */
  show(shift) {
    const box = part(this.#room, "shift");
    if (!box || !this.#form) return;
    box.hidden = !shift;
    if (!shift) return;
    this.#form.setAttribute("action", shift.url);
    const state = part(this.#room, "shift-state");
    if (state) state.textContent = shift.state_label;
    const { nobodyOnShift = "" } = this.#room.dataset;
    const lines = shift.staff.length ? shift.staff.map((one) => this.#line(one)) : [nobodyOnShift];
    part(this.#room, "shift-staff")?.replaceChildren(...lines.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    const buttons = [...this.#form.querySelectorAll("button")];
    const focused = buttons.find((button) => button === document.activeElement); // asked before: hidden it is so no more
    for (const button of buttons) button.hidden = !shift.deeds.includes(button.value);
    const offered = part(this.#room, "shift-offered");
    if (offered) offered.hidden = !shift.deeds.includes("keep");
    // A button that has gone takes the focus with it: give it to the next best.
    if (focused?.hidden) buttons.find((button) => !button.hidden)?.focus();
  }

  /** @param {Shift["staff"][0]} one */
  #line({ name, duty, line, offered }) {
    const { notConnected = "", offered: handsOver = "" } = this.#room.dataset;
    return [`${name}: ${duty}`, ...(line ? [] : [notConnected]), ...(offered ? [handsOver] : [])].join(", ");
  }

  /** @param {SubmitEvent} event */
  async #send(event) {
    event.preventDefault();
    const form = this.#form;
    if (!form) return;
    const wrong = await sendQuietly(form, event.submitter ?? this.#pressed, this.#room.dataset.notDecided ?? "");
    const place = part(this.#room, "shift-problem");
    if (!place || wrong === null) return;
    place.textContent = wrong;
    place.hidden = !wrong;
  }
}
