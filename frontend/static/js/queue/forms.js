/**
 * The forms that do not decide: the next job, reading, passing on. They are sent beside the page, and lead to an item or
 * back to the list.
 *
 * @module
 */

import { part } from "../room/parts.js";
import { send } from "./asking.js";

const IS_ITEM = /\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/$/;

export class Forms {
  #element;
  #list;
  #opener;
  #voice;
  #held;
  #lookAgain;
  #isBusy = false;

  /**
   * @param {{ element: HTMLElement, list: import("./list.js").List | null, opener: import("./opener.js").Opener,
   *   voice: import("./voice.js").Voice, held: import("./held.js").Held, lookAgain: () => void }} parts
   */
  constructor({ element, list, opener, voice, held, lookAgain }) {
    this.#element = element;
    this.#list = list;
    this.#opener = opener;
    this.#voice = voice;
    this.#held = held;
    this.#lookAgain = lookAgain;
  }

  /** Whether one is on its way. */
  get isBusy() {
    return this.#isBusy;
  }

  /** The next job, besides what can still be taken back. */
  async next() {
    const form = /** @type {HTMLFormElement | null} */ (part(this.#element, "next"));
    const besides = /** @type {HTMLInputElement | null} */ (form?.querySelector('[name="besides"]') ?? null);
    if (!form || !besides || form.dataset.busy) return;
    this.#busy(form, true);
    const isDecided = await this.#held.arrived(); // what is not there yet would be given out again
    this.#busy(form, false);
    if (!isDecided) return; // it is open again, or named: that comes first
    besides.value = this.#held.item;
    await this.post(form, null);
  }

  /** @param {HTMLFormElement} form @param {HTMLButtonElement | null} button */
  async post(form, button) {
    if (form.dataset.busy) return;
    this.#busy(form, true);
    const data = new FormData(form);
    if (button?.name) data.append(button.name, button.value);
    const answer = await send(form.action, data).catch(() => null);
    this.#busy(form, false);
    const review = answer?.page?.querySelector('[data-part="review"]');
    if (review) this.#opener.show(review, true); // its words were asked for, and here they are
    else if (answer?.onward) await this.#goOn(form, answer.onward);
    else this.#voice.status(answer?.page?.querySelector("main h1")?.textContent ?? this.#voice.words("sayNotSent"));
  }

  /** @param {HTMLFormElement} form that was sent @param {string} onward where it leads */
  async #goOn(form, onward) {
    if (IS_ITEM.test(onward)) return this.#opener.open(onward);
    if (!this.#list || onward !== this.#element.dataset.queue) return location.assign(onward);
    if (form.closest('[data-part="pane"]')) this.#opener.close();
    this.#lookAgain();
  }

  /** @param {HTMLFormElement} form @param {boolean} is */
  #busy(form, is) {
    this.#isBusy = is;
    if (is) form.dataset.busy = "yes";
    else delete form.dataset.busy;
  }
}
