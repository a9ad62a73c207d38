/**
 * Leaving POP at once (SG-28). Without this module the link alone does it: /leave/ ends the session and redirects.
 *
 * With it: the page is covered before anything else is done, from the moment on when a finger, a mouse or the third Shift
 * goes down, and once that is on the screen it is emptied and the network is asked; the history entry is replaced;
 * Shift three times within five seconds leaves too; what was kept on the device goes with it; and whoever presses Back
 * afterwards, in this tab, is sent away again before anything is drawn. That last part needs one mark in
 * sessionStorage, the neutral site's address and nothing else: it is gone with the tab, and when somebody comes back on
 * purpose. Where the network does not answer, a cookie `away=1` stays until the server has heard of it: the next
 * request ends the session before anything else (frontend.middleware.UnfinishedLeavingMiddleware).
 *
 * @module
 */

const MARK = "away";
const PRESSES = 3;
const WITHIN = 5000; // milliseconds, from the first Shift to the last
const ANSWER = 1500; // milliseconds for the server and the device's own stores, before we go anyway
const DRAWN = 100; // milliseconds until we go on where no frame is drawn, as in a window that lies behind another
const CLICK = 400; // milliseconds after letting go in which a browser says that it was a click
// A layer that is there beforehand, and no stylesheet needed: to show it changes one number, and nothing is laid out or
// painted again, however long the talk below.
const COVER = "position:fixed;inset:0;z-index:2147483647;will-change:opacity;opacity:0;pointer-events:none;display:grid;place-items:center;background:#fff;color:#444";

/** @returns {string | null} where somebody went who left POP in this tab before */
function wentTo() {
  try {
    return sessionStorage.getItem(MARK);
  } catch {
    return null; // storage is shut off: the link still works
  }
}

/** @param {string | null} url */
function remember(url) {
  try {
    url ? sessionStorage.setItem(MARK, url) : sessionStorage.removeItem(MARK);
  } catch {
    // as above
  }
}

/** Empty what pages of this site may have put on the device. Browsers that know Clear-Site-Data do it once more. */
function emptyStores() {
  for (const name of /** @type {const} */ (["sessionStorage", "localStorage"])) {
    try {
      window[name].clear();
    } catch {
      // as above
    }
  }
}

