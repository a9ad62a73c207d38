/**
 * The box somebody writes in: its words, what they answer, and whether they are said without a name. Nothing in it is lost:
 * what comes in goes before or after what is there.
 *
 * @module
 */

import { part } from "./parts.js";

export class Composer {
  #room;
  #quoteOf;

  /** @param {HTMLElement} room @param {(id: string) => string} quoteOf the first words of a message */
  constructor(room, quoteOf) {
    this.#room = room;
    this.#quoteOf = quoteOf;
    this.#field?.addEventListener("keydown", (event) => this.#typed(event));
    if (usesKeys()) part(room, "hint")?.removeAttribute("hidden");
  }

  /** What is written, "" for nothing. */
  get text() {
    return this.#field?.value.trim() ?? "";
  }

  /** What goes with the words. @returns {import("./outbox.js").More} */
  get beside() {
    const replyTo = this.#box("reply_to")?.value;
    return { ...(replyTo ? { reply_to: replyTo } : {}), ...(this.#box("anonymous")?.checked ? { anonymous: true } : {}) };
  }

  focus() {
    this.#field?.focus();
  }

  /** It is on its way: the next message begins, with one's name. */
  clear() {
    if (this.#field) this.#field.value = "";
    this.answer("");
    const unnamed = this.#box("anonymous");
    if (unnamed) unnamed.checked = false;
    this.focus();
  }

  /** What is written next answers this message; "" for none. @param {string} id */
  answer(id) {
    const box = this.#box("reply_to");
    if (box) box.value = id;
    const bar = part(this.#room, "answer");
    if (bar) bar.hidden = !id;
    const answered = part(this.#room, "answered");
    if (answered) answered.textContent = id ? (this.#room.dataset.youAnswer ?? "").replace("{name}", this.#quoteOf(id)) : "";
  }

  /** Words that did not go out, before what is written since. @param {string} words */
  putBack(words) {
    this.#put([words, this.#field?.value ?? ""], "\n");
  }

  /** A prepared sentence, after what is written already: sent by whoever reads it again. @param {string} words */
  insert(words) {
    this.#put([this.#field?.value ?? "", words], " ");
  }

  /** @param {string[]} words @param {string} between */
  #put(words, between) {
    if (this.#field) this.#field.value = words.filter(Boolean).join(between);
    this.focus();
  }

  /** @returns {HTMLTextAreaElement | null} none for whoever only reads */
  get #field() {
    return this.#room.querySelector('[data-part="form"] textarea');
  }

  /** @param {string} name @returns {HTMLInputElement | null} a field beside the words */
  #box(name) {
    return this.#room.querySelector(`[data-part="form"] [name="${name}"]`);
  }

  /** Enter sends, where there are keys; Shift and Enter begin a new line. @param {KeyboardEvent} event */
  #typed(event) {
    const isWriting = event.isComposing || event.keyCode === 229; // choosing a character, in many scripts
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || isWriting) return;
    if (!usesKeys() || !this.text) return;
    event.preventDefault();
    // requestSubmit is younger than some Safaris; a press of the button is the same.
    part(this.#room, "form")?.querySelector("button")?.click();
  }
}

/** Whether Enter is a key here and not a place on a touch screen, where a new line is what people expect of it. */
function usesKeys() {
  return window.matchMedia?.("(any-pointer: fine)").matches ?? false;
}
