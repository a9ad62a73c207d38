/**
 * A form sent and a page asked beside this one, so that nobody loses their place. Without the script the browser does it.
 *
 * @module
 */

/**
 * @param {HTMLFormElement} form @param {HTMLElement | null} button which was pressed
 * @param {string} lost what to say when nobody answered, or somebody else than expected
 * @returns {Promise<string | null>} what is wrong, in words; "" for nothing. null: it was pressed twice, and is on its way.
 */
export async function sendQuietly(form, button, lost) {
  if (form.dataset.busy) return null;
  form.dataset.busy = "yes";
  const body = new FormData(form);
  if (button instanceof HTMLButtonElement && button.name) body.append(button.name, button.value);
  const headers = { Accept: "application/json" };
  const answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null);
  const said = await answer?.json().catch(() => null); // a page instead of an answer: signed out, for one
  delete form.dataset.busy;
  return answer?.ok && said ? "" : (said?.message ?? lost);
}

/** @param {string} address @returns {Promise<any>} what is said there; null when nobody answered, or it was refused */
export async function askQuietly(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  const said = await answer?.json().catch(() => null);
  return answer?.ok ? said : null;
}
