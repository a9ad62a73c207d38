/**
 * <pop-circle-room>: a circle's room, live. The page already shows the last messages and posts by a plain form; this keeps
 * it up to date and sends over the socket. Here the parts are put together, and what somebody does finds the part it is
 * meant for: docs/scripts.md says which part knows what.
 *
 * Nothing is stored on the device: what is not sent stays on the screen until it is, or until the page is left (SEC-55).
 *
 * @module
 */

import { Announcer } from "./room/announcer.js";
import { Asides } from "./room/aside.js";
import { Composer } from "./room/composer.js";
import { Deeds, idAt } from "./room/deeds.js";
import { Desk } from "./room/desk.js";
import { unfold } from "./room/fold.js";
import { Incoming } from "./room/incoming.js";
import { Line } from "./room/line.js";
import { Log } from "./room/log.js";
import { Pace } from "./room/pace.js";
import { counted, part } from "./room/parts.js";
import { Place } from "./room/place.js";
import { Seat } from "./room/seat.js";
import { Sending } from "./room/sending.js";
import { stayAwake } from "./room/session.js";
import { Status } from "./room/status.js";
import { Steps } from "./room/steps.js";

const HOPELESS = 3; // attempts without ever reaching the server, after which the plain form does the sending
const TOO_LONG = 1009; // the line was cut because of a frame longer than it takes

class CircleRoom extends HTMLElement {
  /** Stops every listener outside this element. */
  #left = new AbortController();
  /** @type {Line} */ #line = /** @type {any} */ (null);
  /** @type {Status} */ #status = /** @type {any} */ (null);
  /** @type {Announcer} */ #announcer = /** @type {any} */ (null);
  /** @type {Sending} */ #sending = /** @type {any} */ (null);
  /** @type {Composer} */ #composer = /** @type {any} */ (null);
  /** @type {Deeds} */ #deeds = /** @type {any} */ (null);
  /** @type {Seat} */ #seat = /** @type {any} */ (null);
  /** @type {Pace} */ #pace = /** @type {any} */ (null);
  /** @type {Steps | null} */ #steps = null;
  /** Signed out, or no longer in here. */
  #isOver = false;

