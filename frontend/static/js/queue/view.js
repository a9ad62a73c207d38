/**
 * Which part of the queue is shown: one of its views, with its filters, for as many lines as somebody has asked for. Newer
 * pages are taken in where the old one stands, and nobody loses their place.
 *
 * @module
 */

import { part } from "../room/parts.js";
import { look } from "./asking.js";

const PAGE = 25; // lines of one page
const UNFILTERED = "?all=yes";

export class View {
  #element;
  #list;
  #voice;
  #search = location.search;

  /** @param {HTMLElement} element the console @param {import("./list.js").List} list @param {import("./voice.js").Voice} voice */
  constructor(element, list, voice) {
    this.#element = element;
    this.#list = list;
    this.#voice = voice;
  }

  /** Whether the browser's address still names what is shown. */
  get isHere() {
    return location.search === this.#search;
  }

  /** As the queue is now, for as many lines as are shown. */
  async look() {
    const rows = this.#list.rows().length;
    const query = new URLSearchParams(this.#search || UNFILTERED);
    if (rows > PAGE) query.set("rows", String(Math.ceil(rows / PAGE) * PAGE));
    const page = await this.#ask(`?${query}`);
    if (page) this.#take(page, false);
  }

  /** Another view, without leaving what is open. @param {string} search @param {boolean} [isBack] the browser has gone there already */
  async go(search, isBack = false) {
    const page = await this.#ask(search || UNFILTERED);
    if (!page) return this.#voice.status(this.#voice.words("sayNotSent"));
    this.#search = search;
    if (!isBack) history.pushState(null, "", search || location.pathname);
    this.#take(page, true);
    this.#countLines();
  }

  /** The lines that come after the last one. */
  async more() {
    const onward = this.#list.more;
    if (!onward) return this.#voice.aloud(this.#voice.words("sayEnd"));
    const page = await this.#ask(onward);
    const fresh = page?.querySelector('pop-queue-console [data-part="list"]');
    if (fresh) this.#list.append(fresh);
    else this.#voice.status(this.#voice.words("sayNotSent"));
    this.#countLines();
  }

  /** To the next line, or the one before; below the last one more are asked for. @param {number} step */
  move(step) {
    if (!this.#list.move(step) && step > 0) void this.more();
  }

  /** @param {string} search @returns {Promise<Document | null>} null when the line is lost */
  async #ask(search) {
    const answer = await look(`${this.#element.dataset.queue}${search}`).catch(() => null);
    return answer?.page ?? null;
  }

  #countLines() {
    this.#voice.aloud(this.#voice.counted("sayMore", this.#list.rows().length));
  }

  /** @param {Document} page @param {boolean} isOther whether it is another view than the one shown */
  #take(page, isOther) {
    const fresh = /** @type {HTMLElement | null} */ (page.querySelector("pop-queue-console[data-room]"));
    const list = fresh && part(fresh, "list");
    if (!fresh || !list) return; // signed out, or no queue any more: the line says so
    const [before, severe] = [this.#element, fresh].map((one) => Number(one.dataset.severe));
    for (const name of ["mark", "total", "severe"]) this.#element.dataset[name] = fresh.dataset[name];
    if (isOther) takeFilters(this.#element, fresh);
    takeNumbers(this.#element, fresh);
    this.#list.patch(list);
    this.#voice.passOn(page);
    this.#voice.title();
    if (!isOther && severe > before) this.#voice.aloud(this.#voice.counted("saySevere", severe));
  }
}

/** How much waits, wherever it stands; what somebody has unfolded stays so. @param {HTMLElement} element @param {HTMLElement} fresh */
function takeNumbers(element, fresh) {
  for (const place of element.querySelectorAll("[data-live]")) {
    const newer = fresh.querySelector(`[data-live="${place.getAttribute("data-live")}"]`);
    if (!newer || place.contains(document.activeElement)) continue;
    const folded = [...place.querySelectorAll("details")].map((one) => one.open);
    [...newer.querySelectorAll("details")].forEach((one, index) => (one.open = folded[index] ?? one.open));
    if (!place.isEqualNode(newer)) place.replaceWith(document.adoptNode(newer));
  }
}

/** Which view and filters are chosen, and what the next job is looked for in. @param {HTMLElement} element @param {HTMLElement} fresh */
function takeFilters(element, fresh) {
  const had = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.view : "";
  for (const where of [".views", '[data-part="filters"]']) {
    const newer = fresh.querySelector(where);
    const place = element.querySelector(where);
    if (newer && place && (where === ".views" || !place.contains(document.activeElement))) place.replaceWith(document.adoptNode(newer));
  }
  for (const name of ["lane", "kind"]) {
    const [field, newer] = [element, fresh].map((one) => one.querySelector(`[data-part="next"] [name="${name}"]`));
    if (field instanceof HTMLInputElement && newer) field.value = newer.getAttribute("value") ?? "";
  }
  if (had) /** @type {HTMLElement | null} */ (element.querySelector(`[data-view="${had}"]`))?.focus();
}
