/**
 * A form sent beside the page, so that nobody loses their place. Without the script the browser sends it itself.
 *
 * @module
 */

/**
 * @param {HTMLFormElement} form @param {HTMLElement | null} button which was pressed
 * @param {string} lost what to say when nobody answered, or somebody else than expected
 * @returns {Promise<string>} what is wrong, in words; "" for nothing.
 */
export async function sendQuietly(form, button, lost) {
  const body = new FormData(form);
  if (button instanceof HTMLButtonElement && button.name) body.append(button.name, button.value);
  const headers = { Accept: "application/json" };
  const answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null);
  const said = await answer?.json().catch(() => null); // a page instead of an answer: signed out, for one
  return answer?.ok && said ? "" : (said?.message ?? lost);
}
