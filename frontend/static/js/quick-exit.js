/**
 * Leaving POP at once (SG-28). Without this module the link alone does it: /leave/ ends the session and redirects.
 *
 * With it: the page is covered before anything is asked of the network; the history entry is replaced; Shift three
 * times within five seconds leaves too; and whoever presses Back afterwards, in this tab, is sent away again before
 * anything is drawn. That last part needs one mark in sessionStorage, the neutral site's address and nothing else: it is
 * gone with the tab, and when somebody comes back on purpose.
 *
 * @module
 */

const MARK = "away";
const PRESSES = 3;
const WITHIN = 5000; // milliseconds, from the first Shift to the last
const ANSWER = 1500; // milliseconds the server gets to end the session before we go anyway

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

/** @returns {boolean} whether this page was reached with Back or Forward */
function cameByHistory() {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return entry?.type === "back_forward";
}

/**
 * Hide everything at once and say something neutral.
 * @param {string} word
 */
function cover(word) {
  document.title = word;
  for (const child of document.body?.children ?? []) child.setAttribute("hidden", "");
  const screen = document.createElement("div");
  screen.className = "leaving";
  screen.setAttribute("role", "alert");
  screen.textContent = word;
  (document.body ?? document.documentElement).append(screen);
}

/** <pop-quick-exit data-to="https://…" data-press-again="… {count} …" data-leaving="…"><a href="/leave/">…</a></pop-quick-exit> */
class QuickExit extends HTMLElement {
  /** @type {number[]} */
  #presses = [];
  #left = false;

  connectedCallback() {
    document.addEventListener("click", this);
    document.addEventListener("keyup", this);
    addEventListener("pageshow", this);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this);
    document.removeEventListener("keyup", this);
    removeEventListener("pageshow", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event instanceof KeyboardEvent) this.#press(event);
    else if (event instanceof PageTransitionEvent) event.persisted && wentTo() && this.leave();
    else if (event.target instanceof Element && event.target.closest("a[data-leave]")) {
      event.preventDefault();
      this.leave();
    }
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key !== "Shift") {
      this.#presses = []; // somebody is typing capitals
      return;
    }
    const now = performance.now();
    this.#presses = [...this.#presses.filter((then) => now - then < WITHIN), now];
    const left = PRESSES - this.#presses.length;
    if (left <= 0) this.leave();
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
    this.#left = true;
    cover(this.dataset.leaving ?? "…");
    const door = this.querySelector("a")?.href ?? "/leave/";
    await endSession(door);
    const to = this.dataset.to ?? door;
    remember(to); // after the answer, which makes the browser forget everything of this site
    location.replace(to);
  }
}

/**
 * Ask the server to end the session and the browser to forget this site. Waits no longer than ANSWER.
 * @param {string} door
 */
async function endSession(door) {
  const patience = new AbortController(); // AbortSignal.timeout is younger than some browsers here
  const timer = setTimeout(() => patience.abort(), ANSWER);
  try {
    await fetch(door, { redirect: "manual", cache: "no-store", signal: patience.signal });
  } catch {
    // no network: going is what counts
  } finally {
    clearTimeout(timer);
  }
}

const away = wentTo();
if (away && cameByHistory()) location.replace(away);
else remember(null);
customElements.define("pop-quick-exit", QuickExit);
