/**
 * <pass-key data-ceremony="add | show | sign-in">: runs a passkey ceremony for the form inside and sends it.
 *
 * "add" and "show" find the server's options as JSON inside the element; "sign-in" fetches them from
 * data-options-url when the button is pressed. Texts for trouble stand in the page, translated, and are uncovered.
 */
class PassKey extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.run().catch(() => this.say("failed"));
    });
  }

  get form() {
    return this.querySelector("form");
  }

  async run() {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return this.say("unsupported");
    this.say("");
    const options = await this.options();
    const credential = this.dataset.ceremony === "add" ? await this.create(options) : await this.get(options);
    if (!(credential instanceof PublicKeyCredential)) return this.say("failed");
    const field = this.form?.elements.namedItem("credential");
    if (field instanceof HTMLInputElement) field.value = JSON.stringify(credential.toJSON());
    this.form?.submit();
  }

  /** @returns {Promise<any>} */
  async options() {
    if (this.dataset.ceremony !== "sign-in") {
      const data = JSON.parse(this.querySelector("script[type='application/json']")?.textContent ?? "{}");
      return (data.creation_options ?? data.request_options).publicKey;
    }
    const answer = await fetch(this.dataset.optionsUrl ?? "", { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options.publicKey;
  }

  /** @param {any} options */
  async create(options) {
    const alone = this.form?.elements.namedItem("passwordless");
    const passwordless = alone instanceof HTMLInputElement && alone.checked;
    options.authenticatorSelection = {
      ...options.authenticatorSelection,
      residentKey: passwordless ? "required" : "discouraged",
      requireResidentKey: passwordless,
      ...(passwordless ? { userVerification: "required" } : {}),
    };
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }

  /** @param {any} options */
  async get(options) {
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  }

  /** @param {string} which the trouble to show; "" for none */
  say(which) {
    for (const text of this.querySelectorAll("[data-trouble]")) {
      if (text instanceof HTMLElement) text.hidden = text.dataset.trouble !== which;
    }
  }
}
customElements.define("pass-key", PassKey);
