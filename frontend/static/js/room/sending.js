/**
 * What becomes of one's own messages: on their way, taken, slowed down, refused, read by a person first, shown or not. Each
 * step stands on the screen, and what the author should hear of it is said once.
 *
 * @module
 */

import { Outbox } from "./outbox.js";
import { OwnWords } from "./own.js";

/**
 * @typedef {{ client_id: string, id: string, status: string }} Ack
 * @typedef {{ client_id?: string, id?: string, code: string, message: string, fields?: Record<string, string[]>, retry_after?: number }} Refusal
 */

export class Sending {
  #room;
  #announcer;
  #log;
  #outbox;
  #own;
  /** Own messages that a person reads first, by id. @type {Set<string>} */
  #waiting = new Set();
  /** Those of them somebody takes longer for. @type {Set<string>} */
  #longer = new Set();
  #countdown = 0;

  /**
   * @param {{ room: HTMLElement, place: import("./place.js").Place, log: import("./log.js").Log,
   *   announcer: import("./announcer.js").Announcer, send: (frame: import("./line.js").Frame) => boolean }} parts
   */
  constructor({ room, place, log, announcer, send }) {
    this.#room = room;
    this.#log = log;
    this.#announcer = announcer;
    const own = (this.#own = new OwnWords(room, place));
    this.#outbox = new Outbox(
      (clientId, text, more) => send({ type: "post", client_id: clientId, text, ...more }),
      (entry) => own.showPending(entry),
    );
  }

  /** Whether something is not taken yet: it would be lost if this page were left. */
  get isUnsent() {
    return this.#outbox.unsent.length > 0;
  }

  /** @param {string} text @param {import("./outbox.js").More} beside */
  say(text, beside) {
    this.#outbox.add(text, beside);
  }

  /** @param {string} clientId what was refused is tried once more */
  again(clientId) {
    this.#outbox.again(clientId);
  }

  /** @param {string} clientId @returns {string} the words of what was refused; it is gone from here */
  takeBack(clientId) {
    const text = this.#outbox.entry(clientId)?.text ?? "";
    this.#settled(clientId);
    return text;
  }

  // --- The line --------------------------------------------------------------------------------------------

  open() {
    this.#outbox.open();
  }

  /** @param {boolean} isTooLong what was on its way has cut the line, and would cut it again */
  lost(isTooLong) {
    if (isTooLong) this.#outbox.refused("", this.#words("tooLong"));
    this.#outbox.close();
  }

  /** The line will not come back by itself. */
  stop() {
    this.#outbox.stop();
  }

  close() {
    clearInterval(this.#countdown);
  }

  // --- What the server says --------------------------------------------------------------------------------

  /** @param {Ack} ack */
  acknowledged(ack) {
    if (!this.#outbox.acknowledged(ack.client_id, ack.id)) return;
    // What is published comes as an event, in its place; until then its words stay where they are.
    if (ack.status !== "published" || this.#log.has(ack.id)) this.#settled(ack.client_id);
    if (ack.status === "held") this.#announcer.note(this.#words("sayWaits"));
  }

  /** @param {Refusal} refusal @returns {string} what is wrong, "" if that stands at the message already */
  refused({ client_id: clientId, code, message, fields, retry_after: seconds = 1 }) {
    if (code === "too_fast") return this.#slowDown(seconds);
    const why = Object.values(fields ?? {}).flat().join(" ") || message;
    if (!clientId) return why;
    if (this.#outbox.refused(clientId, why)) this.#announcer.note(`${this.#words("sayUnsent")} ${why}`);
    return "";
  }

  /** A message is in the conversation. @param {string} id */
  arrived(id) {
    for (const entry of this.#outbox.said()) if (entry.id === id) this.#settled(entry.clientId);
  }

  /** One's own is in the conversation for the first time. @param {string} id */
  shown(id) {
    if (this.#waiting.delete(id)) this.#announcer.note(this.#words("sayShown"));
  }

  /** @param {import("./own.js").Own[]} mine all that waits or was not shown */
  showOwn(mine) {
    this.#own.show(mine);
    for (const own of mine) {
      this.#settled(own.client_id);
      if (own.status === "held") this.#waits(own);
      else if (this.#waiting.delete(own.id)) this.#announcer.note(this.#words("sayNotShown"));
    }
  }

  /** @param {import("./own.js").Own} own */
  #waits(own) {
    this.#waiting.add(own.id);
    if (own.longer && !this.#longer.has(own.id)) this.#announcer.note(this.#words("sayLonger"));
    if (own.longer) this.#longer.add(own.id);
  }

  /** It goes by itself; until then the seconds are counted on the screen. @param {number} seconds */
  #slowDown(seconds) {
    this.#outbox.wait(seconds);
    clearInterval(this.#countdown);
    this.#countdown = window.setInterval(() => {
      const counting = this.#outbox.waiting().filter((entry) => entry.until);
      for (const entry of counting) this.#own.showPending(entry);
      if (!counting.length) clearInterval(this.#countdown);
    }, 1000);
    return "";
  }

  /** @param {string} clientId */
  #settled(clientId) {
    this.#outbox.remove(clientId);
    this.#own.removePending(clientId);
  }

  /** @param {string} name of a text in the page */
  #words(name) {
    return this.#room.dataset[name] ?? "";
  }
}
