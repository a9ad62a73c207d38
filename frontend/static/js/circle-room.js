/**
 * <pop-circle-room>: a circle's room, live. The page already shows the last messages and posts by a plain form; this keeps
 * it up to date and sends over the socket. Its parts know one thing each: room/line.js the connection, room/outbox.js what
 * is not sent yet, room/log.js and room/held.js what is on the screen, room/announcer.js what is read aloud.
 *
 * Nothing is stored on the device: what is not sent stays on the screen until it is, or until the page is left (SEC-55).
 *
 * @module
 */

import { Announcer } from "./room/announcer.js";
import { Asides } from "./room/aside.js";
import { careCard } from "./room/care.js";
import { Desk } from "./room/desk.js";
import { unfold } from "./room/fold.js";
import { Line } from "./room/line.js";
import { Log } from "./room/log.js";
import { Outbox } from "./room/outbox.js";
import { Pace } from "./room/pace.js";
import { counted, part } from "./room/parts.js";
import { SanctionCard } from "./room/sanction.js";
import { Steps } from "./room/steps.js";
import { showSession, stayAwake } from "./room/session.js";

const CALM = 3_000; // milliseconds a line may be gone before a word is said about it
const HOPELESS = 3; // attempts without ever reaching the server, after which the plain form does the sending

class CircleRoom extends HTMLElement {
  /** Stops every listener outside this element. */
  #left = new AbortController();
  /** @type {Line} */ #line = /** @type {any} */ (null);
  /** @type {Outbox} */ #outbox = /** @type {any} */ (null);
  /** @type {Log} */ #log = /** @type {any} */ (null);
  /** @type {Announcer} */ #announcer = /** @type {any} */ (null);
  /** @type {Desk | null} */ #desk = null;
  /** @type {Asides} */ #asides = /** @type {any} */ (null);
  /** @type {SanctionCard} */ #sanction = /** @type {any} */ (null);
  /** @type {Steps | null} */ #steps = null;
  /** @type {Pace} */ #pace = /** @type {any} */ (null);
  /** Own messages that a person reads first, by id. @type {Set<string>} */
  #waiting = new Set();
  /** Those of them somebody takes longer for. @type {Set<string>} */
  #longer = new Set();
  #calm = 0;
  #countdown = 0;
  #isOver = false;

