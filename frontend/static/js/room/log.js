/**
 * The conversation on the screen: what everybody sees, in its order; one's own that waits or was not shown; and one's own
 * on its way. Whoever has scrolled up stays where they are and is told that there is more below.
 *
 * @module
 */

import { foldUp, noteOf, unfold } from "./fold.js";
import { copyOf, counted, part, reveal, showTime, write } from "./parts.js";
import { addressOfStep } from "./steps.js";

/** What stands in the place of words that are not there, by what became of them. @type {Record<string, string>} */
const GONE = { held: "held-back", retracted: "retracted" };
const NEAR = 80; // pixels from the end that still count as being there

/**
 * @typedef {{ id: string, status: string, text?: string, content_note?: string, flag?: string, anonymous?: boolean, reply_to?: string, support?: string[],
 *   author?: { id: string | null, name: string, facilitator: boolean } }} Message
 * @typedef {{ id: string, client_id: string, status: string, text: string, at: string, longer?: boolean }} Own
 * @typedef {{ id: string, name: string, mine: boolean }} Unnamed said without a name, for who may know whose it is
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
  /** Whom this reader hides: how, by the author's id. @type {Map<string, "mute" | "block">} */
  #hidden = new Map();
  /** @type {Map<string, Unnamed>} by the message's id */
  #unnamed = new Map();
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
    const ids = (/** @type {string | undefined} */ text) => (text ?? "").split(" ").filter(Boolean);
    this.showHidden({ mute: ids(room.dataset.mute), block: ids(room.dataset.block) });
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
    for (const quote of this.#list.querySelectorAll(`[data-answers="${message.id}"]`)) this.#quote(quote, message.id);
    if (known) known.replaceWith(item);
    else {
      this.#list.append(item);
      if (!this.#isAtEnd && !this.isMine(message) && !item.hidden) this.#tellBelow(this.#below + 1);
    }
    part(this.#room, "empty")?.remove();
    if (this.#isAtEnd) this.#scrollSoon();
    return isShown && !known;
  }

  /** @param {Message} message */
  isMine(message) {
    const isNamed = Boolean(message.author?.id) && message.author?.id === this.#room.dataset.me;
    return isNamed || (this.#unnamed.get(message.id)?.mine ?? false);
  }

  /** @param {Message} message */
  nameIn(message) {
    const { left = "", unnamed = "" } = this.#room.dataset;
    return message.author?.name || (message.anonymous ? unnamed : left);
  }

  /** Whom this reader hides; only they are told. @param {{ mute?: string[], block?: string[] }} hidden */
  showHidden({ mute = [], block = [] }) {
    this.#hidden = new Map();
    for (const id of mute) this.#hidden.set(id, "mute");
    for (const id of block) this.#hidden.set(id, "block");
    for (const item of this.#items.values()) this.#veil(item);
    for (const quote of /** @type {NodeListOf<HTMLElement>} */ (this.#list.querySelectorAll("[data-answers]"))) {
      this.#quote(quote, quote.dataset.answers ?? "");
    }
  }

  /** @param {Message} message */
  isHidden(message) {
    return this.#hidden.has(this.#authorOf(message));
  }

  /** Whose words somebody may hide: a member's, said with their name. @param {Message} message */
  #authorOf({ author, anonymous }) {
    return author?.id && !author.facilitator && !anonymous ? author.id : "";
  }

  /** @param {HTMLElement} item */
  #veil(item) {
    const how = this.#hidden.get(item.dataset.author ?? "");
    item.hidden = how === "block";
    const folded = item.querySelector(".say__fold");
    if (!how && folded) folded.replaceWith(...[...folded.children].slice(1));
    if (how && !folded) {
      const summary = document.createElement("summary");
      summary.textContent = this.#room.dataset.folded ?? "";
      const fold = document.createElement("details");
      fold.className = "say__fold";
      item.querySelector(".say__head")?.after(fold);
      fold.append(summary, ...item.querySelectorAll(".say__quote, .say__note, .say__text, [data-unfolding], .say__support"));
    }
  }

  /** Who said something without a name: for staff, and its author. @param {Unnamed[]} unnamed */
  showUnnamed(unnamed) {
    this.#unnamed = new Map(unnamed.map((one) => [one.id, one]));
    for (const one of unnamed) {
      const item = this.#items.get(one.id);
      if (item) this.#nameFor(item, one);
    }
  }

  /** @param {HTMLElement} item @param {Unnamed} one */
  #nameFor(item, one) {
    const { onlyStaff = "", youUnnamed = "", left = "" } = this.#room.dataset;
    write(item, "[data-unnamed]", one.mine ? youUnnamed : onlyStaff.replace("{name}", one.name || left));
    reveal(item, "[data-unnamed]", true);
    if (one.mine) this.#whose(item, true);
    if (one.mine) this.#open(item);
  }

  /** One's own words are never hidden from oneself. @param {HTMLElement} item */
  #open(item) {
    const link = item.querySelector("[data-unfold][href]");
    if (link instanceof HTMLAnchorElement && !link.hidden) unfold(this.#room, link);
  }

  /** What it is called aloud: its words, or the note they are folded behind. @param {Message} message */
  wordsOf({ text, content_note: note }) {
    return note ? noteOf(this.#room, note) : (text ?? "");
  }

  /** What one can do with it: one's own is taken back, others' are told about and answered. @param {HTMLElement} item @param {boolean} mine */
  #whose(item, mine) {
    item.classList.toggle("say--mine", mine);
    reveal(item, ".say__more", !mine);
    reveal(item, ".say__warm", this.#mayWrite);
    reveal(item, "[data-take-back]", mine);
  }

  get #mayWrite() {
    return part(this.#room, "form") !== null;
  }

  // --- Answers ---------------------------------------------------------------------------------------------

  /** What somebody sees of the message they answer: "name: its first words", or nothing of it. @param {string} id */
  quoteOf(id) {
    const item = this.#items.get(id);
    // What is folded is not spread by an answer to it: its note stands there instead.
    const note = item?.querySelector(".say__note:not([hidden])")?.textContent;
    const text = note || item?.querySelector(".say__text")?.textContent;
    if (!text || this.#hidden.has(item?.dataset.author ?? "")) return "";
    return `${item?.querySelector(".say__name")?.textContent}: ${text.length > 80 ? `${text.slice(0, 79)}…` : text}`;
  }

  /** @param {Element | null} place @param {string} id of the message it answers */
  #quote(place, id) {
    if (!(place instanceof HTMLElement)) return;
    const { answersGone = "", answersEarlier = "" } = this.#room.dataset;
    const words = this.quoteOf(id);
    const link = document.createElement("a");
    link.href = `#m-${id}`;
    link.dir = "auto";
    link.textContent = words;
    place.hidden = false;
    place.dataset.answers = id;
    place.replaceChildren(words ? link : this.#isGone(id) ? answersGone : answersEarlier);
  }

  /** @param {string} id */
  #isGone(id) {
    const item = this.#items.get(id);
    return item !== undefined && !item.querySelector(".say__text, .say__note");
  }

  /** Which answers without words there are: no number, no names. @param {{ id: string, kinds: string[] }} support */
  showSupport({ id, kinds }) {
    const item = this.#items.get(id);
    if (item) this.#support(item, kinds);
  }

  /** @param {HTMLElement} item @param {string[]} kinds */
  #support(item, kinds) {
    const template = /** @type {HTMLTemplateElement | null} */ (this.#room.querySelector('[data-template="message"]'));
    const list = item.querySelector(".say__support");
    list?.replaceChildren(
      ...kinds.map((kind) => {
        const line = document.createElement("li");
        line.className = "tag";
        line.textContent = template?.content.querySelector(`[data-support][value="${kind}"]`)?.textContent ?? "";
        return line;
      }),
    );
    reveal(item, ".say__support", kinds.length > 0);
  }

  /** The server has taken one's answer without words. @param {string} id @param {string} kind @param {boolean} given */
  showGiven(id, kind, given) {
    const button = this.#items.get(id)?.querySelector(`[data-support][value="${kind}"]`);
    button?.setAttribute("aria-pressed", String(given));
    button?.setAttribute("name", given ? "take" : "give");
  }

  /** @param {Message} message @param {string} at */
  #saying(message, at) {
    const item = copyOf(this.#room, "message");
    const isFacilitator = message.author?.facilitator ?? false;
    item.classList.toggle("say--facilitator", isFacilitator);
    write(item, ".say__name", this.nameIn(message));
    write(item, ".say__text", message.text ?? "");
    if (message.content_note) foldUp(this.#room, item, message.content_note, this.#addressOf(message.id, ""), this.nameIn(message));
    showTime(item.querySelector("time"), at, this.#language);
    reveal(item, "[data-facilitator]", isFacilitator);
    item.id = `m-${message.id}`;
    this.#whose(item, this.isMine(message));
    const unnamed = this.#unnamed.get(message.id);
    if (unnamed) this.#nameFor(item, unnamed);
    if (message.reply_to) this.#quote(item.querySelector(".say__quote"), message.reply_to);
    this.#support(item, message.support ?? []);
    item.dataset.author = this.#authorOf(message);
    reveal(item, "[data-hide]", Boolean(item.dataset.author) && !this.isMine(message) && part(this.#room, "staff") === null);
    const step = addressOfStep(this.#room, message.id);
    reveal(item, "[data-step]", Boolean(step) && !this.isMine(message) && !isFacilitator);
    item.querySelector("[data-step]")?.setAttribute("href", step);
    item.querySelector("[data-hide]")?.setAttribute("href", this.#addressOf(message.id, "hide"));
    reveal(item, "[data-note-off]", Boolean(message.content_note) && part(this.#room, "staff") !== null);
    item.querySelector("[data-note-off]")?.setAttribute("href", this.#addressOf(message.id, ""));
    this.#veil(item);
    reveal(item, "[data-reply]", this.#mayWrite);
    item.querySelector("[data-reply]")?.setAttribute("href", `?reply=${message.id}#say`);
    this.#takeBack(item, message.id);
    item.querySelector("[data-flag]")?.setAttribute("href", message.flag ?? "");
    if (message.content_note && this.isMine(message)) this.#open(item);
    return item;
  }

  /** @param {Message} message @param {HTMLElement | undefined} known */
  #gone(message, known) {
    if (!known) return null; // never shown here: there is nothing to take away
    const item = document.createElement("li");
    item.className = "say";
    item.append(copyOf(this.#room, GONE[message.status] ?? "removed"));
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
    const waiting = own.longer ? "own-longer" : "own-held";
    const item = copyOf(this.#room, own.status === "held" ? waiting : "own-removed");
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
    item.querySelector("[data-take-back]")?.setAttribute("formaction", this.#addressOf(id, "take-back"));
  }

  /** @param {string} id @param {string} deed what is done with it; "" for the message itself */
  #addressOf(id, deed) {
    const address = this.#room.dataset.takeBack ?? "";
    const [, circle] = /\/([0-9a-f-]{36})\/messages\//.exec(address) ?? [];
    return address.replace(`/messages/${circle}/take-back/`, `/messages/${id}/${deed ? `${deed}/` : ""}`);
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
