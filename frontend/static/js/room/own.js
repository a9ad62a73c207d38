/**
 * One's own words that are not in the conversation: on their way, waiting for a person, or not shown.
 *
 * @module
 */

import { addressOf } from "./message.js";
import { copyOf, counted, part, renew, reveal, write } from "./parts.js";

/**
 * @typedef {{ id: string, client_id: string, status: string, text: string, at: string, longer?: boolean }} Own
 * @typedef {import("./outbox.js").Entry} Entry
 */

export class OwnWords {
  #room;
  #place;
  /** @type {Map<string, HTMLElement>} by client id */
  #pending = new Map();

  /** @param {HTMLElement} room @param {import("./place.js").Place} place where the reader is */
  constructor(room, place) {
    this.#room = room;
    this.#place = place;
  }

  /** @param {Own[]} mine all that waits or was not shown */
  show(mine) {
    renew(part(this.#room, "mine"), mine.map((own) => this.#own(own)));
    this.#place.grew();
  }

  /** @param {Entry} entry something on its way, in its new state */
  showPending(entry) {
    const item = this.#pending.get(entry.clientId) ?? this.#add(entry);
    const failed = entry.state === "refused";
    item.classList.toggle("say--failed", failed);
    write(item, "[data-state]", this.#stateOf(entry));
    write(item, "[data-why]", entry.why);
    reveal(item, "[data-again]", failed);
    reveal(item, "[data-edit]", failed);
  }

  /** @param {string} clientId */
  removePending(clientId) {
    this.#pending.get(clientId)?.remove();
    this.#pending.delete(clientId);
  }

  /** @param {Own} own */
  #own(own) {
    const waiting = own.longer ? "own-longer" : "own-held";
    const item = copyOf(this.#room, own.status === "held" ? waiting : "own-removed");
    item.dataset.id = own.id;
    write(item, ".say__text", own.text);
    item.querySelector("[data-take-back]")?.setAttribute("formaction", addressOf(this.#room, own.id, "take-back"));
    return item;
  }

  /** @param {Entry} entry */
  #add(entry) {
    const item = copyOf(this.#room, "pending");
    item.dataset.clientId = entry.clientId;
    write(item, ".say__text", entry.text);
    this.#pending.set(entry.clientId, item);
    part(this.#room, "pending")?.append(item);
    this.#place.toEnd(); // who has just written looks there
    return item;
  }

  /** @param {Entry} entry */
  #stateOf({ state, until, hasLine }) {
    const { notSent = "", sending = "", willSend = "", tooFast = "", tooSlow = "", language } = this.#room.dataset;
    const isSlow = part(this.#room, "slow")?.hidden === false;
    if (state === "refused") return notSent;
    if (state === "sending" || state === "said") return sending;
    if (!hasLine) return willSend;
    return until ? counted(isSlow ? tooSlow : tooFast, Math.max(1, Math.ceil((until - Date.now()) / 1000)), language) : sending;
  }
}
