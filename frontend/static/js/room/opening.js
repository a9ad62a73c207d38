/**
 * The line below the room that says whether it is open, and who is there to read what people write.
 *
 * @module
 */

import { part } from "./parts.js";

/** @typedef {{ is_open: boolean, waits?: boolean, text: string }} Opening `waits`: nobody of the staff is there, so what is written waits */

/**
 * Hours or a break began or ended, or the staff came or went, while the page is open.
 *
 * @param {HTMLElement} room @param {Opening | undefined} opening none: open, and there is nothing to say
 * @returns {string} what to read aloud; empty for nothing
 */
export function showOpening(room, opening) {
  const place = part(room, "opening");
  const isOpen = opening?.is_open ?? true;
  const state = opening?.waits ? "waits" : String(isOpen);
  if (!place || state === place.dataset.open) return "";
  place.dataset.open = state;
  place.className = opening?.waits ? "opening small" : isOpen ? "opening" : "opening notice";
  place.textContent = opening?.text ?? "";
  return place.textContent;
}
