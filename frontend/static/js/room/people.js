/**
 * Who came to the meeting that is on, and how they are, for its staff: those to look after first.
 *
 * @module
 */

import { copyOf, part, renew, reveal, write } from "./parts.js";

/**
 * @typedef {{ id: string, name: string, mood: number, word: string, mood_after: number | null, line: boolean, spoken: boolean, care: boolean }} Person
 */

/** @param {HTMLElement} room @param {Person[] | undefined} people none: no meeting is on */
export function showPeople(room, people) {
  const box = part(room, "people-box");
  const list = part(room, "people");
  if (!box || !list) return;
  box.hidden = !people;
  renew(list, (people ?? []).map((one) => person(room, one)));
  const nobody = part(room, "nobody");
  if (nobody) nobody.hidden = Boolean(people?.length);
}

/** Somebody has just said something, as everybody in the room can see. @param {HTMLElement} room @param {string} id */
export function hasSpoken(room, id) {
  const item = part(room, "people")?.querySelector(`[data-id="${id}"]`);
  if (item) reveal(item, "[data-silent]", false);
}

/** @param {HTMLElement} room @param {Person} one */
function person(room, one) {
  const item = copyOf(room, "person");
  item.dataset.id = one.id;
  write(item, "[data-name]", one.name);
  write(item, "[data-mood]", String(one.mood));
  write(item, "[data-the-word]", one.word);
  write(item, "[data-mood-after]", String(one.mood_after ?? ""));
  reveal(item, "[data-word]", Boolean(one.word));
  reveal(item, "[data-after]", one.mood_after !== null);
  reveal(item, "[data-care]", one.care);
  reveal(item, "[data-line]", !one.line);
  reveal(item, "[data-silent]", !one.spoken);
  const { words = "", circle = " " } = room.dataset;
  item.querySelector("[data-words]")?.setAttribute("href", words.replace(`/people/${circle}/`, `/people/${one.id}/`));
  return item;
}
