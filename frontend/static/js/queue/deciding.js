/**
 * Deciding about what is open: held for some seconds in which it can be taken back, or sent at once, and what becomes of
 * it. What could not be sent comes back with every word.
 *
 * @module
 */

import { copyOf, part } from "../room/parts.js";
import { goesAtOnce, lackedBy, putProblem, wordsOf } from "./choices.js";
import { Held, UNDO_SECONDS } from "./held.js";

/** @typedef {import("./held.js").Decision} Decision */

export class Deciding {
  #element;
  #pane;
  #list;
  #opener;
  #voice;
  #lookAgain;
  #held = new Held({ sent: (decision) => this.#sent(decision), failed: (decision, page) => this.#notSent(decision, page) });
  /** What could not be sent while something else is open, with its form. @type {Decision | null} */
  #failed = null;

  /**
   * @param {{ element: HTMLElement, pane: import("./pane.js").Pane, list: import("./list.js").List | null,
   *   opener: import("./opener.js").Opener, voice: import("./voice.js").Voice, lookAgain: () => void }} parts
   */
  constructor({ element, pane, list, opener, voice, lookAgain }) {
    this.#element = element;
    this.#pane = pane;
    this.#list = list;
    this.#opener = opener;
    this.#voice = voice;
    this.#lookAgain = lookAgain;
  }

  get held() {
    return this.#held;
  }

  /** @param {HTMLFormElement} form of what is open */
  decide(form) {
    const review = this.#pane.review;
    if (!review) return;
    this.#voice.unsay("sayUndone");
    const data = new FormData(form);
    const choice = String(data.get("decision") ?? "");
    const { item = "", name = "" } = review.dataset;
    const decision = { item, address: form.action, data, words: wordsOf(form, choice), name, review };
    this.#forgetFailed(item);
    // What is wrong the server says at once; what is severe is out of sight first.
    if (!choice || lackedBy(form, choice) || goesAtOnce(review, choice)) this.#sendNow(form, decision);
    else this.#hold(decision);
  }

  /** The decision that is held is not sent, and stands open again. */
  undo() {
    const decision = this.#held.undo();
    if (!decision) return;
    this.#banner("undo", "");
    this.#list?.hold(decision.item, false);
    this.#opener.show(decision.review, true);
    this.#voice.status(this.#voice.words("sayUndone"));
  }

  /** What could not be sent stands open again. */
  reopen() {
    const decision = this.#failed;
    if (!decision) return;
    this.#forgetFailed(decision.item);
    this.#opener.show(decision.review, true);
  }

  /** Whoever sits here may not decide any more: nothing is sent, and nothing of it stays. */
  drop() {
    this.#held.drop();
    this.#failed = null;
    this.#banner("undo", "");
    this.#banner("failed", "");
  }

  /** @param {Decision} decision */
  #hold(decision) {
    this.#pane.take();
    this.#pane.forget(decision.item);
    this.#held.hold(decision);
    this.#list?.hold(decision.item, true);
    const words = this.#voice.words("sayHeld").replace("{choice}", decision.words).replace("{seconds}", String(UNDO_SECONDS));
    this.#banner("undo", `${words} ${decision.name}`);
    this.#suggestNext(words);
  }

  /** @param {HTMLFormElement} form @param {Decision} decision */
  #sendNow(form, decision) {
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    this.#voice.status(this.#voice.words("saySending"));
    void this.#held.send(decision).finally(() => delete form.dataset.busy);
  }

  /** @param {Decision} decision */
  #sent(decision) {
    this.#pane.forget(decision.item);
    this.#answered(decision);
    const words = this.#voice.words("saySent").replace("{choice}", decision.words);
    if (this.#pane.item === decision.item) {
      this.#pane.take(); // it went at once, and was open until now
      this.#suggestNext(words);
    } else if (this.#list) this.#voice.aloud(words);
    else this.#voice.status(words);
    this.#lookAgain();
  }

  /** @param {Decision} decision @param {Document | null} page what the server says, if it said something */
  #notSent(decision, page) {
    this.#answered(decision);
    const review = page?.querySelector('[data-part="review"]');
    const words = `${this.#voice.words("sayNotDecided")} ${reasonIn(page) || this.#voice.words("sayNotSent")}`;
    if (review) decision.review = /** @type {HTMLElement} */ (document.adoptNode(review));
    else putProblem(decision.review, words);
    if (!this.#pane.review || this.#pane.item === decision.item) {
      this.#pane.take();
      this.#pane.forget(decision.item);
      return this.#opener.show(decision.review, true);
    }
    // Something else is open, and stays: a key meant for it must not decide about this.
    this.#failed = decision;
    this.#banner("failed", `${decision.name} – ${words}`);
  }

  /** It is not on its way any more. @param {Decision} decision */
  #answered(decision) {
    this.#voice.unsay("saySending");
    if (!this.#held.item) this.#banner("undo", "");
    this.#list?.hold(decision.item, false);
  }

  /** @param {string} item */
  #forgetFailed(item) {
    if (this.#failed?.item !== item) return;
    this.#failed = null;
    this.#banner("failed", "");
  }

  /** Decided: what to do next. @param {string} words */
  #suggestNext(words) {
    const card = copyOf(this.#element, "after");
    const place = card.querySelector("[data-words]");
    if (place) place.textContent = words;
    this.#pane.say(card);
    this.#list?.show("");
    card.focus();
  }

  /** At the foot of the page, with its button. @param {"undo" | "failed"} name @param {string} words "" takes it away */
  #banner(name, words) {
    const place = part(this.#element, name);
    const text = part(this.#element, `${name}-text`);
    if (text) text.textContent = words;
    if (place) place.hidden = !words;
  }
}

/** Why the server did not take it, in its own words. @param {Document | null} page */
function reasonIn(page) {
  const wrong = [...(page?.querySelectorAll('[data-part="review"] .error-summary li') ?? [])];
  return wrong.map((one) => one.textContent).join(" ") || page?.querySelector("main h1")?.textContent || "";
}
