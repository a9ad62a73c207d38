/**
 * The lines around the room that say whether a session is on, and where to go for it; and whether the room is open, and who is
 * there to read what people write.
 *
 * @module
 */

import { part } from "./parts.js";

/** @typedef {{ state: string, may_write: boolean, text: string, url: string, label?: string }} Session */

/** @param {HTMLElement} room @param {Session | undefined} session none: nothing is on */
export function showSession(room, session) {
  const strip = part(room, "session");
  const text = part(room, "session-text");
  const link = part(room, "session-link");
  if (!strip || !text) return;
  strip.hidden = !session;
  if (!session) return;
  if (text.textContent !== session.text) text.textContent = session.text; // writing it again would read it again
  if (!link) return;
  link.setAttribute("href", session.url);
  if (session.label && link.textContent !== session.label) link.textContent = session.label;
}

const AWAKE = 5 * 60_000; // milliseconds; whoever of the staff does nothing at all for half an hour is signed out

/**
 * Staff who only read and write in the room ask the server for nothing else, and would be signed out in the middle of a
 * session. While somebody touches the page, tell the server so now and then; a page nobody touches says nothing.
 *
 * @param {HTMLElement} room @param {AbortSignal} signal
 */
export function stayAwake(room, signal) {
  let told = Date.now();
  const tell = () => {
    const link = part(room, "session-link");
    const isOn = link && !part(room, "session")?.hidden;
    if (!isOn || Date.now() - told < AWAKE) return;
    told = Date.now();
    fetch(link.getAttribute("href") ?? "", { credentials: "same-origin" }).catch(() => (told = 0));
  };
  for (const name of ["keydown", "pointerdown"]) document.addEventListener(name, tell, { signal, passive: true });
}

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
