/**
 * An XMLHttpRequest for tests: they read what was asked, and say what the server answers.
 *
 *     server.answer = (request) => ({ html: "<main>…</main>" });   // a page
 *     server.answer = (request) => ({ onward: "/moderation/" });   // it is done, and goes on there
 *     server.answer = (request) => null;                           // the line is lost
 */

export const server = {
  /** Everything that was asked, in order. @type {any[]} */
  asked: [],
  /** @type {(request: any) => any} may be a promise: the answer takes its time */
  answer: () => ({ onward: "/" }),
  /** What was sent. */
  get sent() {
    return server.asked.filter((one) => one.method === "POST");
  },
};

globalThis.XMLHttpRequest = class extends EventTarget {
  /** @type {Record<string, string>} */
  headers = {};

  /** @param {string} method @param {string} url */
  open(method, url) {
    Object.assign(this, { method, url });
  }

  /** @param {string} name @param {string} value */
  setRequestHeader(name, value) {
    this.headers[name] = value;
  }

  /** @param {string} name */
  getResponseHeader(name) {
    return name === "X-Go-To" ? this.onward : null;
  }

  /** @param {FormData | null} data */
  send(data) {
    this.data = data ? Object.fromEntries(data) : null;
    server.asked.push(this);
    void Promise.resolve(server.answer(this)).then((said) => this.#answered(said));
  }

  /** @param {any} said */
  #answered(said) {
    if (!said) return this.dispatchEvent(new Event("error"));
    this.status = said.status ?? 200;
    this.onward = said.onward ?? null;
    this.response = said.page ?? (said.html ? new window.DOMParser().parseFromString(said.html, "text/html") : null);
    this.dispatchEvent(new Event("load"));
  }
};
