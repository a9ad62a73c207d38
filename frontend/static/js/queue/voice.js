/**
 * What the console says: in its line of status, aloud, and in the page's title. The words stand in the page (`data-say-…`).
 *
 * @module
 */

import { counted, part } from "../room/parts.js";

const KEPT = 4; // lines said aloud that stay in the page

export class Voice {
  #element;
  #title = document.title;

  /** @param {HTMLElement} element the console */
  constructor(element) {
    this.#element = element;
  }

  /** @param {string} name of a text in the page */
  words(name) {
    return this.#element.dataset[name] ?? "";
  }

  /** @param {string} name of a text in the page @param {number} count */
  counted(name, count) {
    return counted(this.words(name), count, this.#element.dataset.language);
  }

  /** In sight, and read aloud, too: it is a status. @param {string} words */
  status(words) {
    const place = part(this.#element, "status");
    if (place && place.textContent !== words) place.textContent = words; // writing it again would read it again
  }

  /** That this is not so any more; anything else that was said since stays. @param {string} name */
  unsay(name) {
    const place = part(this.#element, "status");
    if (place?.textContent === this.words(name)) place.textContent = "";
  }

  /** For ears alone: eyes see it elsewhere. @param {string} words */
  aloud(words) {
    const place = part(this.#element, "announce");
    if (!words || !place) return;
    place.append(Object.assign(document.createElement("p"), { textContent: words, dir: "auto" }));
    while (place.childElementCount > KEPT) place.firstElementChild?.remove();
  }

  /** Messages of the server that came with a page. @param {Document} page */
  passOn(page) {
    const words = [...page.querySelectorAll('main > [role="status"] .notice')].map((one) => one.textContent?.trim()).join(" ");
    if (words) this.status(words);
  }

  /** How much of what waits is severe stands before the page's own title. */
  title() {
    const severe = Number(this.#element.dataset.severe ?? 0);
    document.title = severe ? `(${this.counted("saySevereShort", severe)}) ${this.#title}` : this.#title;
  }
}
