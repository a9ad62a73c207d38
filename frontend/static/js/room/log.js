/**
 * The conversation on the screen: what everybody sees, in its order; one's own that waits or was not shown; and one's own
 * on its way. Whoever has scrolled up stays where they are and is told that there is more below.
 *
 * @module
 */

import { copyOf, counted, part, reveal, showTime, write } from "./parts.js";

const NEAR = 80; // pixels from the end that still count as being there

/**
 * @typedef {{ id: string, status: string, text?: string, flag?: string,
 *   author?: { id: string | null, name: string, facilitator: boolean } }} Message
 * @typedef {{ id: string, client_id: string, status: string, text: string, at: string }} Own
 * @typedef {import("./outbox.js").Entry} Entry
 */

export class Log {
  #room;
  #list;
  #scroller;
  #isAtEnd = true;
  #below = 0;
  #isScrollDue = false;
  /** @type {Map<string, HTMLElement>} by the message's id */
  #items = new Map();
  /** @type {Map<string, HTMLElement>} by client id */
  #pending = new Map();

  /** @param {HTMLElement} room */
  constructor(room) {
    this.#room = room;
    this.#list = /** @type {HTMLElement} */ (part(room, "says"));
    this.#scroller = part(room, "scroll") ?? this.#list;
    this.#scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    part(room, "below")?.addEventListener("click", () => {
      this.toEnd();
      this.#scroller.focus({ preventScroll: true });
    });
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (this.#list.querySelectorAll("[data-id]"))) {
      this.#items.set(item.dataset.id ?? "", item);
    }
    for (const time of room.querySelectorAll("time")) showTime(time, time.dateTime, this.#language);
  }

  get #language() {
    return this.#room.dataset.language ?? "";
  }

  // --- What everybody sees ---------------------------------------------------------------------------------

  /** @param {string} id */
  has(id) {
    return this.#items.has(id);
  }

  /**
   * @param {Message} message as it is now @param {string} at
   * @returns {boolean} whether it was not there before and is there now
   */
  show(message, at) {
    const known = this.#items.get(message.id);
    const isShown = message.status === "published";
    const item = isShown ? this.#saying(message, at) : this.#gone(message, known);
    if (!item) return false;
    item.dataset.id = message.id;
    this.#items.set(message.id, item);
    if (known) known.replaceWith(item);
    else {
      this.#list.append(item);
      if (!this.#isAtEnd && !this.isMine(message)) this.#tellBelow(this.#below + 1);
    }
    part(this.#room, "empty")?.remove();
    if (this.#isAtEnd) this.#scrollSoon();
    return isShown && !known;
  }

  /** @param {Message} message */
  isMine(message) {
    return Boolean(message.author?.id) && message.author?.id === this.#room.dataset.me;
  }

  /** @param {Message} message */
  nameIn(message) {
    return message.author?.name || this.#room.dataset.left || "";
  }

  /** @param {Message} message @param {string} at */
  #saying(message, at) {
    const item = copyOf(this.#room, "message");
    const mine = this.isMine(message);
    const isFacilitator = message.author?.facilitator ?? false;
    item.classList.toggle("say--mine", mine);
    item.classList.toggle("say--facilitator", isFacilitator);
    write(item, ".say__name", this.nameIn(message));
    write(item, ".say__text", message.text ?? "");
    showTime(item.querySelector("time"), at, this.#language);
    reveal(item, "[data-facilitator]", isFacilitator);
    reveal(item, "[data-flag]", !mine);
    reveal(item, "[data-take-back]", mine);
    this.#takeBack(item, message.id);
    item.querySelector("[data-flag]")?.setAttribute("href", message.flag ?? "");
    return item;
  }

  /** @param {Message} message @param {HTMLElement | undefined} known */
  #gone(message, known) {
    if (!known) return null; // never shown here: there is nothing to take away
    const item = document.createElement("li");
    item.className = "say";
    item.append(copyOf(this.#room, message.status === "retracted" ? "retracted" : "removed"));
    return item;
  }

  // --- One's own -------------------------------------------------------------------------------------------

  /** @param {Own[]} mine all that waits or was not shown */
  showOwn(mine) {
    part(this.#room, "mine")?.replaceChildren(...mine.map((own) => this.#own(own)));
    if (this.#isAtEnd) this.#scrollSoon();
  }

  /** @param {Own} own */
  #own(own) {
    const item = copyOf(this.#room, own.status === "held" ? "own-held" : "own-removed");
    item.dataset.id = own.id;
    write(item, ".say__text", own.text);
    this.#takeBack(item, own.id);
    return item;
  }

  /** @param {Entry} entry something on its way, in its new state */
  showPending(entry) {
    let item = this.#pending.get(entry.clientId);
    if (!item) {
      item = copyOf(this.#room, "pending");
      item.dataset.clientId = entry.clientId;
      write(item, ".say__text", entry.text);
      this.#pending.set(entry.clientId, item);
      part(this.#room, "pending")?.append(item);
      this.toEnd(); // who has just written looks there
    }
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

  /** @param {Entry} entry */
  #stateOf({ state, until, hasLine }) {
    const { notSent = "", sending = "", willSend = "", tooFast = "", tooSlow = "" } = this.#room.dataset;
    const isSlow = part(this.#room, "slow")?.hidden === false;
    if (state === "refused") return notSent;
    if (state === "sending" || state === "said") return sending;
    if (!hasLine) return willSend;
    return until ? counted(isSlow ? tooSlow : tooFast, Math.max(1, Math.ceil((until - Date.now()) / 1000)), this.#language) : sending;
  }

  /** @param {Element} item @param {string} id */
  #takeBack(item, id) {
    const address = this.#room.dataset.takeBack ?? "";
    const [, circle] = /\/([0-9a-f-]{36})\/messages\//.exec(address) ?? [];
    item.querySelector("[data-take-back]")?.setAttribute("formaction", address.replace(`/messages/${circle}/`, `/messages/${id}/`));
  }

  // --- Where the reader is ---------------------------------------------------------------------------------

  toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#isAtEnd = true;
    this.#tellBelow(0);
  }

  /** Once for all that came together: asking the page for its height again and again is what makes old phones slow. */
  #scrollSoon() {
    if (this.#isScrollDue) return;
    this.#isScrollDue = true;
    requestAnimationFrame(() => {
      this.#isScrollDue = false;
      if (this.#isAtEnd) this.toEnd();
    });
  }

  #scrolled() {
    if (this.#isScrollDue) return; // it grew; the reader has not moved
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    this.#isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.#isAtEnd) this.#tellBelow(0);
  }

  /** @param {number} count */
  #tellBelow(count) {
    this.#below = count;
    const button = part(this.#room, "below");
    if (button) button.hidden = count === 0;
  }
}
