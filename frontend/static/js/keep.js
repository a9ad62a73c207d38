/**
 * Keeping a country's help page on the device, and taking it off again (SG-33, SG-36, SEC-55).
 *
 * Off until somebody asks for it. Asking starts the worker (js/worker.js, at /worker.js), which fetches the page and
 * what it is drawn with, without cookies. One page at a time is kept: the next takes its place. Without JavaScript, and
 * in browsers without workers, nothing of this is shown.
 *
 * @module
 */

const WORKER = "/worker.js";
const RECORD = "/kept"; // where the worker notes what it keeps
const FRESH = 20 * 60 * 60 * 1000; // milliseconds after which a visit fetches the copy anew
const PATIENCE = 60_000; // milliseconds for a slow line

/**
 * @typedef {{ page: string, name: string, on: string }} Kept what is kept: its address, the country's name, since when
 */

/** @returns {boolean} whether this browser can keep anything */
function canKeep() {
  return "serviceWorker" in navigator && "caches" in window && window.isSecureContext;
}

/** @returns {Promise<Kept | null>} */
async function whatIsKept() {
  const record = await caches.match(RECORD);
  return record ? record.json() : null;
}

/** @returns {string} the worker's address, in the form Trusted Types want it where there are any */
function trustedAddress() {
  const types = /** @type {any} */ (window).trustedTypes;
  if (!types) return WORKER;
  policy ??= types.createPolicy("pop-worker", {
    /** @param {string} address */
    createScriptURL(address) {
      if (address !== WORKER) throw new TypeError("Not the worker's address");
      return address;
    },
  });
  return policy.createScriptURL(WORKER);
}
/** @type {any} */
let policy;

/**
 * Start the worker, or find it running, and let it keep a page.
 * @param {string} page
 * @param {string} name
 */
async function keep(page, name) {
  const registration = await navigator.serviceWorker.register(trustedAddress(), { scope: "/", updateViaCache: "none" });
  const worker = await running(registration);
  const { port1, port2 } = new MessageChannel();
  let timer = 0;
  const isKept = await new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data.kept);
    timer = setTimeout(() => resolve(false), PATIENCE);
    worker.postMessage({ keep: page, name }, [port2]);
  });
  clearTimeout(timer);
  port1.close();
  if (!isKept) throw new Error("not kept");
}

/**
 * Not `navigator.serviceWorker.ready`: that one stays with the first worker a page ever had.
 * @param {ServiceWorkerRegistration} registration
 * @returns {Promise<ServiceWorker>}
 */
function running(registration) {
  return new Promise((resolve, reject) => {
    const look = () => {
      const next = registration.installing ?? registration.waiting;
      if (registration.active) resolve(registration.active);
      else if (next) next.onstatechange = look;
      else reject(new Error("no worker"));
    };
    look();
  });
}

/** @returns {Promise<void>} */
async function remove() {
  const frame = /** @type {any} */ (await customElements.whenDefined("pop-quick-exit"));
  await frame.forgetKept();
}

/**
 * <pop-keep data-page="/help/ke/" data-name="Kenya" hidden> on the page that can be kept; without `data-page` anywhere
 * else, to show and remove what is kept. Parts inside: [data-when="free|kept|other|empty"], [data-what], buttons with
 * [data-do="no|keep|remove"], [role=status] with data-busy, data-done, data-gone, data-failed.
 */
class Keep extends HTMLElement {
  connectedCallback() {
    if (!canKeep()) return;
    this.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button) void this.#do(button);
    });
    void this.#show().then((kept) => this.#refresh(kept));
  }

  /** @returns {Promise<Kept | null>} what is kept, after showing it */
  async #show() {
    const kept = await whatIsKept();
    const page = this.dataset.page;
    const isHere = Boolean(kept) && (!page || kept?.page === page);
    const parts = { free: Boolean(page) && !isHere, kept: isHere, other: Boolean(kept) && !isHere, empty: !kept };
    for (const [name, shown] of Object.entries(parts)) {
      for (const part of this.querySelectorAll(`[data-when="${name}"]`)) part.toggleAttribute("hidden", !shown);
    }
    if (kept) {
      const day = new Date(kept.on).toLocaleDateString(document.documentElement.lang || undefined, { dateStyle: "long" });
      for (const part of this.querySelectorAll("[data-what]")) part.textContent = `${kept.name} · ${day}`;
    }
    this.hidden = false;
    return kept;
  }

  /**
   * Whoever visits a kept page online gets a new copy of it, at most once a day.
   * @param {Kept | null} kept
   */
  async #refresh(kept) {
    const page = this.dataset.page;
    if (!kept || !page || kept.page !== page || !navigator.onLine || Date.now() - Date.parse(kept.on) < FRESH) return;
    try {
      await keep(page, this.dataset.name ?? "");
      await this.#show();
    } catch {
      await this.#show(); // the older copy stays, with its date; or the server wants nothing kept any more
    }
  }

  /** @param {HTMLButtonElement} button */
  async #do(button) {
    const wanted = button.dataset.do;
    if (wanted === "no") {
      const details = button.closest("details");
      if (details) details.open = false;
      details?.querySelector("summary")?.focus();
      return;
    }
    const status = /** @type {HTMLElement | null} */ (this.querySelector("[role=status]"));
    const say = (/** @type {string} */ word) => status && (status.textContent = status.dataset[word] ?? "");
    button.disabled = true;
    try {
      if (wanted === "keep") {
        say("busy");
        await keep(this.dataset.page ?? "", this.dataset.name ?? "");
        say("done");
        for (const details of this.querySelectorAll("details")) details.open = false;
      } else if (wanted === "remove") {
        await remove();
        say("gone");
      }
    } catch {
      if (wanted === "keep" && !(await whatIsKept())) await remove().catch(() => {}); // no worker without its pages
      say("failed");
    }
    button.disabled = false;
    await this.#show();
    if (button.closest("[hidden]") && status) status.focus(); // the button that was pressed is gone
  }
}

customElements.define("pop-keep", Keep);
