/** <print-page hidden>: a print button, shown only where it works. */
class PrintPage extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", () => window.print());
  }
}
customElements.define("print-page", PrintPage);
