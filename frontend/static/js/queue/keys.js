/**
 * Single keys, by the letter where the keyboard has Latin letters, and by its place where it has others. Never while
 * somebody writes or chooses from a list, and they can be switched off (WCAG 2.1.4).
 *
 * @module
 */

const WRITTEN_IN = 'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable]:not([contenteditable="false"])';
/** Kept for the console's own keys. */
const TAKEN = "hjknsvz";
/** Letters people know from elsewhere: nobody else gets them while such a choice is there. @type {Record<string, string>} */
const KNOWN = { approve: "a", hold: "w", change: "c", remove: "r", escalate: "e" };

/** @param {KeyboardEvent} event @returns {string} a small letter, "/", "?", "Escape" or "" */
export function letterOf({ key, code, altKey, ctrlKey, metaKey, shiftKey, isComposing }) {
  if (altKey || ctrlKey || metaKey || isComposing) return "";
  if (key === "Escape" || key === "/" || key === "?") return key;
  if (shiftKey) return "";
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  const isLatin = /^[\x20-\x7e]$/.test(key);
  return isLatin ? "" : (/^Key([A-Z])$/.exec(code)?.[1] ?? "").toLowerCase();
}

/** Whether what is pressed there is written, or chooses something. @param {EventTarget | null} place */
export function takesKeys(place) {
  return place instanceof Element && place.closest(WRITTEN_IN) !== null;
}

/**
 * A letter for each choice: the one people know, else the first of its own that is free.
 * @param {string[]} choices as the server names them @returns {Map<string, string>} choice -> letter
 */
export function lettersFor(choices) {
  const known = choices.map((choice) => KNOWN[choice]).filter(Boolean);
  const taken = new Set([...TAKEN, ...known]);
  const given = new Map();
  for (const choice of choices) {
    const wishes = [...choice.toLowerCase(), ..."abcdefghijklmnopqrstuvwxyz"];
    const letter = KNOWN[choice] ?? wishes.find((one) => /^[a-z]$/.test(one) && !taken.has(one));
    if (!letter) continue;
    taken.add(letter);
    given.set(choice, letter);
  }
  return given;
}

/**
 * What this letter stands at, where it can be seen.
 * @param {ParentNode | null} place @param {string} letter @returns {HTMLElement | null}
 */
export function under(place, letter) {
  const all = /** @type {NodeListOf<HTMLElement>} */ (place?.querySelectorAll(`[data-key="${letter}"]`) ?? []);
  return [...all].find((one) => !one.closest("[hidden]") && !isFolded(one)) ?? null;
}

/** @param {HTMLElement} one */
function isFolded(one) {
  const details = one.closest("details:not([open])");
  return details !== null && !one.closest("summary");
}
