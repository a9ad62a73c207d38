/**
 * The line above the room that says whether a session is on, and where to go for it.
 *
 * @module
 */

import { part } from "./parts.js";

/** @typedef {{ state: string, may_write: boolean, text: string, url: string }} Session */

/** @param {HTMLElement} room @param {Session | undefined} session none: nothing is on */
export function showSession(room, session) {
  const strip = part(room, "session");
  const text = part(room, "session-text");
  const link = part(room, "session-link");
  if (!strip || !text) return;
  strip.hidden = !session;
  if (!session) return;
  if (text.textContent !== session.text) text.textContent = session.text; // writing it again would read it again
  if (link) link.setAttribute("href", session.url);
}