/** Tell the server's next answer to end the session, whatever becomes of this request. */
function leaveMark() {
  document.cookie = `${MARK}=1; path=/; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
}

/** @returns {boolean} whether this page was reached with Back or Forward */
function cameByHistory() {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return entry?.type === "back_forward";
}

/** @returns {HTMLElement} something neutral over everything, not to be seen or touched yet */
function makeCover() {
  const screen = document.createElement("div");
  screen.className = "leaving";
  screen.setAttribute("aria-hidden", "true");
  screen.style.cssText = COVER;
  (document.body ?? document.documentElement).append(screen);
  return screen;
}

/** Once the next frame is drawn, or nobody draws one, or the page itself goes. @returns {Promise<void>} */
function drawn() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve, 0));
    setTimeout(resolve, DRAWN);
    addEventListener("pagehide", () => resolve());
  });
}

/**
 * Take the kept help pages off this device: the worker stops, is signed off, and its copies are deleted.
 * @returns {Promise<void>}
 */
async function forgetKept() {
  const worker = navigator.serviceWorker;
  const registrations = worker ? await worker.getRegistrations() : [];
  for (const registration of registrations) {
    // It may be about to write: it must know first.
    for (const one of [registration.active, registration.waiting, registration.installing]) one?.postMessage({ end: true });
  }
  const names = "caches" in window ? await caches.keys() : [];
  await Promise.all([
    ...registrations.map((registration) => registration.unregister()),
    ...names.map((name) => caches.delete(name)),
  ]);
}

const HEARD = ["click", "keydown", "keyup", "pointerdown", "pointerup", "pointercancel", "submit"];

/** <pop-quick-exit data-to="https://…" data-press-again="… {count} …" data-leaving="…"><a href="/leave/">…</a></pop-quick-exit> */
class QuickExit extends HTMLElement {
  /** @type {number[]} */
  #presses = [];
  #left = false;
  #isAlone = true; // the Shift that is down: no other key went down with it
  #screen = makeCover();

  /** For other modules of the page: see above. */
  static forgetKept = forgetKept;

  connectedCallback() {
    this.#listen("addEventListener");
    this.dataset.covers = ""; // pop.css need not do it any more
  }

  disconnectedCallback() {
    this.#listen("removeEventListener");
  }

  /** @param {"addEventListener" | "removeEventListener"} how captured: no editor and no dialog may keep these to itself */
  #listen(how) {
    for (const kind of HEARD) document[how](kind, this, true);
    window[how]("pageshow", this);
  }

  /** @returns {number[]} when Shift was let go lately */
  get #recent() {
    return this.#presses.filter((then) => performance.now() - then < WITHIN);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const way = event.target instanceof Element ? event.target.closest("a[data-leave]") : null;
    if (event.type === "pointerdown") way && /** @type {PointerEvent} */ (event).button === 0 && this.#cover(true);
    else if (event.type === "pointercancel") this.#cover(false);
    else if (event.type === "pointerup") setTimeout(() => this.#cover(false), CLICK); // let go beside it
    else if (event instanceof KeyboardEvent) event.type === "keydown" ? this.#down(event) : this.#press(event);
    else if (event instanceof PageTransitionEvent) event.persisted && wentTo() && this.leave();
    else if (event.type === "submit") {
      if (/** @type {Element} */ (event.target).matches("[data-forget]")) void forgetKept(); // the browser goes on meanwhile
    } else if (way) {
      event.preventDefault();
      event.stopPropagation();
      void this.leave();
    }
  }

  /**
   * Before anything else, and as little as can be: until the next frame is drawn, nothing more is done.
   * @param {boolean} isShown
   */
  #cover(isShown) {
    if (this.#left) return;
    this.#screen.style.opacity = isShown ? "1" : "0";
    if (isShown && !this.#screen.isConnected) document.body.append(this.#screen); // another script wrote the page anew
  }

  /** @param {KeyboardEvent} event */
  #down(event) {
    if (event.repeat) return;
    this.#isAlone = event.key === "Shift";
    this.#cover(event.key === "Shift" && this.#recent.length === PRESSES - 1); // taken back by any other key
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key !== "Shift" || !this.#isAlone) {
      this.#presses = []; // somebody is typing capitals
      return;
    }
    this.#presses = [...this.#recent, performance.now()];
    const left = PRESSES - this.#presses.length;
    if (left <= 0) void this.leave();
    else this.#say((this.dataset.pressAgain ?? "").replace("{count}", String(left)));
  }

  /** @param {string} words for screen readers only */
  #say(words) {
    let status = this.querySelector("[role=status]");
    if (!status) {
      status = document.createElement("span");
      status.setAttribute("role", "status");
      status.className = "visually-hidden";
      this.append(status);
    }
    status.textContent = words;
  }

  async leave() {
    if (this.#left) return;
    this.#cover(true);
    this.#left = true;
    const screen = this.#screen;
    screen.style.pointerEvents = "auto";
    const door = this.querySelector("a")?.href ?? "/leave/";
    const to = this.dataset.to ?? door;
    document.title = this.dataset.leaving ?? "…";
    isLeaving = true;
    await drawn();
    screen.removeAttribute("aria-hidden");
    screen.setAttribute("role", "alert");
    screen.textContent = document.title;
    leaveMark();
    // What was typed goes with its fields, and a room hangs up when it is taken out of the page.
    document.body.replaceChildren(screen);
    const patience = new Promise((resolve) => setTimeout(resolve, ANSWER));
    await Promise.race([Promise.all([endSession(door), forgetKept().catch(() => {})]), patience]);
    emptyStores();
    remember(to); // after the answer, which makes the browser forget everything of this site
    location.replace(to);
  }
}

/**
 * Ask the server to end the session and the browser to forget this site, even when we have gone before the answer.
 * @param {string} door
 */
async function endSession(door) {
  try {
    await fetch(door, { redirect: "manual", cache: "no-store", keepalive: true });
  } catch {
    // no network: going is what counts, and the mark is set
  }
}

// Nothing in the page may ask "are you sure?". From the start: listeners of a window run in the order they came.
let isLeaving = false;
addEventListener("beforeunload", (event) => isLeaving && event.stopImmediatePropagation());

const away = wentTo();
if (away && cameByHistory()) location.replace(away);
else remember(null);
addEventListener("beforeinstallprompt", (event) => event.preventDefault()); // nobody is asked to install anything
customElements.define("pop-quick-exit", QuickExit);
