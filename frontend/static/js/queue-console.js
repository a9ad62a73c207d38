/**
 * <pop-queue-console>: the moderators' queue, live. The pages do all their work by plain links and forms; this keeps the
 * list up to date, opens what waits beside it, gives every button a letter, and holds a decision for some seconds in which
 * it can be taken back. Its parts know one thing each: queue/list.js the lines, queue/pane.js what is open, queue/held.js
 * decisions on their way, queue/rhythm.js when to look again, queue/keys.js letters, room/line.js the socket.
 *
 * The socket says nothing but "look again"; nothing is stored on the device.
 *
 * @module
 */

import { look, send } from "./queue/asking.js";
import { Held, UNDO_SECONDS } from "./queue/held.js";
import { letterOf, takesKeys, under } from "./queue/keys.js";
import { List } from "./queue/list.js";
import { decidingForm, lackedBy, Pane, wordsOf } from "./queue/pane.js";
import { Rhythm } from "./queue/rhythm.js";
import { Line } from "./room/line.js";
import { copyOf, counted, part } from "./room/parts.js";

const CALM = 3_000; // milliseconds a line may be gone before a word is said about it
const IS_ITEM = /\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/$/;
const PAGE = 25; // lines of one page

class QueueConsole extends HTMLElement {
  #left = new AbortController();
  /** @type {List | null} */ #list = null;
  /** @type {Pane} */ #pane = /** @type {any} */ (null);
  /** @type {Held} */ #held = /** @type {any} */ (null);
  /** @type {Rhythm | null} */ #rhythm = null;
  /** @type {Line | null} */ #line = null;
  /** What could not be sent, with its form. @type {import("./queue/held.js").Decision | null} */ #failed = null;
  /** The button last pressed: browsers of 2021 do not all say which one sent a form. @type {HTMLElement | null} */ #pressed = null;
  #search = location.search;
  #calm = 0;
  #opening = 0;
  /** Something is on its way that somebody asked for: letters wait for it. */
  #isBusy = false;
  #title = document.title;

  connectedCallback() {
    const list = part(this, "list");
    this.#list = list && new List(list);
    this.#pane = new Pane(/** @type {HTMLElement} */ (part(this, "pane")));
    this.#held = new Held({ sent: (decision) => this.#sent(decision), failed: (decision, page) => this.#notSent(decision, page) });
    this.#listen();
    this.#showKeys();
    for (const name of ["tools", "keys"]) part(this, name)?.removeAttribute("hidden");
    this.#showTitle();
    if (!this.dataset.room) return;
    this.#rhythm = new Rhythm(() => this.#look());
    this.#connect(this.dataset.room);
  }

