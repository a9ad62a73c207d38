/**
 * Talking alone, as the circle's room shows it: to a member the card that asks or leads there, to staff who asked for help
 * and who talks with whom. The answers are plain forms; here they go out without the page being left.
 *
 * @module
 */

import { copyOf, part, reveal, write } from "./parts.js";
import { sendQuietly } from "./quiet-form.js";

/**
 * @typedef {{ id: string, state: string, text: string, terms?: string, answer?: string, url?: string }} Own
 * @typedef {{ id: string, state: string, text: string, member: { id: string, name: string }, answer?: string, url?: string }} Line
 * @typedef {{ aside?: Own, asides?: Line[], may_offer?: boolean }} AsideFrame
 */

export class Asides {
  #room;
  #hasWords;
  /** What was last said aloud. */
  #told = "";
  /** The button last pressed: browsers of 2021 do not all say which one sent a form. @type {HTMLButtonElement | null} */
  #pressed = null;

  /** @param {HTMLElement} room @param {() => boolean} hasWords whether something typed would be lost with the page */
  constructor(room, hasWords) {
    this.#room = room;
    this.#hasWords = hasWords;
    for (const place of [part(room, "aside"), part(room, "asides-box")]) {
      place?.addEventListener("click", (event) => {
        this.#pressed = event.target instanceof Element ? event.target.closest("button") : null;
      });
      place?.addEventListener("submit", (event) => this.#send(event));
    }
    this.#told = part(room, "aside")?.dataset.state ?? "";
  }

  /**
   * @param {AsideFrame} frame as it is now
   * @returns {string} what a screen reader should say of it; "" for nothing
   */
  show({ aside, asides = [], may_offer: mayOffer }) {
    const offer = part(this.#room, "offer");
    if (offer && mayOffer !== undefined) offer.hidden = !mayOffer; // it only changes with a session
    const calls = this.#showLines(asides, offer?.hidden === false);
    return this.#showOwn(aside) || calls;
  }

  /** @param {Own} [aside] */
  #showOwn(aside) {
    const card = part(this.#room, "aside");
    if (!card) return "";
    card.hidden = !aside;
    card.dataset.state = aside?.state ?? "";
    write(card, '[data-part="aside-text"]', aside?.text ?? "");
    write(card, '[data-part="aside-terms"]', aside?.terms ?? "");
    reveal(card, '[data-part="aside-terms"]', Boolean(aside?.terms));
    const answer = part(card, "aside-answer");
    if (answer) {
      answer.hidden = !aside?.answer;
      answer.setAttribute("action", aside?.answer ?? "");
    }
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (card.querySelectorAll("[data-for]"))) {
      button.hidden = button.dataset.for !== aside?.state;
    }
    reveal(card, '[data-part="aside-way"]', Boolean(aside?.url));
    part(card, "aside-link")?.setAttribute("href", aside?.url ?? "");
    const isNews = aside !== undefined && aside.state !== this.#told;
    this.#told = aside?.state ?? "";
    return isNews ? [aside.text, aside.terms ?? ""].join(" ").trim() : "";
  }

  /** @param {Line[]} asides @param {boolean} mayOffer @returns {string} who has just called for help */
  #showLines(asides, mayOffer) {
    const box = part(this.#room, "asides-box");
    const list = part(this.#room, "asides");
    if (!box || !list) return "";
    box.hidden = !asides.length && !mayOffer;
    const there = new Map([...list.children].map((item) => [/** @type {HTMLElement} */ (item).dataset.id, item]));
    const wanted = asides.map((one) => this.#line(/** @type {HTMLElement | undefined} */ (there.get(one.id)), one, mayOffer));
    for (const item of there.values()) if (!wanted.includes(/** @type {HTMLElement} */ (item))) item.remove();
    wanted.forEach((item, index) => {
      if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
    });
    const calls = asides.filter((one) => one.state === "asked");
    part(this.#room, "calls")?.replaceChildren(...calls.map((one) => callOf(one.text)));
    return calls.filter((one) => !there.has(one.id)).map((one) => one.text).join(" ");
  }

  /** @param {HTMLElement | undefined} known @param {Line} one @param {boolean} mayOffer */
  #line(known, one, mayOffer) {
    const item = known ?? copyOf(this.#room, "aside-line");
    const isWish = one.state === "asked";
    item.dataset.id = one.id;
    item.classList.toggle("held--care", isWish);
    write(item, "[data-text]", one.text);
    reveal(item, "[data-care]", isWish);
    reveal(item, "[data-offer]", isWish && mayOffer);
    item.querySelector('[name="persona"]')?.setAttribute("value", one.member.id);
    reveal(item, "[data-withdraw]", Boolean(one.answer));
    item.querySelector("[data-withdraw]")?.setAttribute("action", one.answer ?? "");
    reveal(item, "[data-way]", Boolean(one.url));
    item.querySelector("[data-way]")?.setAttribute("href", one.url ?? "");
    return item;
  }

  /** @param {SubmitEvent} event */
  async #send(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter ?? this.#pressed);
    if (button?.value === "accept") {
      form.target = this.#hasWords() ? "_blank" : ""; // it leads to the talk: what is typed here stays
      return;
    }
    event.preventDefault();
    this.#problem(form, "");
    const wrong = await sendQuietly(form, button, this.#room.dataset.notDecided ?? "");
    if (wrong) this.#problem(form, wrong);
  }

  /** @param {HTMLFormElement} form @param {string} words */
  #problem(form, words) {
    const place = form.closest("section")?.querySelector('[role="alert"]');
    if (!(place instanceof HTMLElement)) return;
    place.textContent = words;
    place.hidden = !words;
  }
}

/** Who asked for help stands above what waits, and leads to what can be done. @param {string} text */
function callOf(text) {
  const line = Object.assign(document.createElement("li"), { className: "notice notice--warning" });
  line.append(Object.assign(document.createElement("a"), { className: "touch", href: "#asides-title", dir: "auto", textContent: text }));
  return line;
}
