/**
 * <name-ideas data-field="id_name">: picks a suggested name into the field without a round trip, so that a passphrase
 * typed already stays. Without JavaScript the same buttons submit the form.
 */
class NameIdeas extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button[name=use_name]") : null;
      const field = document.getElementById(this.dataset.field ?? "");
      if (!(button instanceof HTMLButtonElement) || !(field instanceof HTMLInputElement)) return;
      event.preventDefault();
      field.value = button.value;
      field.focus();
    });
  }
}
customElements.define("name-ideas", NameIdeas);