  connectedCallback() {
    if (!("live" in this.dataset)) return; // an earlier page of the history
    const place = part(this, "announce") ?? document.createElement("div");
    this.#announcer = new Announcer(place, (count) => this.#say("newMessages", count));
    this.#log = new Log(this);
    this.#outbox = new Outbox(
      (clientId, text, more) => this.#line.send({ type: "post", client_id: clientId, text, ...more }),
      (entry) => this.#log.showPending(entry),
    );
    this.#pace = new Pace(this, part(this, "staff") !== null);
    this.#asides = new Asides(this, () => this.#hasWords);
    this.#sanction = new SanctionCard(this);
    if (part(this, "step")) this.#steps = new Steps(this, (words) => this.#tell(words));
    const list = part(this, "held");
    if (list) this.#desk = new Desk(this, list, (words) => this.#announcer.note(words), this.#left.signal);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.#line = new Line({
      url: `${scheme}://${location.host}/ws/rooms/?lang=${this.dataset.language}`,
      room: this.dataset.room ?? "",
      after: Number(this.dataset.after),
      listener: {
        joined: (joined) => this.#joined(joined),
        lost: (code) => this.#lost(code),
        ended: (why) => this.#ended(why),
        event: (event) => this.#event(event),
        frame: (frame) => this.#heard(frame),
      },
    });
    this.#listen();
    this.#log.toEnd();
    this.#status("connecting");
    this.#line.open();
  }

  disconnectedCallback() {
    this.#left.abort();
    clearTimeout(this.#calm);
    clearInterval(this.#countdown);
    this.#line?.close();
    this.#announcer?.close();
    this.#pace?.close();
    this.#sanction?.close();
  }

  #listen() {
    const { signal } = this.#left;
    for (const name of ["pass", "set-mode", "give-turn"]) part(this, name)?.addEventListener("submit", (event) => this.#steer(name, event));
    const form = part(this, "form");
    form?.addEventListener("submit", (event) => this.#submit(event));
    this.#field?.addEventListener("keydown", (event) => this.#typed(event));
    if (usesKeys()) part(this, "hint")?.removeAttribute("hidden");
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

  #check() {
    if (!this.#isOver) this.#line.check();
  }

  #retry() {
    this.#isOver = false;
    this.#status("connecting");
    this.#line.open();
  }

  /** @param {import("./room/line.js").Joined} joined */
  #joined(joined) {
    clearTimeout(this.#calm);
    this.#calm = 0;
    this.#status("connected");
    this.#seated(joined); // what this person may do can have changed since the page was made
    this.#outbox.open();
  }

  /** @param {{ may_write: boolean, is_staff: boolean, now?: string }} seat as it is now */
  #seated(seat) {
    this.#sanction.setClock(seat.now);
    this.#mayWrite(seat.may_write);
    const staff = part(this, "staff");
    if (staff) staff.hidden = !seat.is_staff;
  }

  /** @param {boolean} may */
  #mayWrite(may) {
    const form = part(this, "form");
    if (form) form.hidden = !may;
    const readOnly = part(this, "read-only");
    if (readOnly) readOnly.hidden = may || this.#sanction.isThere;
  }

  /** The session that is on, or was until a moment ago. @param {import("./room/session.js").Session | undefined} session */
  #showSession(session) {
    showSession(this, session);
    if (session) this.#mayWrite(session.may_write);
  }

  /** @param {number} code */
  #lost(code) {
    if (code === 1009) this.#outbox.refused("", this.dataset.tooLong ?? ""); // sent again it would cut the line again
    this.#outbox.close();
    // Lines break and come back all the time; only what lasts is worth a word.
    if (!this.#calm) this.#calm = window.setTimeout(() => this.#status("lost"), CALM);
  }

  /** @param {import("./room/line.js").Ending} why */
  #ended(why) {
    clearTimeout(this.#calm);
    this.#calm = 0;
    this.#isOver = true;
    this.#outbox.stop();
    this.#status(why);
  }

  /** @param {string} state */
  #status(state) {
    const line = part(this, "status");
    const words = this.dataset[state] ?? "";
    if (line && line.textContent !== words) line.textContent = words; // writing it again would read it again
    const retry = part(this, "retry");
    if (retry) retry.hidden = state === "connecting" || state === "connected";
  }

  /** For eyes and for ears. @param {string} words */
  #tell(words) {
    const line = part(this, "status");
    if (line) line.textContent = words; // a status: what is written there is read, too
  }

  // --- What comes ------------------------------------------------------------------------------------------

  /** @param {import("./room/line.js").RoomEvent} event */
  #event(event) {
    if (event.message) this.#happened(event.message, event.at);
    if (event.support) this.#log.showSupport(event.support);
    if (event.pace) this.#announcer.note(this.#pace.show(event.pace));
  }

  /** @param {import("./room/log.js").Message} message @param {string} at */
  #happened(message, at) {
    const isNew = this.#log.show(message, at);
    for (const entry of this.#outbox.said()) if (entry.id === message.id) this.#settled(entry.clientId);
    if (!isNew || this.#log.isHidden(message)) return;
    this.#desk?.heard(message.author?.id ?? "");
    if (!this.#log.isMine(message)) this.#announcer.said(this.#log.nameIn(message), this.#log.wordsOf(message));
    else if (this.#waiting.delete(message.id)) this.#announcer.note(this.#say("sayShown"));
  }

  /** @param {import("./room/line.js").Frame} frame */
  #heard(frame) {
    if (frame.type === "private") this.#showPrivate(/** @type {any} */ (frame));
    else if (frame.type === "seat") this.#seated(/** @type {any} */ (frame));
    else if (frame.type === "ack" && frame.client_id) this.#acknowledged(/** @type {any} */ (frame));
    else if (frame.type === "ack" && frame.kind) this.#log.showGiven(frame.id, frame.kind, frame.given);
    else if (frame.type === "error") this.#refused(/** @type {any} */ (frame));
  }

  /** @param {{ client_id: string, id: string, status: string }} ack */
  #acknowledged(ack) {
    if (!this.#outbox.acknowledged(ack.client_id, ack.id)) return;
    // What is published comes as an event, in its place; until then its words stay where they are.
    if (ack.status !== "published" || this.#log.has(ack.id)) this.#settled(ack.client_id);
    if (ack.status === "held") this.#announcer.note(this.#say("sayWaits"));
  }

  /** @param {import("./room/log.js").Own} own */
  #waits(own) {
    this.#waiting.add(own.id);
    if (own.longer && !this.#longer.has(own.id)) this.#announcer.note(this.#say("sayLonger"));
    if (own.longer) this.#longer.add(own.id);
  }

  /** @param {string} clientId */
  #settled(clientId) {
    this.#outbox.remove(clientId);
    this.#log.removePending(clientId);
  }

  /** @param {{ client_id?: string, id?: string, code: string, message: string, fields?: Record<string, string[]>, retry_after?: number }} error */
  #refused(error) {
    if (error.code === "too_fast") return this.#slowDown(error.retry_after ?? 1);
    const why = Object.values(error.fields ?? {}).flat().join(" ") || error.message;
    if (error.client_id && this.#outbox.refused(error.client_id, why)) this.#announcer.note(`${this.#say("sayUnsent")} ${why}`);
    else if (!error.client_id) this.#tell(why);
  }

  /** @param {number} seconds */
  #slowDown(seconds) {
    this.#outbox.wait(seconds);
    clearInterval(this.#countdown);
    this.#countdown = window.setInterval(() => {
      const counting = this.#outbox.waiting().filter((entry) => entry.until);
      for (const entry of counting) this.#log.showPending(entry);
      if (!counting.length) clearInterval(this.#countdown);
    }, 1000);
  }

  /** @param {{ mine?: import("./room/log.js").Own[], help?: import("./room/care.js").Care, session?: import("./room/session.js").Session,
   *   sanction?: import("./room/sanction.js").Sanction, unnamed?: import("./room/log.js").Unnamed[], hidden?: { mute?: string[], block?: string[] }, opening?: { is_open: boolean, text: string } } & import("./room/desk.js").DeskFrame & import("./room/aside.js").AsideFrame} frame
   *   a whole snapshot: what is not in it is not there */
  #showPrivate({ mine = [], help, session, sanction, unnamed = [], hidden = {}, opening, aside, asides, may_offer, ...desk }) {
    this.#announcer.note(this.#asides.show({ aside, asides, may_offer }));
    this.#showOpening(opening);
    this.#log.showHidden(hidden);
    this.#log.showUnnamed(unnamed);
    this.#log.showOwn(mine);
    for (const own of mine) {
      this.#settled(own.client_id);
      if (own.status === "held") this.#waits(own);
      else if (this.#waiting.delete(own.id)) this.#announcer.note(this.#say("sayNotShown"));
    }
    this.#showSanction(sanction);
    this.#showSession(session);
    part(this, "help")?.replaceChildren(...(help ? [careCard(this, help)] : []));
    this.#desk?.show(desk);
  }

  /** The staff have said that this person does not write for now, or that is over. What is typed stays. @param {import("./room/sanction.js").Sanction} [sanction] */
  #showSanction(sanction) {
    const change = this.#sanction.show(sanction);
    if (change) this.#announcer.note(this.#say(change === "began" ? "sayMuted" : "sayFree"));
    const isHidden = part(this, "form")?.hidden ?? true;
    this.#mayWrite(!isHidden && !sanction);
  }

  /** Hours or a break began or ended while the page is open. @param {{ is_open: boolean, text: string }} [opening] */
  #showOpening(opening) {
    const place = part(this, "opening");
    const isOpen = opening?.is_open ?? true;
    if (!place || String(isOpen) === place.dataset.open) return;
    place.dataset.open = String(isOpen);
    place.className = isOpen ? "opening" : "opening notice";
    place.textContent = opening?.text ?? "";
    if (opening) this.#announcer.note(opening.text);
  }

  // --- What somebody does ----------------------------------------------------------------------------------

  /** @returns {HTMLTextAreaElement | null} */
  get #field() {
    return this.querySelector('[data-part="form"] textarea');
  }

  /** @param {string} name @returns {HTMLInputElement | null} a field beside the words */
  #box(name) {
    return this.querySelector(`[data-part="form"] [name="${name}"]`);
  }

  /** What goes with the words. @returns {import("./room/outbox.js").More} */
  get #beside() {
    const replyTo = this.#box("reply_to")?.value;
    return { ...(replyTo ? { reply_to: replyTo } : {}), ...(this.#box("anonymous")?.checked ? { anonymous: true } : {}) };
  }

  /** What is written next answers this message; "" for none. @param {string} id */
  #answer(id) {
    const box = this.#box("reply_to");
    if (box) box.value = id;
    const bar = part(this, "answer");
    if (bar) bar.hidden = !id;
    const answered = part(this, "answered");
    if (answered) answered.textContent = id ? (this.dataset.youAnswer ?? "").replace("{name}", this.#log.quoteOf(id)) : "";
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    const field = this.#field;
    const text = field?.value.trim();
    if (!field || !text) return; // the plain form says what is wrong
    const isHopeless = !this.#line.wasEverOpen && this.#line.attempts >= HOPELESS && navigator.onLine;
    if (isHopeless && !this.#outbox.unsent.length) return; // no sockets here: the plain form does it
    event.preventDefault();
    if (this.#pace.mustListen) return this.#tell(this.#say("notYourTurn"));
    // Signed out, or no longer in here: the words stay in the box. Sent by the form they would be lost on the way to another page.
    if (this.#isOver) return this.#announcer.note(part(this, "status")?.textContent ?? "");
    this.#outbox.add(text, this.#beside);
    field.value = "";
    this.#answer("");
    const unnamed = this.#box("anonymous");
    if (unnamed) unnamed.checked = false;
    field.focus();
  }

  /** How people talk, changed over the line: nothing typed is lost with the page. @param {string} name @param {SubmitEvent} event */
  #steer(name, event) {
    const values = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (event.target)));
    /** @type {Record<string, import("./room/line.js").Frame>} */
    const frames = {
      pass: { type: "pass" },
      "set-mode": { type: "mode", mode: values.mode },
      "give-turn": { type: "turn", persona: values.persona, minutes: Number(values.minutes) },
    };
    if (this.#line.send(frames[name])) event.preventDefault();
  }

  /** Enter sends, where there are keys; Shift and Enter begin a new line. @param {KeyboardEvent} event */
  #typed(event) {
    const isWriting = event.isComposing || event.keyCode === 229; // choosing a character, in many scripts
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || isWriting) return;
    if (!usesKeys() || !this.#field?.value.trim()) return;
    event.preventDefault();
    // requestSubmit is younger than some Safaris; a press of the button is the same.
    part(this, "form")?.querySelector("button")?.click();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest("button");
    const clientId = /** @type {HTMLElement | null} */ (target?.closest("[data-client-id]"))?.dataset.clientId;
    if (button && clientId && "again" in button.dataset) this.#tryAgain(clientId);
    else if (button && clientId && "edit" in button.dataset) this.#edit(clientId);
    else if (button?.getAttribute("form") === "take-back") this.#takeBack(event, button);
    else if (button && "support" in button.dataset) this.#support(event, button);
    else if (target?.closest("a[data-step]") && this.#steps?.open(event, /** @type {HTMLAnchorElement} */ (target.closest("a")))) return;
    else if (target?.closest("a[data-unfold]")) this.#unfold(event, /** @type {HTMLAnchorElement} */ (target.closest("a")));
    else if (target?.closest("[data-insert]")) this.#insert(event, target.closest("[data-insert]")?.textContent ?? "");
    else if (target?.closest("[data-reply]")) this.#startAnswer(event, /** @type {HTMLElement} */ (target));
    else if (target?.closest('[data-part="no-answer"]')) this.#stopAnswer(event);
    else this.#follow(target?.closest("a") ?? null);
  }

  /** @param {string} clientId */
  #tryAgain(clientId) {
    this.#outbox.again(clientId);
    if (this.#isOver) this.#retry();
    this.#field?.focus(); // the button is gone
  }

  /** Back into the box, before what is in it. @param {string} clientId */
  #edit(clientId) {
    const field = this.#field;
    const entry = this.#outbox.entry(clientId);
    if (!field || !entry) return;
    field.value = field.value ? `${entry.text}\n${field.value}` : entry.text;
    this.#settled(clientId);
    field.focus();
  }

  /** By the line, so that nothing typed is lost with the page. @param {Event} event @param {HTMLElement} button */
  #takeBack(event, button) {
    const id = /** @type {HTMLElement | null} */ (button.closest("[data-id]"))?.dataset.id;
    if (id && this.#line.send({ type: "retract", id })) event.preventDefault();
    else if (this.#hasWords) {
      event.preventDefault();
      this.#announcer.note(this.#say("lost"));
    }
  }

  /** A prepared sentence, after what is written already: sent by whoever reads it again. @param {Event} event @param {string} words */
  #insert(event, words) {
    const field = this.#field;
    if (!field) return;
    event.preventDefault();
    field.value = [field.value, words].filter(Boolean).join(" ");
    field.focus();
  }

  /** @param {Event} event @param {HTMLAnchorElement} link */
  #unfold(event, link) {
    event.preventDefault();
    unfold(this, link);
  }

  /** @param {Event} event @param {HTMLButtonElement} button */
  #support(event, button) {
    const id = /** @type {HTMLElement | null} */ (button.closest("[data-id]"))?.dataset.id;
    const given = button.getAttribute("aria-pressed") !== "true";
    if (id && this.#line.send({ type: "react", id, kind: button.value, given })) event.preventDefault();
    else if (this.#hasWords) {
      event.preventDefault();
      this.#tell(this.#say("lost"));
    }
  }

  /** @param {Event} event @param {HTMLElement} target */
  #startAnswer(event, target) {
    event.preventDefault();
    this.#answer(/** @type {HTMLElement | null} */ (target.closest("[data-id]"))?.dataset.id ?? "");
    this.#field?.focus();
  }

  /** @param {Event} event */
  #stopAnswer(event) {
    event.preventDefault();
    this.#answer("");
    this.#field?.focus();
  }

  get #hasWords() {
    return Boolean(this.#field?.value.trim() || this.#outbox.unsent.length);
  }

  /** A link out of here opens beside this page while something is not sent yet. @param {HTMLAnchorElement | null} link */
  #follow(link) {
    if (!link) return;
    link.target = this.#hasWords ? "_blank" : "";
    link.rel = this.#hasWords ? "noopener" : "";
  }

  /** @param {string} name of a text in the page @param {number} [count] */
  #say(name, count) {
    const words = this.dataset[name] ?? "";
    return count === undefined ? words : counted(words, count, this.dataset.language);
  }
}

/** Whether Enter is a key here and not a place on a touch screen, where a new line is what people expect of it. */
function usesKeys() {
  return window.matchMedia?.("(any-pointer: fine)").matches ?? false;
}

customElements.define("pop-circle-room", CircleRoom);
