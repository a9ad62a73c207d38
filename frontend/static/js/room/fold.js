/**
 * Messages folded behind a content note (SG-35): their words are not in the page. Whoever wants to read one asks for
 * this very one; folded away again, its words are gone from the page.
 *
 * @module
 */

import { reveal, write } from "./parts.js";
import { askQuietly } from "./quiet-form.js";

/** What a note says. @param {ParentNode} room @param {string} code of the note */
export function noteOf(room, code) {
  const template = /** @type {HTMLTemplateElement | null} */ (room.querySelector('[data-template="content-notes"]'));
  return template?.content.querySelector(`[data-note="${code}"]`)?.textContent ?? "";
}

/**
 * Make an item the folded form of a message.
 * @param {HTMLElement} room @param {HTMLElement} item @param {string} code of its note @param {string} address its own @param {string} name who said it
 */
export function foldUp(room, item, code, address, name) {
  write(item, ".say__note", noteOf(room, code));
  reveal(item, ".say__note", true);
  item.querySelector(".say__note")?.setAttribute("data-note", code);
  item.querySelector(".say__text")?.remove(); // there are no words yet
  reveal(item, "[data-unfolding]", true);
  item.querySelector("[data-unfold]")?.setAttribute("href", address);
  write(item, "[data-whose]", ` – ${name}`);
}

/** Ask for the words of one message. @param {HTMLElement} room @param {HTMLAnchorElement} link in its item */
export async function unfold(room, link) {
  if (link.dataset.busy) return;
  link.dataset.busy = "yes";
  const said = await askQuietly(link.href);
  delete link.dataset.busy;
  const place = link.parentElement;
  if (!place) return;
  if (!said) return say(place, room.dataset.notOpened ?? "");
  say(place, "");
  const text = Object.assign(document.createElement("p"), { className: "say__text", dir: "auto", textContent: said.text, tabIndex: -1 });
  const away = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: room.dataset.fold ?? "" });
  const hadFocus = document.activeElement === link;
  away.addEventListener("click", () => {
    text.remove();
    away.remove();
    link.hidden = false;
    link.focus();
  });
  link.hidden = true;
  link.after(away);
  place.before(text);
  if (hadFocus) text.focus();
}

/** @param {Element} place @param {string} words what went wrong, in sight and aloud */
function say(place, words) {
  place.querySelector("[role=alert]")?.remove();
  if (!words) return;
  const line = Object.assign(document.createElement("span"), { textContent: words, className: "small" });
  line.setAttribute("role", "alert");
  place.append(" ", line);
}
