/**
 * Opening one thing that waits, and closing it: beside the list where there is room, in its place on a narrow screen. The
 * browser's Back then closes it.
 *
 * @module
 */

import { look } from "./asking.js";

export class Opener {
  #element;
  #pane;
  #list;
  #voice;
  #turn = 0;
  #isInHistory = false; // as a step of its own, for Back to undo
  #isLoading = false;

  /** @param {{ element: HTMLElement, pane: import("./pane.js").Pane, list: import("./list.js").List | null, voice: import("./voice.js").Voice }} parts */
  constructor({ element, pane, list, voice }) {
    this.#element = element;
    this.#pane = pane;
    this.#list = list;
    this.#voice = voice;
  }

  get isOpen() {
    return this.#element.classList.contains("console--open");
  }

  /** Whether something is asked for that is not there yet. */
  get isLoading() {
    return this.#isLoading;
  }

  /** @param {string} address of an item */
  async open(address) {
    const turn = ++this.#turn;
    this.#isLoading = true;
    this.#voice.unsay("sayUndone");
    this.#voice.status(this.#voice.words("sayLoading"));
    const { page } = await look(address).catch(() => ({ page: null }));
    if (turn !== this.#turn) return; // somebody was quicker than the line
    this.#isLoading = false;
    this.#voice.unsay("sayLoading");
    const review = page?.querySelector('[data-part="review"]');
    if (!page || !review) return this.#voice.status(this.#voice.words("sayNotLoaded"));
    if (!this.isOpen && isNarrow()) {
      history.pushState({ item: true }, "");
      this.#isInHistory = true;
    }
    this.show(review);
    this.#voice.passOn(page);
  }

  /** @param {Element} review @param {boolean} [restoring] exactly as it was */
  show(review, restoring = false) {
    this.#pane.show(review, restoring);
    this.#element.classList.add("console--open");
    this.#list?.show(this.#pane.item);
    this.#pane.focus();
  }

  /** As somebody asks for it: from an item's own page to the queue, and otherwise back to the list. */
  leave() {
    if (this.#element.classList.contains("console--alone")) location.assign(this.#element.dataset.queue ?? "");
    else if (history.state?.item) history.back(); // which closes it
    else this.close();
  }

  /** A link within the page, as the one that skips the menu, moves through the history, too, and closes nothing. */
  wentBack() {
    const isBefore = !history.state?.item && !location.hash;
    if (this.isOpen && this.#isInHistory && isBefore) this.close();
  }

  close() {
    this.#forgetAsked();
    this.#voice.unsay("sayUndone");
    const item = this.#pane.item;
    this.#pane.close();
    this.#element.classList.remove("console--open");
    this.#list?.show("");
    this.#list?.focus(item);
  }

  /** Whoever sits here may not see it any more, nor what is still on its way here. */
  clear() {
    this.#forgetAsked();
    this.#pane.clear();
    this.#element.classList.remove("console--open");
  }

  #forgetAsked() {
    this.#isInHistory = false;
    this.#turn++;
    this.#isLoading = false;
  }
}

/** One pane at a time. */
function isNarrow() {
  return window.matchMedia?.("(max-width: 60rem)").matches ?? false;
}
