/**
 * What a screen reader says of a room. The conversation itself is not a live region: it would read one's own words back,
 * everything missed after a pause, and every message of a lively evening. Instead this speaks through a quiet place
 * beside it: a few messages as "name: words", many at once as their number, and what became of one's own.
 *
 * @module
 */

const GATHER = 800; // milliseconds: what comes together is said together
const SPACING = 4_000; // between two times of speaking
const MOST = 3; // read one by one; more are counted
const KEPT = 6; // lines that stay in the page

/** @typedef {"all" | "count" | "off"} Aloud */

export class Announcer {
  /** @type {Aloud} how much of what others say is read; for this page only */
  aloud = "all";
  /** @type {string[]} */
  #heard = [];
  #timer = 0;
  #spoke = -Infinity;
  #place;
  #counted;

  /** @param {HTMLElement} place an `aria-live="polite"` element @param {(count: number) => string} counted says how many came */
  constructor(place, counted) {
    this.#place = place;
    this.#counted = counted;
  }

  /** Somebody else has said something. @param {string} name @param {string} text */
  said(name, text) {
    if (this.aloud === "off") return;
    this.#heard.push(`${name}: ${text}`);
    if (this.#timer) return;
    const wait = Math.max(GATHER, this.#spoke + SPACING - Date.now());
    this.#timer = window.setTimeout(() => this.#speak(), wait);
  }

  /** Something about one's own: said at once, however much is read otherwise. @param {string} text */
  note(text) {
    if (!text) return;
    const line = document.createElement("p");
    line.dir = "auto";
    line.textContent = text;
    this.#place.append(line);
    while (this.#place.childElementCount > KEPT) this.#place.firstElementChild?.remove();
  }

  close() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#heard = [];
  }

  #speak() {
    const heard = this.#heard;
    this.#heard = [];
    this.#timer = 0;
    this.#spoke = Date.now();
    if (this.aloud === "off") return;
    if (this.aloud === "all" && heard.length <= MOST) for (const line of heard) this.note(line);
    else this.note(this.#counted(heard.length));
  }
}
