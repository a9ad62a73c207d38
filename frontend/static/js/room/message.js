/**
 * One message as everybody sees it: who said it, its words or the note they are folded behind, and what one can do with it.
 *
 * @module
 */

import { foldUp, noteOf, unfold } from "./fold.js";
import { copyOf, part, reveal, showTime, write } from "./parts.js";

/**
 * @typedef {{ id: string, status: string, text?: string, content_note?: string, flag?: string, anonymous?: boolean, reply_to?: string, support?: string[],
 *   author?: { id: string | null, name: string, facilitator: boolean } }} Message
 * @typedef {{ id: string, name: string, mine: boolean }} Unnamed said without a name, for who may know whose it is
 */

/** What stands in the place of words that are not there, by what became of them. @type {Record<string, string>} */
const GONE = { held: "held-back", retracted: "retracted" };

/** @param {HTMLElement} room @param {Message} message @param {string} at @param {boolean} mine */
export function itemOf(room, message, at, mine) {
  const item = copyOf(room, "message");
  const isFacilitator = message.author?.facilitator ?? false;
  item.id = `m-${message.id}`;
  item.dataset.author = hideableAuthor(message);
  item.classList.toggle("say--facilitator", isFacilitator);
  reveal(item, "[data-facilitator]", isFacilitator);
  write(item, ".say__name", nameIn(room, message));
  write(item, ".say__text", message.text ?? "");
  showTime(item.querySelector("time"), at, room.dataset.language ?? "");
  if (message.content_note) foldUp(room, item, message.content_note, addressOf(room, message.id, ""), nameIn(room, message));
  showSupport(room, item, message.support ?? []);
  showDeeds(room, item, message, mine);
  showWhose(room, item, mine);
  return item;
}

/**
 * Its place stays, its words do not. Who was shown what its author took back can still tell moderators about it.
 *
 * @param {HTMLElement} room @param {Message} message @param {boolean} mine
 */
export function goneItemOf(room, message, mine) {
  const item = Object.assign(document.createElement("li"), { className: mine ? "say say--mine" : "say", id: `m-${message.id}` });
  item.append(copyOf(room, GONE[message.status] ?? "removed"));
  item.querySelector("[data-flag]")?.setAttribute("href", message.flag ?? "");
  if (mine || !message.flag) item.querySelector("[data-flag]")?.remove();
  return item;
}

/** @param {HTMLElement} room @param {Message} message */
export function nameIn(room, message) {
  const { left = "", unnamed = "" } = room.dataset;
  return message.author?.name || (message.anonymous ? unnamed : left);
}

/** What it is called aloud: its words, or the note they are folded behind. @param {HTMLElement} room @param {Message} message */
export function wordsOf(room, { text, content_note: note }) {
  return note ? noteOf(room, note) : (text ?? "");
}

/** Whose words somebody may hide: a member's, said with their name. @param {Message} message @returns {string} "" for nobody's */
export function hideableAuthor({ author, anonymous }) {
  return author?.id && !author.facilitator && !anonymous ? author.id : "";
}

/** Who said it without a name: for staff, and its author. @param {HTMLElement} room @param {HTMLElement} item @param {Unnamed} one */
export function showUnnamed(room, item, one) {
  const { onlyStaff = "", youUnnamed = "", left = "" } = room.dataset;
  write(item, "[data-unnamed]", one.mine ? youUnnamed : onlyStaff.replace("{name}", one.name || left));
  reveal(item, "[data-unnamed]", true);
  if (one.mine) showWhose(room, item, true);
}

/** Which answers without words there are: no number, no names. @param {HTMLElement} room @param {HTMLElement} item @param {string[]} kinds */
export function showSupport(room, item, kinds) {
  const template = /** @type {HTMLTemplateElement | null} */ (room.querySelector('[data-template="message"]'));
  const words = (/** @type {string} */ kind) => template?.content.querySelector(`[data-support][value="${kind}"]`)?.textContent ?? "";
  const lines = kinds.map((kind) => Object.assign(document.createElement("li"), { className: "tag", textContent: words(kind) }));
  item.querySelector(".say__support")?.replaceChildren(...lines);
  reveal(item, ".say__support", kinds.length > 0);
}

/** One's own is taken back, and never hidden from oneself; others' are told about and answered. @param {HTMLElement} room @param {HTMLElement} item @param {boolean} mine */
function showWhose(room, item, mine) {
  item.classList.toggle("say--mine", mine);
  reveal(item, ".say__more", !mine);
  reveal(item, ".say__warm", mayWrite(room));
  reveal(item, "[data-take-back]", mine);
  const link = item.querySelector("[data-unfold][href]");
  if (mine && link instanceof HTMLAnchorElement && !link.hidden) void unfold(room, link);
}

/** @param {HTMLElement} room @param {HTMLElement} item @param {Message} message @param {boolean} mine */
function showDeeds(room, item, message, mine) {
  const isStaff = part(room, "staff") !== null;
  const step = addressOfStep(room, message.id);
  const deeds = [
    { at: "[data-reply]", href: `?reply=${message.id}#say`, may: mayWrite(room) },
    { at: "[data-hide]", href: addressOf(room, message.id, "hide"), may: Boolean(hideableAuthor(message)) && !mine && !isStaff },
    { at: "[data-step]", href: step, may: Boolean(step) && !mine && !message.author?.facilitator },
    { at: "[data-note-off]", href: addressOf(room, message.id, ""), may: Boolean(message.content_note) && isStaff },
  ];
  for (const { at, href, may } of deeds) {
    item.querySelector(at)?.setAttribute("href", href);
    reveal(item, at, may);
  }
  item.querySelector("[data-flag]")?.setAttribute("href", message.flag ?? "");
  item.querySelector("[data-take-back]")?.setAttribute("formaction", addressOf(room, message.id, "take-back"));
}

/** @param {HTMLElement} room */
function mayWrite(room) {
  return part(room, "form") !== null;
}

// --- Where things about one message are done. The page writes each address once, with the circle in its place. ---

/** @param {HTMLElement} room @param {string} id @param {string} deed what is done with it; "" for the message itself */
export function addressOf(room, id, deed) {
  const address = room.dataset.takeBack ?? "";
  const [, circle] = /\/([0-9a-f-]{36})\/messages\//.exec(address) ?? [];
  return address.replace(`/messages/${circle}/take-back/`, `/messages/${id}/${deed ? `${deed}/` : ""}`);
}

/** Where a step about whoever wrote it is taken; "" for who is no staff. @param {HTMLElement} room @param {string} id */
export function addressOfStep(room, id) {
  return (room.dataset.step ?? "").replace(room.dataset.circle ?? " ", id);
}
