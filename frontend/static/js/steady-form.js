/**
 * Forms that survive a lost line: what was written stays in the form until the server has said that it has it.
 *
 * `<steady-form>` stands inside a form (components/steady.html). The form is then sent beside the page; only an answer
 * changes the page. Without this module the browser sends the form itself. Nothing is kept on the device (SEC-55): the
 * words are where they were typed, and gone with the page.
 *
 * Every filling of a form has a word of its own, which goes along each time it is sent, so that the server does what was
 * asked once, even if its first answer was lost on the way (frontend/steady.py).
 *
 * @module
 */

const PATIENCE = 60000; // milliseconds; a slow line is not a lost one

/** @returns {string} 128 random bits; crypto.randomUUID is too young and asks for https */
export function word() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {string} method
 * @param {string} url
 * @param {Record<string, string>} headers
 * @param {FormData | null} data
 * @returns {Promise<XMLHttpRequest>} with a document in `response`. Rejects when the line is lost.
 */
export function ask(method, url, headers, data) {
  // XMLHttpRequest, because it makes a document of the answer by itself: no HTML passes through our hands as a string.
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.responseType = "document";
    request.timeout = PATIENCE;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    for (const lost of ["error", "timeout", "abort"]) request.addEventListener(lost, () => reject(new Error(lost)));
    request.addEventListener("load", () => resolve(request));
    request.send(data);
  });
}

/** <steady-form data-not-sent="…" data-signed-out="…" data-sending="…" data-again="…" data-sign-in="/account/login/"></steady-form> */
export class SteadyForm extends HTMLElement {
  #word = word();
  #sending = false;
  /** @type {HTMLFormElement | null} */
  #form = null;
  /** @type {HTMLButtonElement | null} the button that was pressed: its name and value belong to what is sent */
  #pressed = null;

  connectedCallback() {
    this.#form = this.closest("form");
    this.#form?.addEventListener("submit", this);
    this.#form?.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.#form?.removeEventListener("submit", this);
    this.#form?.removeEventListener("click", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "click") {
      // event.submitter is younger than some browsers here
      this.#pressed = event.target instanceof Element ? event.target.closest("button") : null;
    } else if (!event.defaultPrevented && this.#form) {
      event.preventDefault();
      this.#send(this.#form);
    }
  }

  /** @param {HTMLFormElement} form */
  async #send(form) {
    if (this.#sending) return;
    this.#sending = true;
    this.#say(this.dataset.sending ?? "", false);
    try {
      let answer = await this.#post(form);
      if (answer.status === 403 && (await this.#newToken(form))) answer = await this.#post(form);
      this.#take(answer);
    } catch {
      this.#say(this.dataset.notSent ?? "", true);
    }
    this.#sending = false;
  }

  /** @param {HTMLFormElement} form */
  #post(form) {
    const data = new FormData(form);
    if (this.#pressed?.name) data.append(this.#pressed.name, this.#pressed.value);
    return ask("POST", form.action, { "X-Steady": this.#word }, data);
  }

  /**
   * Somebody signed in again in another tab: this form's token is an old one.
   * @param {HTMLFormElement} form
   * @returns {Promise<boolean>} whether there was a new one
   */
  async #newToken(form) {
    const page = await ask("GET", location.href, {}, null);
    const [old, fresh] = [form, page.response].map((where) => {
      /** @type {HTMLInputElement | null} */
      const field = where?.querySelector("input[name=csrfmiddlewaretoken]");
      return field;
    });
    if (!old || !fresh || page.responseURL !== location.href.split("#")[0]) return false;
    old.value = fresh.value;
    return true;
  }

  /** @param {XMLHttpRequest} answer */
  #take(answer) {
    const onward = answer.getResponseHeader("X-Go-To");
    const signIn = this.dataset.signIn ?? "";
    if (onward && signIn && new URL(onward, location.href).pathname === signIn && location.pathname !== signIn) {
      this.#say(this.dataset.signedOut ?? "", true);
    } else if (onward) {
      location.assign(onward);
    } else if (answer.status < 400 || (answer.status < 500 && answer.response?.querySelector("main form steady-form"))) {
      this.#show(answer.response);
    } else {
      const why = answer.response?.querySelector("main h1")?.textContent ?? "";
      this.#say(`${this.dataset.notSent ?? ""} ${why}`.trim(), true);
    }
  }

  /**
   * A page came back, often the same with what is wrong in it: it takes this one's place.
   * @param {Document | null} page
   */
  #show(page) {
    const there = page?.querySelector("main");
    if (!page || !there) {
      this.#say(this.dataset.notSent ?? "", true);
      return;
    }
    document.title = page.title;
    for (const part of ["nav.nav", "main"]) {
      const fresh = page.querySelector(part);
      if (fresh) document.querySelector(part)?.replaceWith(document.adoptNode(fresh));
    }
    /** @type {NodeListOf<HTMLScriptElement>} */
    const scripts = page.querySelectorAll("script[type=module][src]");
    for (const script of scripts) import(script.src).catch(() => {}); // without them the page works as without JavaScript
    /** @type {HTMLElement | null} */
    const first = there.querySelector(".error-summary") ?? there.querySelector("[aria-invalid=true]");
    (first ?? there).focus();
    (first ?? there).scrollIntoView();
  }

  /**
   * @param {string} words at the button
   * @param {boolean} lost whether the form was not sent
   */
  #say(words, lost) {
    const note = document.createElement("p");
    note.textContent = words;
    note.className = lost ? "notice notice--error" : "muted";
    note.setAttribute("role", lost ? "alert" : "status");
    this.replaceChildren(note);
    if (!lost) return;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button button--quiet";
    again.textContent = this.dataset.again ?? "";
    again.addEventListener("click", (event) => {
      event.stopPropagation(); // the button that was pressed first still counts
      if (this.#form) this.#send(this.#form);
    });
    this.append(again);
  }
}

customElements.define("steady-form", SteadyForm);
