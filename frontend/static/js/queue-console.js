/**
 * <pop-queue-console>: the moderators' queue, live. The pages do all their work by plain links and forms; this keeps the
 * list up to date, opens what waits beside it, gives every button a letter, and holds a decision for some seconds in which
 * it can be taken back. Here the parts are put together and clicks and forms find the part they are meant for:
 * docs/scripts.md says which part knows what.
 *
 * Nothing is stored on the device.
 *
 * @module
 */

import { Deciding } from "./queue/deciding.js";
import { Forms } from "./queue/forms.js";
import { Keyboard } from "./queue/keyboard.js";
import { List } from "./queue/list.js";
import { Opener } from "./queue/opener.js";
import { Pane } from "./queue/pane.js";
import { Rhythm } from "./queue/rhythm.js";
import { View } from "./queue/view.js";
import { Voice } from "./queue/voice.js";
import { Waker } from "./queue/waker.js";
import { part } from "./room/parts.js";

class QueueConsole extends HTMLElement {
  /** Stops every listener outside this element. */
  #left = new AbortController();
  /** @type {Opener} */ #opener = /** @type {any} */ (null);
  /** @type {Deciding} */ #deciding = /** @type {any} */ (null);
  /** @type {Forms} */ #forms = /** @type {any} */ (null);
  /** @type {Keyboard} */ #keyboard = /** @type {any} */ (null);
  /** An item's own page has no list, and nothing that keeps one up to date. @type {List | null} */ #list = null;
  /** @type {View | null} */ #view = null;
  /** @type {Rhythm | null} */ #rhythm = null;
  /** @type {Waker | null} */ #waker = null;
  /** The button last pressed: browsers of 2021 do not all say which one sent a form. @type {HTMLButtonElement | null} */ #pressed = null;

  connectedCallback() {
    const element = this;
    const voice = new Voice(this);
    const lookAgain = () => void this.#rhythm?.now();
    const pane = new Pane(/** @type {HTMLElement} */ (part(this, "pane")));
    const place = part(this, "list");
    const list = (this.#list = place && new List(place));
    const opener = (this.#opener = new Opener({ element, pane, list, voice }));
    const deciding = (this.#deciding = new Deciding({ element, pane, list, opener, voice, lookAgain }));
    const forms = (this.#forms = new Forms({ element, list, opener, voice, held: deciding.held, lookAgain }));
    this.#keyboard = new Keyboard({ element, pane, list, opener, deciding, forms });
    this.#listen();
    for (const name of ["tools", "keys"]) part(this, name)?.removeAttribute("hidden");
    voice.title();
    if (list && this.dataset.room) this.#keepUpToDate(list, voice);
  }

  disconnectedCallback() {
    this.#left.abort();
    this.#rhythm?.close();
    this.#waker?.close();
  }

  /** @param {List} list @param {Voice} voice */
  #keepUpToDate(list, voice) {
    const view = (this.#view = new View(this, list, voice));
    const rhythm = (this.#rhythm = new Rhythm(() => view.look()));
    this.#waker = new Waker({ element: this, voice, rhythm, putAway: () => this.#putAway() });
  }

  #listen() {
    const { signal } = this.#left;
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("submit", (event) => this.#submitted(event));
    part(this, "keys-form")?.addEventListener("change", () => this.#keyboard.switch());
    document.addEventListener("keydown", (event) => this.#keyboard.pressed(event), { signal });
    document.addEventListener("visibilitychange", () => this.#rhythm?.seen(), { signal });
    window.addEventListener("pagehide", () => this.#deciding.held.leave(), { signal });
    window.addEventListener("popstate", () => this.#wentBack(), { signal });
    for (const name of ["online", "pageshow"]) window.addEventListener(name, () => this.#waker?.check(), { signal });
  }

  /** Whoever sits here may not see this any more (SEC-28). */
  #putAway() {
    this.#deciding.drop();
    this.#opener.clear();
    this.#list?.clear();
    this.#rhythm?.close();
    this.#waker?.close();
  }

  #wentBack() {
    if (this.#view?.isHere ?? true) this.#opener.wentBack();
    else void this.#view?.go(location.search, true);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = event.target instanceof Element ? event.target : null;
    this.#pressed = target?.closest("button") ?? null;
    const deed = /** @type {HTMLElement | null} */ (target?.closest("[data-do]"))?.dataset.do;
    if (deed) this.#do(deed);
    const link = target?.closest("a");
    const isForNewPage = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button;
    if (link && !isForNewPage && this.#follow(link)) event.preventDefault();
  }

  /** @param {string} deed */
  #do(deed) {
    if (deed === "undo") this.#deciding.undo();
    else if (deed === "reopen") this.#deciding.reopen();
    else if (deed === "next") void this.#forms.next();
    else if (deed === "close") this.#opener.leave();
    else if (deed === "down") this.#view?.move(1);
    else if (deed === "previous") this.#view?.move(-1);
  }

  /** @param {HTMLAnchorElement} link @returns {boolean} whether it leads somewhere without leaving the page */
  #follow(link) {
    if (!this.#view) return false;
    const href = link.getAttribute("href") ?? "";
    if (link.closest('[data-part="rows"] h2, .history')) void this.#opener.open(href);
    else if (link.dataset.view) void this.#view.go(new URL(href, location.href).search);
    else if (link.rel === "next") void this.#view.more();
    else return false;
    return true;
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter ?? this.#pressed);
    event.preventDefault();
    if (form.dataset.part === "keys-form") return; // it is sent when it changes
    if (form.matches(".filters")) void this.#view?.go(`?${filled(form)}`);
    else if (form.dataset.part === "decide") this.#deciding.decide(form);
    else if (form.dataset.part === "next") void this.#forms.next();
    else void this.#forms.post(form, button);
  }
}

/** What is filled in, as an address says it. @param {HTMLFormElement} form */
function filled(form) {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  return new URLSearchParams(fields.filter(([, value]) => value !== ""));
}

customElements.define("pop-queue-console", QueueConsole);
