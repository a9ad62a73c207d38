/**
 * The facilitator's desk beside the conversation: what waits and its keys, who is here, the shift, how long people wait.
 * Each part knows one thing; this gives every one of them its part of the private frame.
 *
 * @module
 */

import { listenForKeys } from "./desk-keys.js";
import { HeldQueue } from "./held.js";
import { counted, part } from "./parts.js";
import { hasSpoken, showPeople } from "./people.js";
import { ShiftPanel } from "./shift.js";

const SPACING = 5_000; // milliseconds between two times of saying how many wait

/**
 * Seconds. @typedef {{ median: number, slowest: number, too_long: boolean, text: string }} Waits
 * @typedef {{ held?: import("./held.js").Waiting[], held_more?: number, waits?: Waits, people?: import("./people.js").Person[],
 *   shift?: import("./shift.js").Shift }} DeskFrame
 */

export class Desk {
  #room;
  #queue;
  #shift;
  #tell;
  #waiting = 0;
  #told = -Infinity;
  #timer = 0;

  /**
   * @param {HTMLElement} room @param {HTMLElement} list where what waits stands
   * @param {(words: string) => void} tell says something to whoever listens
   * @param {AbortSignal} signal ends its listening
   */
  constructor(room, list, tell, signal) {
    this.#room = room;
    this.#tell = tell;
    this.#queue = new HeldQueue(room, list);
    this.#shift = new ShiftPanel(room);
    const keys = /** @type {HTMLInputElement | null} */ (part(room, "keys-on"));
    part(room, "keys")?.removeAttribute("hidden");
    const show = () => part(room, "staff")?.classList.toggle("desk--keys", keys?.checked ?? false);
    keys?.addEventListener("change", show);
    show();
    listenForKeys(this.#queue, () => keys?.checked ?? false, signal);
    signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  /** @param {DeskFrame} frame a whole snapshot */
  show({ held = [], held_more: more = 0, waits, people, shift }) {
    const isMore = this.#queue.show(held) > 0 || held.length + more > this.#waiting;
    this.#waiting = held.length + more;
    if (isMore) this.#tellSoon();
    this.#showMore(more);
    this.#showWaits(waits);
    showPeople(this.#room, people);
    this.#shift.show(shift);
  }

  /** Somebody said something that everybody sees. @param {string} author */
  heard(author) {
    hasSpoken(this.#room, author);
  }

  /** How many wait, never each: on a lively evening that would be all one hears. */
  #tellSoon() {
    if (this.#timer) return;
    const wait = this.#told + SPACING - Date.now();
    if (wait <= 0) this.#tellHowMany();
    else this.#timer = window.setTimeout(() => this.#tellHowMany(), wait);
  }

  #tellHowMany() {
    this.#timer = 0;
    this.#told = Date.now();
    const { waitForYou = "", language } = this.#room.dataset;
    if (this.#waiting) this.#tell(counted(waitForYou, this.#waiting, language));
  }

  /** @param {number} more that wait behind those on the screen */
  #showMore(more) {
    const place = part(this.#room, "held-more");
    if (!place) return;
    const { more: words = "", language } = this.#room.dataset;
    place.hidden = !more;
    place.textContent = more ? counted(words, more, language) : "";
  }

  /** How long messages wait to be read. @param {Waits} [waits] */
  #showWaits(waits) {
    const place = part(this.#room, "waits");
    if (!place) return;
    const isLong = waits?.too_long ?? false;
    place.hidden = !waits;
    place.classList.toggle("notice", isLong);
    place.classList.toggle("notice--warning", isLong);
    const tooLong = part(this.#room, "too-long");
    if (tooLong) tooLong.hidden = !isLong;
    const text = part(this.#room, "waits-text");
    if (text) text.textContent = waits?.text ?? "";
  }
}
