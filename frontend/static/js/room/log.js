/**
 * The conversation on the screen: what everybody sees, in its order, each message once and as it is now, with the first
 * words of what it answers.
 *
 * @module
 */

import { Hiding } from "./hiding.js";
import { goneItemOf, hideableAuthor, itemOf, nameIn, showSupport, showUnnamed, wordsOf } from "./message.js";
import { part, showTime } from "./parts.js";

const QUOTED = 80; // characters of what an answer answers

/** @typedef {import("./message.js").Message} Message @typedef {import("./message.js").Unnamed} Unnamed */

export class Log {
  #room;
  #list;
  #place;
  #hiding;
  /** @type {Map<string, HTMLElement>} by the message's id */
  #items = new Map();
  /** @type {Map<string, Unnamed>} by the message's id */
  #unnamed = new Map();

  /** @param {HTMLElement} room @param {import("./place.js").Place} place where the reader is */
  constructor(room, place) {
    this.#room = room;
    this.#place = place;
    this.#list = /** @type {HTMLElement} */ (part(room, "says"));
    this.#hiding = new Hiding(room);
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (this.#list.querySelectorAll("[data-id]"))) {
      this.#items.set(item.dataset.id ?? "", item);
    }
    this.#veil();
    // What opens at the lower edge would open out of sight on a small screen.
    const opened = (/** @type {Event} */ { target }) => target instanceof HTMLDetailsElement && target.open && target.scrollIntoView?.({ block: "nearest" });
    this.#list.addEventListener("toggle", opened, { capture: true });
    for (const time of room.querySelectorAll("time")) showTime(time, time.dateTime, room.dataset.language ?? "");
  }

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
    if (!isShown && !known) return false; // never shown here: there is nothing to take away
    const mine = this.isMine(message) || (known?.classList.contains("say--mine") ?? false);
    const item = isShown ? this.#saying(message, at) : goneItemOf(this.#room, message, mine);
    item.dataset.id = message.id;
    this.#items.set(message.id, item);
    for (const quote of this.#list.querySelectorAll(`[data-answers="${message.id}"]`)) this.#quote(quote, message.id);
    if (known) exchange(known, item);
    else this.#list.append(item);
    part(this.#room, "empty")?.remove();
    this.#place.grew(known || this.isMine(message) || item.hidden ? 0 : 1);
    return isShown && !known;
  }

  /** @param {Message} message */
  isMine(message) {
    const isNamed = Boolean(message.author?.id) && message.author?.id === this.#room.dataset.me;
    return isNamed || (this.#unnamed.get(message.id)?.mine ?? false);
  }

  /** @param {Message} message */
  isHidden(message) {
    return this.#hiding.has(hideableAuthor(message));
  }

  /** Who says what in it, as it is read aloud. @param {Message} message @returns {{ name: string, words: string }} */
  spoken(message) {
    return { name: nameIn(this.#room, message), words: wordsOf(this.#room, message) };
  }

  /** Whom this reader hides; only they are told. @param {{ mute?: string[], block?: string[] }} hidden */
  showHidden(hidden) {
    this.#hiding.set(hidden);
    this.#veil();
  }

  /** Who said something without a name: for staff, and its author. @param {Unnamed[]} unnamed */
  showUnnamed(unnamed) {
    this.#unnamed = new Map(unnamed.map((one) => [one.id, one]));
    for (const one of unnamed) {
      const item = this.#items.get(one.id);
      if (item) showUnnamed(this.#room, item, one);
    }
  }

  /** Which answers without words there are: no number, no names. @param {{ id: string, kinds: string[] }} support */
  showSupport({ id, kinds }) {
    const item = this.#items.get(id);
    if (item) showSupport(this.#room, item, kinds);
  }

  /** The server has taken one's answer without words. @param {string} id @param {string} kind @param {boolean} given */
  showGiven(id, kind, given) {
    const button = this.#items.get(id)?.querySelector(`[data-support][value="${kind}"]`);
    button?.setAttribute("aria-pressed", String(given));
    button?.setAttribute("name", given ? "take" : "give");
  }

  /** What somebody sees of the message they answer: "name: its first words", or nothing of it. @param {string} id */
  quoteOf(id) {
    const item = this.#items.get(id);
    // What is folded is not spread by an answer to it: its note stands there instead.
    const note = item?.querySelector(".say__note:not([hidden])")?.textContent;
    const text = note || item?.querySelector(".say__text")?.textContent;
    if (!text || this.#hiding.has(item?.dataset.author)) return "";
    return `${item?.querySelector(".say__name")?.textContent}: ${text.length > QUOTED ? `${text.slice(0, QUOTED - 1)}…` : text}`;
  }

  /** @param {Message} message @param {string} at */
  #saying(message, at) {
    const item = itemOf(this.#room, message, at, this.isMine(message));
    const unnamed = this.#unnamed.get(message.id);
    if (unnamed) showUnnamed(this.#room, item, unnamed);
    if (message.reply_to) this.#quote(item.querySelector(".say__quote"), message.reply_to);
    this.#hiding.veil(item);
    return item;
  }

  /** What is hidden is hidden in what answers it, too. */
  #veil() {
    for (const item of this.#items.values()) this.#hiding.veil(item);
    for (const quote of /** @type {NodeListOf<HTMLElement>} */ (this.#list.querySelectorAll("[data-answers]"))) {
      this.#quote(quote, quote.dataset.answers ?? "");
    }
  }

  /** @param {Element | null} place @param {string} id of the message it answers */
  #quote(place, id) {
    if (!(place instanceof HTMLElement)) return;
    const { answersGone = "", answersEarlier = "" } = this.#room.dataset;
    const textContent = this.quoteOf(id);
    const link = Object.assign(document.createElement("a"), { href: `#m-${id}`, dir: "auto", textContent });
    place.hidden = false;
    place.dataset.answers = id;
    place.replaceChildren(textContent ? link : this.#isGone(id) ? answersGone : answersEarlier);
  }

  /** @param {string} id */
  #isGone(id) {
    const item = this.#items.get(id);
    return item !== undefined && !item.querySelector(".say__text, .say__note");
  }
}

/** Whoever was in it with the keyboard, or with a screen reader, stays where they were. @param {HTMLElement} known @param {HTMLElement} item */
function exchange(known, item) {
  const wasInside = known.contains(document.activeElement);
  known.replaceWith(item);
  if (!wasInside) return;
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
}
