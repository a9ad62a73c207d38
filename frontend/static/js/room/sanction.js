/**
 * What somebody sees in place of the box they would write in, while they may not write: what it was about, what to do
 * differently, and the time that is left, counted by the server's clock.
 *
 * @module
 */

import { clockOf } from "./pace.js";
import { copyOf, part, write } from "./parts.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @typedef {{ words: string, rule: string, why: string, differently: string, until: string | null, url: string, help_url: string }} Sanction */

/** The time left in the largest unit that still says enough; the last two minutes by the second. @param {number} left milliseconds @param {string} language */
export function leftOf(left, language) {
  if (left <= 2 * MINUTE) return clockOf(left);
  const [unit, length] = left > 2 * DAY ? ["day", DAY] : left > 2 * HOUR ? ["hour", HOUR] : ["minute", MINUTE];
  return new Intl.NumberFormat(language, { style: "unit", unit: String(unit), unitDisplay: "long" }).format(Math.ceil(left / Number(length)));
}

/** @param {HTMLElement} card @param {string} where @param {boolean} isHidden */
function hideAll(card, where, isHidden) {
  for (const place of card.querySelectorAll(where)) if (place instanceof HTMLElement) place.hidden = isHidden;
}

export class SanctionCard {
  #room;
  #place;
  #until = NaN;
  /** @type {string | undefined} */ #shown;
  #ticking = 0;
  /** How far this device's clock is from the server's, in milliseconds. */
  #behind = 0;

  /** @param {HTMLElement} room */
  constructor(room) {
    this.#room = room;
    this.#place = part(room, "sanction");
  }

  /** Whether it stands there. */
  get isThere() {
    return Boolean(this.#place?.firstElementChild);
  }

  /** @param {string | undefined} now the server's clock, at this moment */
  setClock(now) {
    const moment = Date.parse(now ?? "");
    if (!Number.isNaN(moment)) this.#behind = moment - Date.now();
  }

  /** @param {Sanction | undefined} sanction none: they may write again @returns {"began" | "ended" | ""} what that changes */
  show(sanction) {
    const was = this.isThere;
    clearInterval(this.#ticking);
    if (JSON.stringify(sanction) !== this.#shown) this.#place?.replaceChildren(...(sanction ? [this.#card(sanction)] : []));
    this.#shown = JSON.stringify(sanction); // opened or read, the same card stays as it is
    this.#until = Date.parse(sanction?.until ?? "");
    this.#tick();
    if (!Number.isNaN(this.#until)) this.#ticking = window.setInterval(() => this.#tick(), 1000);
    if (was === Boolean(sanction)) return "";
    return sanction ? "began" : "ended";
  }

  close() {
    clearInterval(this.#ticking);
  }

  /** @param {Sanction} sanction */
  #card({ words, rule, why, differently, until, url, help_url: help }) {
    const card = copyOf(this.#room, "sanction");
    for (const [name, text] of Object.entries({ words, rule, why, differently })) write(card, `[data-${name}]`, text);
    hideAll(card, "[data-for-words]", !words);
    hideAll(card, "[data-left-line]", until === null);
    card.querySelector("[data-url]")?.setAttribute("href", url);
    card.querySelector("[data-help-url]")?.setAttribute("href", help);
    return card;
  }

  /** The server says when it is over: this only counts. */
  #tick() {
    if (!this.#place || Number.isNaN(this.#until)) return;
    const left = Math.max(0, this.#until - (Date.now() + this.#behind));
    write(this.#place, "[data-left]", leftOf(left, this.#room.dataset.language ?? "en"));
    if (left === 0) clearInterval(this.#ticking);
  }
}
