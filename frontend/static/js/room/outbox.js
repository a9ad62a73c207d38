/**
 * What somebody has written and the server has not yet taken. Nothing is lost and nothing is said twice: each message
 * keeps its words and its name (`client_id`) until the server has answered for it, over as many connections as that takes.
 * One is on its way at a time, so that they arrive in the order they were written. All of it lives in this page alone (SEC-55).
 *
 * @module
 */

/**
 * waiting: for the line, or for its turn · sending: on its way · said: taken, and soon in the conversation ·
 * refused: the server said why not, and the author decides what becomes of it
 *
 * @typedef {{ clientId: string, text: string, state: "waiting" | "sending" | "said" | "refused", why: string,
 *   more: More, id: string, until: number, hasLine: boolean }} Entry
 */

/** What a message may have beside its words. @typedef {{ reply_to?: string, anonymous?: boolean }} More */

/** A UUID of version 4. `crypto.randomUUID` is younger than some of the browsers here. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export class Outbox {
  /** @type {Map<string, Entry>} by client id, in the order they were written */
  #entries = new Map();
  #isOpen = false;
  #onItsWay = "";
  #timer = 0;
  #post;
  #changed;

  /**
   * @param {(clientId: string, text: string, more: More) => void} post sends one message
   * @param {(entry: Entry) => void} changed is told of every new state of one
   */
  constructor(post, changed) {
    this.#post = post;
    this.#changed = changed;
  }

  /** The words that would be lost if this page were left. @returns {string[]} */
  get unsent() {
    return [...this.#entries.values()].filter((entry) => entry.state !== "said").map((entry) => entry.text);
  }

  /** @param {string} clientId */
  entry(clientId) {
    return this.#entries.get(clientId);
  }

  /** Taken by the server, and not yet seen in the conversation. */
  said() {
    return [...this.#entries.values()].filter((entry) => entry.state === "said");
  }

  /** For the line, or for their turn. */
  waiting() {
    return [...this.#entries.values()].filter((entry) => entry.state === "waiting");
  }

  /** @param {string} text @param {More} [more] @returns {Entry} */
  add(text, more = {}) {
    /** @type {Entry} */
    const entry = { clientId: newId(), text, more, state: "waiting", why: "", id: "", until: 0, hasLine: false };
    this.#entries.set(entry.clientId, entry);
    this.#to(entry, "waiting");
    this.#next();
    return entry;
  }

  /** The line is there: everything that waits goes, in its order. */
  open() {
    this.#isOpen = true;
    for (const entry of this.waiting()) this.#to(entry, "waiting");
    this.#next();
  }

  /** The line is gone. Whether what was on its way arrived, nobody knows: it is sent again, under the same name. */
  close() {
    this.#isOpen = false;
    this.#onItsWay = "";
    clearTimeout(this.#timer);
    this.#timer = 0;
    for (const entry of this.#entries.values()) {
      if (entry.state === "sending" || entry.state === "waiting") this.#to(entry, "waiting");
    }
  }

  /** The line will not come back by itself. */
  stop() {
    this.close();
    for (const entry of this.#entries.values()) if (entry.state === "waiting") this.#to(entry, "refused");
  }

  /** The server has taken it. @param {string} clientId @param {string} id the message's own */
  acknowledged(clientId, id) {
    const entry = this.#entries.get(clientId);
    if (!entry) return undefined;
    entry.id = id;
    this.#to(entry, "said");
    this.#free(clientId);
    return entry;
  }

  /** The server will not have it. @param {string} clientId "" for the one on its way @param {string} why in words for people */
  refused(clientId, why) {
    const entry = this.#entries.get(clientId || this.#onItsWay);
    if (!entry || entry.state === "said") return undefined;
    this.#to(entry, "refused", why);
    this.#free(entry.clientId);
    return entry;
  }

  /** Not so fast: what was on its way goes again in so many seconds, and everything behind it waits. @param {number} seconds */
  wait(seconds) {
    const entry = this.#entries.get(this.#onItsWay);
    this.#onItsWay = "";
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.#next();
    }, seconds * 1000);
    if (entry) {
      entry.until = Date.now() + seconds * 1000;
      this.#to(entry, "waiting");
    }
  }

  /** Somebody wants one tried once more. @param {string} clientId */
  again(clientId) {
    const entry = this.#entries.get(clientId);
    if (entry?.state !== "refused") return;
    this.#to(entry, "waiting");
    this.#next();
  }

  /** Out of here: it is in the conversation now, or back where it was written. @param {string} clientId */
  remove(clientId) {
    this.#entries.delete(clientId);
    this.#free(clientId);
  }

  /** @param {Entry} entry @param {Entry["state"]} state @param {string} [why] */
  #to(entry, state, why = "") {
    entry.state = state;
    entry.why = why;
    entry.hasLine = this.#isOpen;
    if (state !== "waiting") entry.until = 0;
    this.#changed(entry);
  }

  /** @param {string} clientId */
  #free(clientId) {
    if (this.#onItsWay === clientId) this.#onItsWay = "";
    this.#next();
  }

  #next() {
    if (!this.#isOpen || this.#onItsWay || this.#timer) return;
    const entry = [...this.#entries.values()].find(({ state }) => state === "waiting");
    if (!entry) return;
    this.#onItsWay = entry.clientId;
    this.#to(entry, "sending");
    this.#post(entry.clientId, entry.text, entry.more);
  }
}
