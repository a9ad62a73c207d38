/**
 * Whether the circle is open at this hour: its hours or a break can begin or end while the page is open.
 *
 * @module
 */

import { part } from "./parts.js";

/** @typedef {{ is_open: boolean, text: string }} Opening */

/** @param {HTMLElement} room @param {Opening | undefined} opening none: always open @returns {string} what is worth a word; "" for nothing */
export function showOpening(room, opening) {
  const place = part(room, "opening");
  const isOpen = opening?.is_open ?? true;
  if (!place || String(isOpen) === place.dataset.open) return "";
  place.dataset.open = String(isOpen);
  place.className = isOpen ? "opening" : "opening notice";
  place.textContent = opening?.text ?? "";
  return opening?.text ?? "";
}