  disconnectedCallback() {
    this.#left.abort();
    clearTimeout(this.#calm);
    this.#rhythm?.close();
    this.#line?.close();
  }

  #listen() {
    const { signal } = this.#left;
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("submit", (event) => void this.#submitted(event));
    part(this, "keys-form")?.addEventListener("change", () => this.#switchKeys());
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    document.addEventListener("visibilitychange", () => this.#rhythm?.seen(), { signal });
    window.addEventListener("pagehide", () => this.#held.leave(), { signal });
    window.addEventListener("popstate", () => this.#wentBack(), { signal });
    for (const name of ["online", "pageshow"]) window.addEventListener(name, () => this.#line?.check(), { signal });
  }

  // --- The line --------------------------------------------------------------------------------------------

  /** @param {string} room */
  #connect(room) {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.#line = new Line({
      url: `${scheme}://${location.host}/ws/rooms/?lang=${this.dataset.language}`,
      room,
      after: 0,
      listener: {
        joined: () => this.#connected(),
        lost: () => this.#lost(),
        ended: (why) => this.#ended(why),
        event: () => {},
        frame: (frame) => frame.type === "private" && frame.mark !== this.dataset.mark && this.#rhythm?.want(),
      },
    });
    this.#line.open();
  }

  #connected() {
    clearTimeout(this.#calm);
    this.#calm = 0;
    this.#rhythm?.poll(false);
    this.#unsay("lost");
  }

  #lost() {
    this.#rhythm?.poll(true);
    if (!this.#calm) this.#calm = window.setTimeout(() => this.#status(this.#say("lost")), CALM);
  }

  /** @param {import("./room/line.js").Ending} why */
  #ended(why) {
    clearTimeout(this.#calm);
    this.#rhythm?.poll(true);
    this.#status(this.#say(why));
    if (why === "signedOut" || why === "out") this.#putAway();
  }

  /** Whoever sits here may not see this any more (SEC-28). */
  #putAway() {
    this.#held.drop();
    this.#failed = null;
    this.#show("undo", false);
    this.#show("failed", false);
    this.#pane.clear();
    this.#list?.clear();
    this.#rhythm?.close();
    this.#line?.close();
    this.classList.remove("console--open");
  }

  // --- The list --------------------------------------------------------------------------------------------

  /** As the queue is now, for as many lines as are shown. */
  async #look() {
    const rows = this.#list?.rows().length ?? 0;
    const query = new URLSearchParams(this.#search || "?all=yes");
    if (rows > PAGE) query.set("rows", String(Math.ceil(rows / PAGE) * PAGE));
    const { page } = await look(`${this.dataset.queue}?${query}`).catch(() => ({ page: null }));
    if (page) this.#take(page, false);
  }

  /** @param {Document} page @param {boolean} isOther whether it is another list than the one shown */
  #take(page, isOther) {
    const fresh = /** @type {HTMLElement | null} */ (page.querySelector("pop-queue-console[data-room]"));
    const list = fresh && part(fresh, "list");
    if (!fresh || !list) return; // signed out, or no queue any more: the line says so
    const severe = Number(this.dataset.severe);
    for (const name of ["mark", "total", "severe"]) this.dataset[name] = fresh.dataset[name];
    if (isOther) this.#takeFilters(fresh);
    this.#takeNumbers(fresh);
    this.#list?.patch(list);
    if (this.#held.item) this.#list?.hold(this.#held.item, true);
    this.#heard(page);
    this.#showTitle();
    if (!isOther && Number(fresh.dataset.severe) > severe) this.#announce(this.#counted("saySevere", Number(fresh.dataset.severe)));
  }

  /** @param {HTMLElement} fresh */
  #takeNumbers(fresh) {
    for (const place of this.querySelectorAll("[data-live]")) {
      const newer = fresh.querySelector(`[data-live="${place.getAttribute("data-live")}"]`);
      if (!newer || place.contains(document.activeElement)) continue;
      const folded = [...place.querySelectorAll("details")].map((one) => one.open);
      [...newer.querySelectorAll("details")].forEach((one, index) => (one.open = folded[index] ?? one.open));
      if (!place.isEqualNode(newer)) place.replaceWith(document.adoptNode(newer));
    }
  }

  /** Which view and filters are chosen. @param {HTMLElement} fresh */
  #takeFilters(fresh) {
    const had = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.view : "";
    for (const where of [".views", '[data-part="filters"]']) {
      const newer = fresh.querySelector(where);
      const place = this.querySelector(where);
      if (newer && place && (where === ".views" || !place.contains(document.activeElement))) place.replaceWith(document.adoptNode(newer));
    }
    for (const name of ["lane", "kind"]) {
      const [field, newer] = [this, fresh].map((one) => one.querySelector(`[data-part="next"] [name="${name}"]`));
      if (field instanceof HTMLInputElement && newer) field.value = newer.getAttribute("value") ?? "";
    }
    if (had) /** @type {HTMLElement | null} */ (this.querySelector(`[data-view="${had}"]`))?.focus();
  }

