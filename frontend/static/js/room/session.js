/**
 * The line above the room that says whether a session is on, and where to go for it.
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
