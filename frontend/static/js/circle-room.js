/**
 * A circle's room, live. The page already shows the last messages and posts by a plain form; this keeps it up to date
 * and sends over the socket. The words on the wire: docs/realtime-protocol.md.
 *
 * Nothing is stored on the device: what is not sent stays on the screen until it is, or until the page is left (SEC-55).
 *
 * @module
 */

const PING = 25_000; // milliseconds between pings; the server lets go of who says nothing for 90 s
const PATIENCE = 10_000; // for the answer to a ping
const LONGEST_WAIT = 30_000; // between two attempts to connect

/** Closings after which trying again is no use: what to say instead. */
const FINAL = { 4401: "signedOut", 4404: "out", 4429: "many", 4400: "out" };

/**
 * @typedef {{ id: string, status: string, text?: string, flag?: string,
 *   author?: { id: string | null, name: string, facilitator: boolean } }} Message
 * @typedef {{ id: string, client_id: string, status: string, text: string, at: string }} Own
 * @typedef {{ id: string, author: { name: string }, text: string, at: string, care: boolean, reasons: string[], decide: string }} Held
 * @typedef {{ text: string, item: HTMLElement, refused: boolean }} Pending
 */

class CircleRoom extends HTMLElement {
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {Map<string, Pending>} what was not acknowledged yet, by client id, in the order it was written */
  #pending = new Map();
  #seq = 0;
  #attempts = 0;
  #joined = false;
  #timer = 0;
  #alarm = 0;

