/**
 * The place beside the list: one thing that waits, as its own page shows it. What somebody has begun to write about one
 * stays when they open another, until they come back to it or decide.
 *
 * @module
 */

import { isBegun, putLetters, takeOver } from "./choices.js";

export class Pane {
  #place;
  /** What is laid aside with words in it, by item. @type {Map<string, HTMLElement>} */
  #aside = new Map();

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#place = place;
    if (this.review) putLetters(this.review);
  }

  /** @returns {HTMLElement | null} what is open */
  get review() {
    return this.#place.querySelector('[data-part="review"]');
  }

  /** Whose it is, "" for nothing. */
  get item() {
    return this.review?.dataset.item ?? "";
  }

  /** @returns {HTMLElement} */
  get place() {
    return this.#place;
  }

  /** @param {Element} review of another page, or one that was open before @param {boolean} [restoring] exactly as it was */
  show(review, restoring = false) {
    this.layAside();
    const fresh = /** @type {HTMLElement} */ (document.adoptNode(review));
    const begun = this.#aside.get(fresh.dataset.item ?? "");
    this.#aside.delete(fresh.dataset.item ?? "");
    putLetters(fresh);
    if (begun && !restoring) takeOver(begun, fresh);
    this.#put(fresh);
    (fresh.querySelector(".error-summary") ?? fresh.querySelector("h1, h2"))?.scrollIntoView?.({ block: "nearest" });
  }

  /** Something else than an item: words and what to do next. @param {HTMLElement} other */
  say(other) {
    this.layAside();
    this.#put(other);
  }

  /** @returns {HTMLElement | null} what was open, taken out whole */
  take() {
    const review = this.review;
    review?.remove();
    return review;
  }

  /** Close, keeping what was begun. */
  close() {
    this.layAside();
    this.#place.replaceChildren();
    this.#place.hidden = true;
  }

  /** Put everything away, also what was begun: whoever sat here may not see it any more. */
  clear() {
    this.#aside.clear();
    this.#place.replaceChildren();
    this.#place.hidden = true;
  }

  layAside() {
    const review = this.review;
    if (review && isBegun(review)) this.#aside.set(this.item, review);
  }

  /** What was begun about this is done with. @param {string} item */
  forget(item) {
    this.#aside.delete(item);
  }

  /** The focus goes to what is wrong, or else to the heading. */
  focus() {
    const first = this.#place.querySelector(".error-summary") ?? this.#place.querySelector("h1, h2");
    const place = /** @type {HTMLElement} */ (first ?? this.#place);
    place.tabIndex = -1;
    place.focus({ preventScroll: false });
  }

  /** @param {HTMLElement} content */
  #put(content) {
    this.#place.hidden = false;
    this.#place.replaceChildren(content);
    this.#place.scrollTop = 0;
  }
}
