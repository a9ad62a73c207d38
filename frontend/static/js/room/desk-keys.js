/**
 * One key for each decision. By their place on the keyboard, so that they are the same in every language. They work at a
 * message that waits and nowhere else, never while somebody writes, and can be switched off (WCAG 2.1.4).
 *
 * @module
 */

/** @param {KeyboardEvent} event @returns {string} "0" to "9", or "" */
function digitOf({ code, altKey, ctrlKey, metaKey, shiftKey, repeat, isComposing }) {
  if (altKey || ctrlKey || metaKey || shiftKey || repeat || isComposing) return "";
  return /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1] ?? "";
}

const WRITTEN_IN = 'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable]:not([contenteditable="false"])';

/** Whether what is pressed there is written, or chooses something. @param {EventTarget | null} place */
function takesKeys(place) {
  return place instanceof Element && place.closest(WRITTEN_IN) !== null;
}

/**
 * @param {import("./held.js").HeldQueue} queue @param {() => boolean} areOn
 * @param {AbortSignal} signal ends it
 */
export function listenForKeys(queue, areOn, signal) {
  document.addEventListener(
    "keydown",
    (event) => {
      const digit = digitOf(event);
      if (!digit || event.defaultPrevented || !areOn() || takesKeys(event.target)) return;
      const done = digit === "0" ? (queue.toFirst(), true) : press(queue.itemAt(), digit);
      if (done) event.preventDefault();
    },
    { signal },
  );
}

/** @param {HTMLElement | null} item @param {string} digit @returns {boolean} whether there is something under this key */
function press(item, digit) {
  const place = item?.querySelector(`[data-key="${digit}"]`);
  if (place instanceof HTMLButtonElement) place.click();
  else if (place instanceof HTMLDetailsElement) {
    place.open = true;
    /** @type {HTMLElement | null} */ (place.querySelector("select, textarea"))?.focus();
  }
  return Boolean(place);
}