  /** Another view, without leaving what is open. @param {string} search @param {boolean} [isBack] */
  async #go(search, isBack = false) {
    const { page } = await look(`${this.dataset.queue}${search || "?all=yes"}`).catch(() => ({ page: null }));
    if (!page) return this.#status(this.#say("sayNotSent"));
    this.#search = search;
    if (!isBack) history.pushState(null, "", search || location.pathname);
    this.#take(page, true);
    this.#announce(this.#counted("sayMore", this.#list?.rows().length ?? 0));
  }

  async #more() {
    const list = this.#list;
    if (!list?.more) return this.#announce(this.#say("sayEnd"));
    const { page } = await look(`${this.dataset.queue}${list.more}`).catch(() => ({ page: null }));
    const fresh = page?.querySelector('pop-queue-console [data-part="list"]');
    if (fresh) list.append(fresh);
    else this.#status(this.#say("sayNotSent"));
    this.#announce(this.#counted("sayMore", list.rows().length));
  }

  /** @param {number} step */
  #move(step) {
    if (!this.#list || this.#list.move(step)) return;
    if (step > 0) void this.#more();
  }

  // --- What is open ----------------------------------------------------------------------------------------

  /** @param {string} address of an item */
  async #open(address) {
    const turn = ++this.#opening;
    this.#isBusy = true;
    this.#unsay("sayUndone");
    this.#status(this.#say("sayLoading"));
    const { page } = await look(address).catch(() => ({ page: null }));
    if (turn !== this.#opening) return; // somebody was quicker than the line
    this.#isBusy = false;
    this.#unsay("sayLoading");
    const review = page?.querySelector('[data-part="review"]');
    if (!page || !review) return this.#announce(this.#say("sayNotLoaded"), true);
    if (!this.classList.contains("console--open") && isNarrow()) history.pushState({ item: true }, "");
    this.#showReview(review);
    this.#heard(page);
  }

  /** @param {Element} review @param {boolean} [restoring] */
  #showReview(review, restoring = false) {
    this.#pane.show(review, restoring);
    this.classList.add("console--open");
    this.#list?.show(this.#pane.item);
    this.#pane.focus();
  }

  #close() {
    if (this.classList.contains("console--alone")) return location.assign(this.dataset.queue ?? "");
    if (history.state?.item) return history.back(); // which closes it
    this.#closed();
  }

  #closed() {
    this.#opening++;
    this.#isBusy = false;
    this.#unsay("sayUndone");
    const item = this.#pane.item;
    this.#pane.close();
    this.classList.remove("console--open");
    this.#list?.show("");
    this.#list?.focus(item);
  }

  #wentBack() {
    if (this.classList.contains("console--open") && !history.state?.item && location.search === this.#search) this.#closed();
    else if (this.#list && location.search !== this.#search) void this.#go(location.search, true);
  }

  // --- Deciding --------------------------------------------------------------------------------------------

  /** @param {HTMLFormElement} form */
  #decide(form) {
    const review = this.#pane.review;
    if (!review) return;
    this.#unsay("sayUndone");
    const data = new FormData(form);
    const choice = String(data.get("decision") ?? "");
    const { item = "", name = "" } = review.dataset;
    const decision = { item, address: form.action, data, words: wordsOf(form, choice), name, review };
    this.#forgetFailed(item);
    // What is wrong the server says at once; what is severe is out of sight first.
    if (!choice || lackedBy(form, choice) || this.#goesAtOnce(choice)) return this.#sendNow(form, decision);
    this.#pane.take();
    this.#pane.forget(item);
    this.#held.hold(decision);
    this.#list?.hold(item, true);
    const words = this.#say("sayHeld").replace("{choice}", decision.words).replace("{seconds}", String(UNDO_SECONDS));
    this.#show("undo", true, `${words} ${name}`);
    this.#after(words);
  }

  /** @param {HTMLFormElement} form @param {import("./queue/held.js").Decision} decision */
  #sendNow(form, decision) {
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    this.#status(this.#say("saySending"));
    void this.#held.send(decision).finally(() => delete form.dataset.busy);
  }

  /** Decided: what to do next. @param {string} words */
  #after(words) {
    const card = copyOf(this, "after");
    const place = card.querySelector("[data-words]");
    if (place) place.textContent = words;
    this.#pane.say(card);
    this.#list?.show("");
    card.focus();
  }

  /** @param {import("./queue/held.js").Decision} decision */
  #sent(decision) {
    this.#pane.forget(decision.item);
    this.#list?.hold(decision.item, false);
    if (!this.#held.item) this.#show("undo", false);
    this.#unsay("saySending");
    const words = this.#say("saySent").replace("{choice}", decision.words);
    if (this.#pane.item === decision.item) {
      this.#pane.take(); // it went at once, and was open until now
      this.#after(words);
    } else this.#announce(words, !this.#list);
    void this.#rhythm?.now();
  }

  /** @param {import("./queue/held.js").Decision} decision @param {Document | null} page what the server says, if it said something */
  #notSent(decision, page) {
    this.#unsay("saySending");
    if (!this.#held.item) this.#show("undo", false);
    this.#list?.hold(decision.item, false);
    const review = page?.querySelector('[data-part="review"]');
    const why = [...(review?.querySelectorAll(".error-summary li") ?? [])].map((one) => one.textContent).join(" ");
    const said = why || page?.querySelector("main h1")?.textContent || this.#say("sayNotSent");
    const words = `${this.#say("sayNotDecided")} ${said}`;
    decision.review = review ? /** @type {HTMLElement} */ (document.adoptNode(review)) : withProblem(decision.review, words);
    const isHere = !this.#pane.review || this.#pane.item === decision.item;
    if (isHere) {
      this.#pane.take();
      this.#pane.forget(decision.item);
      this.#showReview(decision.review, true);
      return;
    }
    // Something else is open, and stays: a key meant for it must not decide about this.
    this.#failed = decision;
    this.#show("failed", true, `${decision.name} – ${words}`);
  }

  #undo() {
    const decision = this.#held.undo();
    if (!decision) return;
    this.#show("undo", false);
    this.#list?.hold(decision.item, false);
    this.#showReview(decision.review, true);
    this.#announce(this.#say("sayUndone"), true);
  }

  #reopen() {
    const decision = this.#failed;
    if (!decision) return;
    this.#forgetFailed(decision.item);
    this.#showReview(decision.review, true);
  }

  /** @param {string} item */
  #forgetFailed(item) {
    if (this.#failed?.item !== item) return;
    this.#failed = null;
    this.#show("failed", false);
  }

  // --- What somebody does ----------------------------------------------------------------------------------

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = event.target instanceof Element ? event.target : null;
    this.#pressed = target?.closest("button") ?? null;
    const deed = /** @type {HTMLElement | null} */ (target?.closest("[data-do]"))?.dataset.do;
    if (deed) this.#deed(deed);
    const link = target?.closest("a");
    if (!link || !this.#list || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    const href = link.getAttribute("href") ?? "";
    if (link.closest('[data-part="rows"] h2, .history')) void this.#open(href);
    else if (link.dataset.view) void this.#go(new URL(href, location.href).search);
    else if (link.rel === "next") void this.#more();
    else return;
    event.preventDefault();
  }

  /** @param {string} deed */
  #deed(deed) {
    if (deed === "undo") this.#undo();
    else if (deed === "reopen") this.#reopen();
    else if (deed === "next") void this.#next();
    else if (deed === "close") this.#close();
    else if (deed === "down") this.#move(1);
    else if (deed === "previous") this.#move(-1);
  }

  /** @param {SubmitEvent} event */
  async #submitted(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter ?? this.#pressed);
    if (form.dataset.part === "keys-form") return event.preventDefault();
    if (form.matches(".filters")) {
      event.preventDefault();
      const filled = [...new FormData(form)].filter(([, value]) => value !== "").map(([name, value]) => [name, String(value)]);
      return this.#go(`?${new URLSearchParams(filled)}`);
    }
    event.preventDefault();
    if (form.dataset.part === "decide") this.#decide(form);
    else if (form.dataset.part === "next") await this.#next();
    else await this.#post(form, button);
  }

  /** The next job, besides what can still be taken back. */
  async #next() {
    const form = /** @type {HTMLFormElement | null} */ (part(this, "next"));
    const besides = /** @type {HTMLInputElement | null} */ (form?.querySelector('[name="besides"]') ?? null);
    if (!form || !besides || form.dataset.busy) return;
    form.dataset.busy = "yes";
    this.#isBusy = true;
    const isDecided = await this.#held.arrived(); // what is not there yet would be given out again
    delete form.dataset.busy;
    this.#isBusy = false;
    if (!isDecided) return; // it is open again, or named: that comes first
    besides.value = this.#held.item;
    await this.#post(form, null);
  }

  /** A form sent beside the page; it leads to an item, or back to the list. @param {HTMLFormElement} form @param {HTMLButtonElement | null} button */
  async #post(form, button) {
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    this.#isBusy = true;
    const data = new FormData(form);
    if (button?.name) data.append(button.name, button.value);
    const answer = await send(form.action, data).catch(() => null);
    delete form.dataset.busy;
    this.#isBusy = false;
    const review = answer?.page?.querySelector('[data-part="review"]');
    if (review) return this.#showReview(review, true); // its words were asked for, and here they are
    if (!answer?.onward) return this.#announce(answer?.page?.querySelector("main h1")?.textContent ?? this.#say("sayNotSent"), true);
    if (IS_ITEM.test(answer.onward)) return this.#open(answer.onward);
    if (!this.#list || answer.onward !== this.dataset.queue) return location.assign(answer.onward);
    if (form.closest('[data-part="pane"]')) this.#closed();
    await this.#rhythm?.now();
  }

  // --- Keys ------------------------------------------------------------------------------------------------

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.defaultPrevented) return;
    const form = this.#pane.review && decidingForm(this.#pane.review);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form?.contains(/** @type {Node} */ (event.target))) {
      event.preventDefault();
      return this.#decide(form);
    }
    const letter = letterOf(event);
    if (!letter) return;
    if (letter === "Escape") return this.#escape(event);
    if (this.#isBusy && letter !== "z") return event.preventDefault(); // meant for what is not there yet
    if (this.dataset.keys === "off" || takesKeys(event.target) || (event.repeat && !"jk".includes(letter))) return;
    if (this.#press(letter)) event.preventDefault();
  }

  /** @param {string} letter @returns {boolean} whether there is something under it */
  #press(letter) {
    const place = under(this.#pane.place, letter) ?? under(this, letter);
    if (!place) return letter === "n" && (void this.#next(), true);
    if (place instanceof HTMLInputElement) this.#choose(place);
    else if (place.tagName === "SUMMARY") unfold(place);
    else if (place instanceof HTMLButtonElement) pressOrFill(place);
    return true;
  }

  /** @param {HTMLInputElement} choice */
  #choose(choice) {
    const form = /** @type {HTMLFormElement} */ (choice.form);
    choice.checked = true;
    const lacked = lackedBy(form, choice.value);
    const button = /** @type {HTMLElement | null} */ (form.querySelector("button"));
    // What cannot be taken back is not done by one letter.
    if (lacked) lacked.focus();
    else if (this.#goesAtOnce(choice.value)) button?.focus();
    else this.#decide(form);
  }

  /** @param {string} choice of what is open */
  #goesAtOnce(choice) {
    return (this.#pane.review?.dataset.atOnce ?? "").split(" ").includes(choice);
  }

  /** @param {KeyboardEvent} event */
  #escape(event) {
    const details = event.target instanceof Element ? event.target.closest("details[open]") : null;
    if (details instanceof HTMLDetailsElement && !this.#pane.place.contains(details)) {
      details.open = false;
      details.querySelector("summary")?.focus();
    } else if (this.classList.contains("console--open") || !this.#pane.place.hidden) this.#close();
    else if (takesKeys(event.target)) this.#list?.focus("");
    else return;
    event.preventDefault();
  }

  #showKeys() {
    this.classList.toggle("console--keys", this.dataset.keys !== "off");
  }

  /** On or off, here and as long as somebody is signed in. */
  #switchKeys() {
    const form = /** @type {HTMLFormElement} */ (part(this, "keys-form"));
    this.dataset.keys = /** @type {HTMLInputElement} */ (form.querySelector('[name="on"]')).checked ? "on" : "off";
    this.#showKeys();
    void send(form.action, new FormData(form)).catch(() => {}); // then it is so for this page alone
  }

  // --- What is said ----------------------------------------------------------------------------------------

  /** @param {string} name */
  #say(name) {
    return this.dataset[name] ?? "";
  }

  /** @param {string} name @param {number} count */
  #counted(name, count) {
    return counted(this.#say(name), count, this.dataset.language);
  }

  /** Messages of the server that came with a page. @param {Document} page */
  #heard(page) {
    const words = [...page.querySelectorAll('main > [role="status"] .notice')].map((one) => one.textContent?.trim()).join(" ");
    if (words) this.#announce(words, true);
  }

  /** For ears, and for eyes too where nothing else shows it. @param {string} words @param {boolean} [isSeen] */
  #announce(words, isSeen = false) {
    if (!words) return;
    if (isSeen) return this.#status(words); // a status: what is written there is read, too
    const place = part(this, "announce");
    const line = Object.assign(document.createElement("p"), { textContent: words, dir: "auto" });
    place?.append(line);
    while ((place?.childElementCount ?? 0) > 4) place?.firstElementChild?.remove();
  }

  /** That this is not so any more; anything else that was said since stays. @param {string} name */
  #unsay(name) {
    const place = part(this, "status");
    if (place?.textContent === this.#say(name)) place.textContent = "";
  }

  /** @param {string} words */
  #status(words) {
    const place = part(this, "status");
    if (!place || place.textContent === words) return;
    place.textContent = words;
  }

  /** @param {string} name @param {boolean} shown @param {string} [words] */
  #show(name, shown, words = "") {
    const place = part(this, name);
    const text = part(this, `${name}-text`);
    if (text) text.textContent = words;
    if (place) place.hidden = !shown;
  }

  #showTitle() {
    const severe = Number(this.dataset.severe ?? 0);
    document.title = severe ? `(${this.#counted("saySevereShort", severe)}) ${this.#title}` : this.#title;
  }
}

/** One pane at a time. */
function isNarrow() {
  return window.matchMedia?.("(max-width: 60rem)").matches ?? false;
}

/** @param {HTMLElement} summary */
function unfold(summary) {
  const details = /** @type {HTMLDetailsElement} */ (summary.closest("details"));
  details.open = true;
  /** @type {HTMLElement} */ (details.querySelector('select, input:not([type="hidden"])') ?? summary).focus();
}

/** A button whose list has nothing chosen leads there first. @param {HTMLButtonElement} button */
function pressOrFill(button) {
  const list = button.form?.querySelector("select");
  if (list && !list.value) list.focus();
  else button.click();
}

/** @param {HTMLElement} review @param {string} words */
function withProblem(review, words) {
  review.querySelector("[data-problem]")?.remove();
  const note = Object.assign(document.createElement("div"), { textContent: words, className: "error-summary", tabIndex: -1 });
  note.setAttribute("role", "alert");
  note.dataset.problem = "";
  const form = decidingForm(review);
  form?.prepend(note);
  return review;
}

customElements.define("pop-queue-console", QueueConsole);
