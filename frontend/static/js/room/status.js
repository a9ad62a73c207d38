/**
 * The line of status under the conversation: how the connection is, and what needs a word at once. What is written there
 * is read aloud, too.
 *
 * @module
 */

import { part } from "./parts.js";

const CALM = 3_000; // milliseconds: lines break and come back all the time; only what lasts is worth a word

/** @typedef {"connecting" | "connected" | "lost" | import("./line.js").Ending} State */

export class Status {
  #room;
  #timer = 0;

  /** @param {HTMLElement} room */
  constructor(room) {
    this.#room = room;
  }

  /** What stands there. */
  get words() {
    return part(this.#room, "status")?.textContent ?? "";
  }

  /** @param {State} state */
  show(state) {
    this.close();
    this.#show(state);
  }

  /** @param {State} state to show if nothing else has been so in a while */
  showIfItLasts(state) {
    if (!this.#timer) this.#timer = window.setTimeout(() => this.#show(state), CALM);
  }

  /** For eyes and for ears. @param {string} words */
  tell(words) {
    const line = part(this.#room, "status");
    if (line) line.textContent = words;
  }

  close() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** @param {State} state */
  #show(state) {
    const words = this.#room.dataset[state] ?? "";
    if (this.words !== words) this.tell(words); // writing it again would read it again
    const retry = part(this.#room, "retry");
    if (retry) retry.hidden = state === "connecting" || state === "connected";
  }
}