  connectedCallback() {
    if (!("live" in this.dataset)) return; // an earlier page of the history
    const { signal } = this.#left;
    const hasWords = () => this.#hasWords;
    const place = new Place(this);
    const log = new Log(this, place);
    const list = part(this, "held");
    const status = (this.#status = new Status(this));
    const announcer = (this.#announcer = new Announcer(
      part(this, "announce") ?? document.createElement("div"),
      (count) => counted(this.#words("newMessages"), count, this.dataset.language),
    ));
    const sending = (this.#sending = new Sending({ room: this, place, log, announcer, send: (frame) => this.#line.send(frame) }));
    const seat = (this.#seat = new Seat(this));
    const pace = (this.#pace = new Pace(this, part(this, "staff") !== null));
    const asides = new Asides(this, hasWords);
    const desk = list && new Desk(this, list, (words) => announcer.note(words), signal);
    if (part(this, "step")) this.#steps = new Steps(this, (words) => status.tell(words));
    this.#composer = new Composer(this, (id) => log.quoteOf(id));
    const incoming = new Incoming({ room: this, log, sending, seat, pace, asides, desk, announcer, status });
    this.#line = this.#lineTo(incoming);
    this.#deeds = new Deeds(this.#line, hasWords, () => status.tell(this.#words("lost")));
    this.#listen();
    place.toEnd();
    status.show("connecting");
    this.#line.open();
  }

  disconnectedCallback() {
    this.#left.abort();
    for (const one of [this.#line, this.#status, this.#announcer, this.#sending, this.#pace, this.#seat]) one?.close();
  }

  #listen() {
    const { signal } = this.#left;
    for (const name of ["pass", "set-mode", "give-turn"]) part(this, name)?.addEventListener("submit", (event) => this.#deeds.steer(event));
    part(this, "form")?.addEventListener("submit", (event) => this.#submit(event));
    this.addEventListener("click", (event) => this.#clicked(event));
    part(this, "retry")?.addEventListener("click", () => this.#retry());
    part(this, "aloud")?.addEventListener("change", (event) => {
      this.#announcer.aloud = /** @type {any} */ (event.target).value;
    });
    part(this, "tools")?.removeAttribute("hidden");
    if (this.classList.contains("room--staff")) stayAwake(this, signal);
    document.addEventListener("visibilitychange", () => document.hidden || this.#check(), { signal });
    for (const name of ["online", "offline", "pageshow"]) window.addEventListener(name, () => this.#check(), { signal });
  }

  // --- The line --------------------------------------------------------------------------------------------

  /** @param {Incoming} incoming */
  #lineTo(incoming) {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    return new Line({
      url: `${scheme}://${location.host}/ws/rooms/?lang=${this.dataset.language}`,
      room: this.dataset.room ?? "",
      after: Number(this.dataset.after),
      listener: {
        joined: (joined) => this.#joined(joined),
        lost: (code) => this.#lost(code),
        ended: (why) => this.#ended(why),
        event: (event) => incoming.event(event),
        frame: (frame) => incoming.frame(frame),
      },
    });
  }

  /** @param {import("./room/line.js").Joined} joined */
  #joined(joined) {
    this.#status.show("connected");
    this.#seat.show(joined); // what this person may do can have changed since the page was made
    this.#sending.open();
  }

  /** @param {number} code */
  #lost(code) {
    this.#sending.lost(code === TOO_LONG);
    this.#status.showIfItLasts("lost");
  }

  /** @param {import("./room/line.js").Ending} why */
  #ended(why) {
    this.#isOver = true;
    this.#sending.stop();
    this.#status.show(why);
  }

  #check() {
    if (!this.#isOver) this.#line.check();
  }

  #retry() {
    this.#isOver = false;
    this.#status.show("connecting");
    this.#line.open();
  }

  // --- What somebody does ----------------------------------------------------------------------------------

  /** @param {SubmitEvent} event */
  #submit(event) {
    const { text, beside } = this.#composer;
    if (!text) return; // the plain form says what is wrong
    const isHopeless = !this.#line.wasEverOpen && this.#line.attempts >= HOPELESS && navigator.onLine;
    if (isHopeless && !this.#sending.isUnsent) return; // no sockets here: the plain form does it
    event.preventDefault();
    if (this.#pace.mustListen) return this.#status.tell(this.#words("notYourTurn"));
    // Signed out, or no longer in here: the words stay in the box. Sent by the form they would be lost on the way to another page.
    if (this.#isOver) return this.#announcer.note(this.#status.words);
    this.#sending.say(text, beside);
    this.#composer.clear();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest("button");
    const link = target?.closest("a");
    if (button) this.#pressed(event, button);
    else if (link && !this.#opened(event, link)) this.#follow(link);
  }

  /** @param {MouseEvent} event @param {HTMLButtonElement} button */
  #pressed(event, button) {
    const clientId = /** @type {HTMLElement | null} */ (button.closest("[data-client-id]"))?.dataset.clientId;
    if (clientId && "again" in button.dataset) this.#tryAgain(clientId);
    else if (clientId && "edit" in button.dataset) this.#composer.putBack(this.#sending.takeBack(clientId));
    else if (button.getAttribute("form") === "take-back") this.#deeds.takeBack(event, button);
    else if ("support" in button.dataset) this.#deeds.support(event, button);
  }

  /** @param {MouseEvent} event @param {HTMLAnchorElement} link @returns {boolean} whether it is done here, without leaving the page */
  #opened(event, link) {
    if (link.matches("[data-step]")) return this.#steps?.open(event, link) ?? false;
    if (link.matches("[data-unfold]")) void unfold(this, link);
    else if (link.matches("[data-insert]")) this.#composer.insert(link.textContent ?? "");
    else if (link.matches("[data-reply]")) this.#answer(idAt(link));
    else if (link.matches('[data-part="no-answer"]')) this.#answer("");
    else return false;
    event.preventDefault();
    return true;
  }

  /** @param {string} clientId */
  #tryAgain(clientId) {
    this.#sending.again(clientId);
    if (this.#isOver) this.#retry();
    this.#composer.focus(); // the button is gone
  }

  /** @param {string} id of a message, "" for everybody */
  #answer(id) {
    this.#composer.answer(id);
    this.#composer.focus();
  }

  /** A link out of here opens beside this page while something is not sent yet. @param {HTMLAnchorElement} link */
  #follow(link) {
    link.target = this.#hasWords ? "_blank" : "";
    link.rel = this.#hasWords ? "noopener" : "";
  }

  get #hasWords() {
    return Boolean(this.#composer?.text) || this.#sending.isUnsent;
  }

  /** @param {string} name of a text in the page */
  #words(name) {
    return this.dataset[name] ?? "";
  }
}

customElements.define("pop-circle-room", CircleRoom);
