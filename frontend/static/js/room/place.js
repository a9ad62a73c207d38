/**
 * Where the reader is in the conversation. At its end they stay there as it grows; whoever has scrolled up stays where they
 * are and is told that there is more below.
 *
 * @module
 */

import { part } from "./parts.js";

const NEAR = 80; // pixels from the end that still count as being there

export class Place {
  #scroller;
  #button;
  #isAtEnd = true;
  #below = 0;
  #isScrollDue = false;

  /** @param {HTMLElement} room */
  constructor(room) {
    this.#scroller = /** @type {HTMLElement} */ (part(room, "scroll") ?? part(room, "says"));
    this.#button = part(room, "below");
    this.#scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.#button?.addEventListener("click", () => {
      this.toEnd();
      this.#scroller.focus({ preventScroll: true });
    });
  }

  toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#isAtEnd = true;
    this.#tellBelow(0);
  }

  /** The conversation is another one than before. @param {number} [news] how much of it is worth a word */
  grew(news = 0) {
    if (this.#isAtEnd) this.#toEndSoon();
    else if (news) this.#tellBelow(this.#below + news);
  }

  /** Once for all that came together: asking the page for its height again and again is what makes old phones slow. */
  #toEndSoon() {
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
    if (this.#button) this.#button.hidden = count === 0;
  }
}
