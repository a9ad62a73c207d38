/**
 * The worker behind "Keep on this phone" (SG-33, SEC-55). The server puts one line before this file:
 * `self.KEEPING = { version: "…", on: true, files: "/static/" };`
 *
 * It keeps one country's help page, its offline page, and what these two are drawn with; fetched without cookies, and
 * only when the server says that they are for everybody. It answers two things and nothing else: a page that could not
 * be loaded (never one of the parts where people are signed in), and the files of pages it answered itself. Everything
 * else goes past it to the network.
 *
 * A new version fetches what was kept anew before it takes over. With `on: false` it deletes everything and signs off.
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const KEEPING = /** @type {{ version: string, on: boolean, files: string }} */ (/** @type {any} */ (self).KEEPING);
const CACHE = `kept-${KEEPING.version}`;
const RECORD = "/kept";
const COUNTRY = /^(\/[a-z]{2})?\/help\/[a-z]{2}\/$/;
// Where people are signed in, and doors for machines: never answered, not even without a network.
const PRIVATE = /^(\/[a-z]{2})?\/(account|circles|moderation|cms|graphql|demo|leave|documents|media|static|ws|worker\.js|healthz|readyz)(\/|$)/;
const SLOW = 10_000; // milliseconds after which a kept page is shown instead of waiting on
const KNOWS_CLIENTS = typeof FetchEvent !== "undefined" && "resultingClientId" in FetchEvent.prototype;

/** @type {Set<string>} pages this worker answered itself, by client id: only their files are answered too */
const answered = new Set();
let ended = false;

/** The server says that nothing is to be kept any more. */
class Gone extends Error {}

worker.addEventListener("install", (event) => {
  worker.skipWaiting();
  if (KEEPING.on) event.waitUntil(renew());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(KEEPING.on ? tidy() : end());
});

worker.addEventListener("message", (event) => {
  if (event.data.end) event.waitUntil(end());
  else if (event.data.keep) event.waitUntil(answer(event));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (!KEEPING.on || ended || request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (request.mode === "navigate") {
    if (!PRIVATE.test(url.pathname)) event.respondWith(page(event, url));
  } else if (url.pathname.startsWith(KEEPING.files)) {
    if (answered.has(event.clientId)) event.respondWith(file(request));
    // Browsers before 2023 (Safari) do not say which page a file is for: the network first, then.
    else if (!KNOWS_CLIENTS) event.respondWith(fetch(request).catch(() => file(request)));
  }
});

// --- Keeping ---------------------------------------------------------------------------------------------------

/** @param {ExtendableMessageEvent} event */
async function answer(event) {
  ended = false; // removed a moment ago, and asked for again
  try {
    await keep(event.data.keep, event.data.name);
    event.ports[0]?.postMessage({ kept: true });
  } catch (error) {
    if (error instanceof Gone) await end();
    event.ports[0]?.postMessage({ kept: false });
  }
}

/**
 * Fetch a country's two pages with all they need, then put them in the place of what was kept before.
 * @param {string} country
 * @param {unknown} name
 */
async function keep(country, name) {
  if (!COUNTRY.test(country)) throw new TypeError("Not a country's help page");
  /** @type {Map<string, Response>} */
  const found = new Map();
  for (const part of ["kept", "offline"]) await collect(new URL(`${country}${part}/`, worker.location.origin), found);
  const record = { page: country, name: String(name), on: new Date().toISOString() };
  found.set(new URL(RECORD, worker.location.origin).href, new Response(JSON.stringify(record)));
  if (ended) return;
  const cache = await caches.open(CACHE);
  await Promise.all([...found].map(([address, response]) => cache.put(address, response)));
  for (const request of await cache.keys()) if (!found.has(request.url)) await cache.delete(request);
  if (ended) await caches.delete(CACHE);
}

/**
 * One page or file, and every file of the site it names.
 * @param {URL} url
 * @param {Map<string, Response>} found
 * @returns {Promise<void>}
 */
async function collect(url, found) {
  if (found.has(url.href) || ended) return;
  const response = await fetch(url.href, { credentials: "omit", cache: "no-store", redirect: "error" });
  if (response.status === 410 || response.status === 404) throw new Gone();
  const isFile = url.pathname.startsWith(KEEPING.files);
  // Pages: only what the server itself calls good for everybody (a session's pages are "no-store").
  if (!response.ok || (!isFile && !/\bpublic\b/.test(response.headers.get("Cache-Control") ?? ""))) {
    throw new Error("Not to be kept");
  }
  found.set(url.href, response.clone());
  const kind = response.headers.get("Content-Type") ?? "";
  if (!/html|javascript|css/.test(kind)) return;
  const text = await response.text();
  const names = kind.includes("html")
    ? text.matchAll(/(?:href|src)="([^"#?]+)/g)
    : kind.includes("css")
      ? text.matchAll(/url\(["']?([^"')#?]+)/g)
      : text.matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g);
  for (const [, named] of names) {
    const next = new URL(named, url);
    if (next.origin === worker.location.origin && next.pathname.startsWith(KEEPING.files)) await collect(next, found);
  }
}

/** Before this version takes over: fetch what an older one kept. No network: this version waits for another day. */
async function renew() {
  const response = await caches.match(RECORD);
  if (!response || (await caches.has(CACHE))) return;
  const { page: country, name } = await response.json();
  try {
    await keep(country, name);
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
  }
}

async function tidy() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
}

/** Delete everything and sign off. */
async function end() {
  ended = true;
  for (const name of await caches.keys()) await caches.delete(name);
  await worker.registration.unregister();
}

// --- Answering -------------------------------------------------------------------------------------------------

/**
 * The network's page; the kept one, or the offline page, when there is no network.
 * @param {FetchEvent} event
 * @param {URL} url
 * @returns {Promise<Response>}
 */
async function page(event, url) {
  const record = await caches.match(RECORD);
  const kept = record ? await record.json() : null;
  const isKept = kept !== null && (url.pathname === kept.page || url.pathname === `${kept.page}kept/`);
  const network = fetch(event.request);
  try {
    const response = await (isKept ? Promise.race([network, late()]) : network);
    if (isKept && response.status === 410) event.waitUntil(end());
    return response;
  } catch (error) {
    network.catch(() => {}); // when it was only slow
    const copy = kept && (await caches.match(`${kept.page}${isKept ? "kept" : "offline"}/`, { ignoreVary: true }));
    if (!copy || ended) throw error;
    answered.add(event.resultingClientId);
    return copy;
  }
}

/** @param {Request} request @returns {Promise<Response>} */
async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** @returns {Promise<never>} */
function late() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("slow")), SLOW));
}
