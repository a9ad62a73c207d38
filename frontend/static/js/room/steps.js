/**
 * A step about whoever wrote a message, taken at the desk: nobody of the staff has to leave the room for it. The links under
 * the messages open a form beside the conversation; without the script they lead to a page.
 *
 * @module
 */

import { part, reveal, write } from "./parts.js";
import { askQuietly, sendQuietly } from "./quiet-form.js";

export class Steps {
  #room;
  #panel;
  #form;
  #tell;
  /** Where the reader was. @type {HTMLElement | null} */
  #from = null;

  /** @param {HTMLElement} room @param {(words: string) => void} tell says something to whoever listens */
  constructor(room, tell) {
    this.#room = room;
    this.#tell = tell;
    this.#panel = part(room, "step");
    this.#form = /** @type {HTMLFormElement | null} */ (part(room, "step-form"));
    this.#form?.addEventListener("submit", (event) => this.#send(event));
    this.#panel?.querySelector("[data-step-away]")?.addEventListener("click", () => this.#close());
    this.#panel?.addEventListener("keydown", (event) => event.key === "Escape" && this.#close());
  }

  /** @param {MouseEvent} event @param {HTMLAnchorElement} link @returns {boolean} whether it is done here */
  open(event, link) {
    const said = link.closest("li");
    if (!this.#panel || !this.#form || !said || event.ctrlKey || event.metaKey) return false;
    event.preventDefault();
    this.#from = link;
    this.#form.reset();
    this.#form.action = link.href;
    write(this.#panel, "[data-step-name]", said.querySelector(".say__name, strong")?.textContent ?? "");
    write(this.#panel, "[data-step-words]", said.querySelector(".say__text")?.textContent ?? "");
    for (const where of ["[data-step-earlier]", "[data-step-care]"]) reveal(this.#panel, where, false);
    this.#problem("");
    this.#panel.hidden = false;
    this.#panel.focus();
    this.#suggest(link.href);
    return true;
  }

  /** What usually comes next; the person decides. @param {string} address */
  async #suggest(address) {
    const said = await askQuietly(address);
    if (!said || !this.#panel || this.#form?.action !== new URL(address, location.href).href) return;
    const step = this.#form.querySelector('select[name="step"]');
    if (step instanceof HTMLSelectElement && !step.value) step.value = said.step;
    write(this.#panel, "[data-step-count]", said.earlier ? said.earlier.toLocaleString(this.#room.dataset.language) : "");
    reveal(this.#panel, "[data-step-earlier]", said.earlier > 0);
    reveal(this.#panel, "[data-step-care]", said.care);
  }

  /** @param {SubmitEvent} event */
  async #send(event) {
    event.preventDefault();
    if (!this.#form) return;
    const wrong = await sendQuietly(this.#form, null, this.#room.dataset.notDecided ?? "");
    if (wrong === null) return;
    if (wrong) return this.#problem(wrong);
    this.#close();
    this.#tell(this.#room.dataset.sayStep ?? "");
  }

  #close() {
    if (this.#panel) this.#panel.hidden = true;
    this.#from?.focus();
    this.#from = null;
  }

  /** @param {string} words */
  #problem(words) {
    if (!this.#panel) return;
    write(this.#panel, "[data-step-problem]", words);
    reveal(this.#panel, "[data-step-problem]", Boolean(words));
  }
}