  connectedCallback() {
    if (!("live" in this.dataset)) return; // an earlier page of the history
    this.#seq = Number(this.dataset.after);
    this.#form?.addEventListener("submit", (event) => this.#submit(event));
    this.addEventListener("submit", (event) => this.#decide(event));
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry());
    window.addEventListener("online", () => this.#hurry());
    for (const time of this.querySelectorAll("time")) this.#localTime(time, time.dateTime);
    this.#toEnd();
    this.#connect();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    clearTimeout(this.#alarm);
    this.#socket?.close();
  }

  // --- The line --------------------------------------------------------------------------------------------

  #connect() {
    clearTimeout(this.#timer);
    this.#joined = false;
    this.#say("connecting");
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/ws/rooms/?lang=${this.dataset.language}`);
    this.#socket = socket;
    socket.addEventListener("message", (event) => socket === this.#socket && this.#receive(JSON.parse(event.data)));
    socket.addEventListener("close", (event) => socket === this.#socket && this.#closed(event.code));
  }

  /** @param {number} code */
  #closed(code) {
    clearTimeout(this.#alarm);
    clearTimeout(this.#timer);
    this.#socket = null;
    this.#joined = false;
    if (code in FINAL) {
      this.#say(FINAL[/** @type {keyof typeof FINAL} */ (code)]);
      for (const pending of this.#pending.values()) this.#refuse(pending, "");
      return;
    }
    this.#say("lost");
    for (const pending of this.#pending.values()) if (!pending.refused) this.#mark(pending, "willSend");
    const wait = Math.min(LONGEST_WAIT, 500 * 2 ** this.#attempts++) * (0.5 + Math.random());
    this.#timer = window.setTimeout(() => this.#connect(), wait);
  }

  /** Somebody looks again, or the network is back: do not let them wait for the next attempt. */
  #hurry() {
    if (this.#timer && !this.#socket) this.#connect();
  }

  /** @param {object} frame */
  #send(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  /** Ask for a sign of life now and then; a line that is dead without knowing it is cut. */
  #watch() {
    clearTimeout(this.#alarm);
    this.#alarm = window.setTimeout(() => {
      this.#send({ type: "ping" });
      const socket = this.#socket;
      this.#alarm = window.setTimeout(() => {
        if (socket !== this.#socket) return;
        socket?.close();
        this.#closed(1006);
      }, PATIENCE);
    }, PING);
  }

  /** @param {any} frame */
  #receive(frame) {
    this.#watch();
    switch (frame.type) {
      case "hello":
        this.#join();
        break;
      case "joined":
        this.#seq = Math.min(this.#seq, frame.seq);
        this.#joined = true;
        this.#attempts = 0;
        this.#say("connected");
        for (const [id, pending] of this.#pending) if (!pending.refused) this.#post(id, pending);
        break;
      case "event":
        this.#happened(frame);
        break;
      case "private":
        this.#showPrivate(frame);
        break;
      case "ack":
        if (frame.client_id) this.#acknowledged(frame);
        break;
      case "error":
        this.#refused(frame);
    }
  }

  #join() {
    this.#send({ type: "join", room: this.dataset.room, after: this.#seq });
  }

  /** @param {{ seq: number, kind: string, at: string, message?: Message }} event */
  #happened(event) {
    if (event.seq <= this.#seq) return; // seen before
    if (event.seq > this.#seq + 1) return this.#join(); // a gap: ask for everything after what we have
    this.#seq = event.seq;
    if (event.message) this.#show(event.message, event.at);
  }

  // --- Saying something ------------------------------------------------------------------------------------

  /** @param {SubmitEvent} event */
  #submit(event) {
    const field = /** @type {HTMLTextAreaElement} */ (this.#form?.elements.namedItem("text"));
    const text = field.value.trim();
    if (!text || (!this.#joined && !this.#timer && !this.#socket)) return; // the plain form does it, and says what is wrong
    event.preventDefault();
    const item = this.#from("pending");
    const pending = { text, item, refused: false };
    const id = crypto.randomUUID();
    this.#text(item, ".say__text", text);
    item.querySelector("[data-again]")?.addEventListener("click", () => this.#post(id, pending));
    item.querySelector("[data-edit]")?.addEventListener("click", () => {
      this.#pending.delete(id);
      item.remove();
      field.value = field.value ? `${text}\n${field.value}` : text;
      field.focus();
    });
    this.#part("pending")?.append(item);
    this.#pending.set(id, pending);
    field.value = "";
    field.focus();
    if (this.#joined) this.#post(id, pending);
    else this.#mark(pending, "willSend");
    this.#toEnd();
  }

  /** @param {string} id @param {Pending} pending */
  #post(id, pending) {
    if (!this.#joined) return this.#mark(pending, "willSend");
    pending.refused = false;
    this.#mark(pending, "sending");
    this.#send({ type: "post", room: this.dataset.room, client_id: id, text: pending.text });
  }

  /** @param {{ client_id: string }} ack */
  #acknowledged(ack) {
    this.#pending.get(ack.client_id)?.item.remove();
    this.#pending.delete(ack.client_id);
  }

  /** @param {{ client_id?: string, code: string, message: string, fields?: Record<string, string[]>, retry_after?: number }} error */
  #refused(error) {
    if (error.code === "too_fast" && error.retry_after) {
      // Which frame it was does not matter: what is not acknowledged is sent again, under the same name.
      window.setTimeout(() => {
        for (const [id, pending] of this.#pending) if (!pending.refused) this.#post(id, pending);
      }, error.retry_after * 1000);
    }
    const pending = error.client_id ? this.#pending.get(error.client_id) : undefined;
    if (!pending) return;
    if (error.code === "too_fast") this.#mark(pending, "willSend");
    else this.#refuse(pending, Object.values(error.fields ?? {}).flat().join(" ") || error.message);
  }

  /** @param {Pending} pending @param {string} why */
  #refuse(pending, why) {
    pending.refused = true;
    this.#mark(pending, "notSent", why);
  }

  /** @param {Pending} pending @param {string} state @param {string} [why] */
  #mark(pending, state, why = "") {
    const failed = state === "notSent";
    pending.item.classList.toggle("say--failed", failed);
    this.#text(pending.item, "[data-state]", this.dataset[state] ?? "");
    this.#text(pending.item, "[data-why]", why);
    for (const name of ["again", "edit"]) {
      const button = pending.item.querySelector(`[data-${name}]`);
      if (button instanceof HTMLElement) button.hidden = !failed;
    }
  }

  // --- Showing what is there -------------------------------------------------------------------------------

  /** @param {Message} message @param {string} at */
  #show(message, at) {
    const list = this.#part("says");
    const known = list?.querySelector(`[data-id="${CSS.escape(message.id)}"]`);
    const stays = this.#isAtEnd();
    const item = message.status === "published" ? this.#saying(message, at) : this.#gone(message, known);
    if (!item) return;
    item.dataset.id = message.id;
    known ? known.replaceWith(item) : list?.append(item);
    this.#part("empty")?.remove();
    if (stays) this.#toEnd();
  }

  /** @param {Message} message @param {string} at */
  #saying(message, at) {
    const item = this.#from("message");
    const mine = message.author?.id === this.dataset.me;
    item.classList.toggle("say--mine", mine);
    item.classList.toggle("say--facilitator", message.author?.facilitator ?? false);
    this.#text(item, ".say__name", message.author?.name || this.dataset.left || "");
    this.#text(item, ".say__text", message.text ?? "");
    this.#localTime(item.querySelector("time"), at);
    this.#reveal(item, "[data-facilitator]", message.author?.facilitator ?? false);
    this.#reveal(item, "[data-flag]", !mine);
    this.#reveal(item, "[data-take-back]", mine);
    this.#takeBack(item, message.id);
    item.querySelector("[data-flag]")?.setAttribute("href", message.flag ?? "");
    return item;
  }

  /** @param {Message} message @param {Element | null | undefined} known */
  #gone(message, known) {
    if (!known) return null; // never shown here: there is nothing to take away
    const item = document.createElement("li");
    item.className = "say";
    item.append(this.#from(message.status === "retracted" ? "retracted" : "removed"));
    return item;
  }

  /** @param {{ mine?: Own[], held?: Held[], help?: any }} frame a whole snapshot: what is not in it is not there */
  #showPrivate(frame) {
    this.#part("mine")?.replaceChildren(...(frame.mine ?? []).map((own) => this.#own(own)));
    this.#part("help")?.replaceChildren(...(frame.help ? [this.#help(frame.help)] : []));
    const list = this.#part("held");
    if (list) this.#showHeld(list, frame.held ?? []);
    for (const own of frame.mine ?? []) this.#acknowledged(own);
  }

  /** @param {Own} own */
  #own(own) {
    const item = this.#from(own.status === "held" ? "own-held" : "own-removed");
    item.dataset.id = own.id;
    this.#text(item, ".say__text", own.text);
    this.#takeBack(item, own.id);
    return item;
  }

  /** Items somebody is working on keep their place and what was typed into them. @param {HTMLElement} list @param {Held[]} held */
  #showHeld(list, held) {
    const there = new Map([...list.children].map((item) => [/** @type {HTMLElement} */ (item).dataset.id, item]));
    list.replaceChildren(...held.map((one) => there.get(one.id) ?? this.#held(one)));
    const none = this.#part("none-held");
    if (none) none.hidden = held.length > 0;
  }

  /** @param {Held} one */
  #held(one) {
    const item = this.#from("held");
    item.dataset.id = one.id;
    item.classList.toggle("held--care", one.care);
    this.#text(item, "strong", one.author.name || this.dataset.left || "");
    this.#text(item, ".say__text", one.text);
    this.#reveal(item, "[data-care]", one.care);
    this.#localTime(item.querySelector("time"), one.at);
    item.querySelector(".held__reasons")?.replaceChildren(...one.reasons.map((reason) => {
      const line = document.createElement("li");
      line.textContent = reason;
      return line;
    }));
    item.querySelector("form")?.setAttribute("action", one.decide);
    return item;
  }

  /** @param {any} help */
  #help(help) {
    const card = this.#from("help");
    this.#text(card, "[data-label]", help.label);
    this.#text(card, "h2", help.title);
    this.#text(card, "[data-text]", help.text);
    card.querySelector("ul")?.replaceChildren(...help.services.map((/** @type {any} */ service) => {
      const line = document.createElement("li");
      line.append(this.#link(service.url, service.name, "auto"), " ");
      if (service.number) line.append(this.#link(service.href, service.number, "ltr"));
      return line;
    }));
    this.#text(card, "[data-help]", help.help_label);
    card.querySelector("[data-help]")?.setAttribute("href", help.help_url);
    return card;
  }

  /** A facilitator's decision, without leaving the room. @param {SubmitEvent} event */
  async #decide(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!("decide" in form.dataset)) return;
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    const problem = /** @type {HTMLElement} */ (form.querySelector(".held__problem"));
    problem.hidden = true;
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
    if (answer?.ok) return; // the room itself says what has become of it
    const said = await answer?.json().catch(() => null);
    problem.textContent = said?.message ?? this.dataset.notSent ?? "";
    problem.hidden = false;
  }

  // --- Small things ----------------------------------------------------------------------------------------

  /** @returns {HTMLFormElement | null} */
  get #form() {
    return this.querySelector('[data-part="form"]');
  }

  /** @param {string} name @returns {HTMLElement | null} */
  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  /** @param {string} name @returns {HTMLElement} */
  #from(name) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector(`[data-template="${name}"]`));
    return /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
  }

  /** @param {string} status */
  #say(status) {
    const line = this.#part("status");
    if (line) line.textContent = this.dataset[status] ?? "";
  }

  /** @param {Element} item @param {string} where @param {string} text */
  #text(item, where, text) {
    const place = item.querySelector(where);
    if (place) place.textContent = text;
  }

  /** @param {Element} item @param {string} where @param {boolean} shown */
  #reveal(item, where, shown) {
    const place = item.querySelector(where);
    if (place instanceof HTMLElement) place.hidden = !shown;
  }

  /** @param {Element} item @param {string} id */
  #takeBack(item, id) {
    const [, circle] = /\/([0-9a-f-]{36})\/messages\//.exec(this.dataset.takeBack ?? "") ?? [];
    const address = (this.dataset.takeBack ?? "").replace(`/messages/${circle}/`, `/messages/${id}/`);
    item.querySelector("[data-take-back]")?.setAttribute("formaction", address);
  }

  /** @param {string} href @param {string} text @param {string} dir */
  #link(href, text, dir) {
    const link = document.createElement("a");
    Object.assign(link, { href, textContent: text, dir });
    return link;
  }

  /** @param {HTMLTimeElement | null} time @param {string} at */
  #localTime(time, at) {
    const moment = new Date(at);
    if (!time || Number.isNaN(moment.getTime())) return;
    time.dateTime = at;
    time.textContent = moment.toLocaleString(this.dataset.language, { dateStyle: "short", timeStyle: "short" });
  }

  #isAtEnd() {
    const list = this.#part("says");
    return !list || list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  }

  #toEnd() {
    const list = this.#part("says");
    if (list) list.scrollTop = list.scrollHeight;
  }
}

customElements.define("pop-circle-room", CircleRoom);
