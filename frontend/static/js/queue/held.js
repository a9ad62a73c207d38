/**
 * Decisions that can be taken back: for some seconds they are held here and not sent. If this browser dies, nothing was
 * decided, and the lease runs out. At most one is held: the next one sends the one before. Leaving the page sends it, too.
 *
 * @module
 */

import { send, sendLeaving, word } from "./asking.js";

export const UNDO_SECONDS = 6;

/**
 * @typedef {object} Decision
 * @property {string} item
 * @property {string} address where it is sent
 * @property {FormData} data
 * @property {string} words what was decided, in words
 * @property {string} name of what it is about
 * @property {HTMLElement} review the form with everything typed, as it was
 * @property {string} [once] so that a lost answer does not do it twice
 */

/**
 * @typedef {object} Told
 * @property {(decision: Decision) => void} sent
 * @property {(decision: Decision, page: Document | null) => void} failed it is not decided, or nobody knows; with what the server says
 */

export class Held {
  #told;
  /** @type {Decision | null} */ #held = null;
  /** On their way, and whether they were decided, once that is known. @type {Map<Decision, Promise<boolean>>} */ #going = new Map();
  /** What was sent and not answered, and its word. @type {Map<string, string>} */
  #unanswered = new Map();
  #timer = 0;

  /** @param {Told} told */
  constructor(told) {
    this.#told = told;
  }

  /** The item it is about, "" for none. */
  get item() {
    return this.#held?.item ?? "";
  }

  /** @param {Decision} decision */
  hold(decision) {
    void this.flush();
    this.#held = decision;
    this.#timer = window.setTimeout(() => void this.flush(), UNDO_SECONDS * 1000);
  }

  /** @returns {Decision | null} what was held; it is not sent */
  undo() {
    const held = this.#held;
    this.#held = null;
    clearTimeout(this.#timer);
    return held;
  }

  /** Send what is held. */
  async flush() {
    const held = this.undo();
    if (held) await this.send(held);
  }

  /** Send one, now. @param {Decision} decision */
  async send(decision) {
    const way = this.#send(decision);
    this.#going.set(decision, way);
    await way;
  }

  /** Once nothing is on its way any more: whether all of it was decided. Until then the server counts it as in hand. */
  async arrived() {
    return (await Promise.all(this.#going.values())).every(Boolean);
  }

  /** @param {Decision} decision @returns {Promise<boolean>} whether it was decided */
  async #send(decision) {
    decision.once = this.#wordFor(decision);
    let answer = null;
    try {
      answer = await send(decision.address, decision.data, decision.once);
      this.#unanswered.delete(key(decision));
    } catch {
      this.#unanswered.set(key(decision), decision.once);
    }
    this.#going.delete(decision);
    if (answer?.onward) this.#told.sent(decision);
    else this.#told.failed(decision, answer?.page ?? null);
    return Boolean(answer?.onward);
  }

  /** The page goes away: what is held goes out, and what is on its way goes again, under its word. */
  leave() {
    const held = this.undo();
    const going = [...this.#going.keys(), ...(held ? [{ ...held, once: this.#wordFor(held) }] : [])];
    for (const { address, data, once } of going) sendLeaving(address, data, once ?? word());
  }

  /** Nothing of it is sent any more. */
  drop() {
    this.undo();
  }

  /** The very same again is the same sending; anything else is another. @param {Decision} decision */
  #wordFor(decision) {
    return this.#unanswered.get(key(decision)) ?? word();
  }
}

/** @param {Decision} decision */
function key({ address, data }) {
  return JSON.stringify([address, ...[...data].filter(([name]) => name !== "csrfmiddlewaretoken")]);
}
