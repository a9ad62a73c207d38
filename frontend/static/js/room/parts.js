/**
 * Small things every part of a room needs: copies of the templates in the page, and their blanks filled in. Texts go in as
 * text, never as HTML.
 *
 * @module
 */

/** A copy of a template of the page. @param {ParentNode} room @param {string} name @returns {HTMLElement} */
export function copyOf(room, name) {
  const template = /** @type {HTMLTemplateElement} */ (room.querySelector(`[data-template="${name}"]`));
  return /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
}

/** @param {ParentNode} room @param {string} name @returns {HTMLElement | null} */
export function part(room, name) {
  return room.querySelector(`[data-part="${name}"]`);
}

/** @param {ParentNode} item @param {string} where @param {string} text */
export function write(item, where, text) {
  const place = item.querySelector(where);
  if (place && place.textContent !== text) place.textContent = text;
}

/** @param {ParentNode} item @param {string} where @param {boolean} shown */
export function reveal(item, where, shown) {
  const place = item.querySelector(where);
  if (place instanceof HTMLElement) place.hidden = !shown;
}

/**
 * What stands in a place from now on. Where nothing has changed nothing is touched, and whoever is in it with the keyboard or
 * a screen reader stays at the same thing: news about others take nobody away from a telephone number.
 *
 * @param {HTMLElement | null} place @param {HTMLElement[]} items by `data-id` where there are several
 */
export function renew(place, items) {
  if (!place) return;
  const there = /** @type {HTMLElement[]} */ ([...place.children]);
  if (items.length && there.length === items.length && items.every((item, index) => item.isEqualNode(there[index]))) return;
  const old = there.find((item) => item.contains(document.activeElement));
  const at = old ? controlsOf(old).indexOf(/** @type {HTMLElement} */ (document.activeElement)) : -1;
  place.replaceChildren(...items);
  const same = items.find((item) => item.dataset.id === old?.dataset.id);
  if (old && same) controlsOf(same)[at]?.focus({ preventScroll: true });
}

/** @param {HTMLElement} item @returns {HTMLElement[]} */
function controlsOf(item) {
  return [...item.querySelectorAll("a, button, summary, input, select, textarea")].map((one) => /** @type {HTMLElement} */ (one));
}

/** In the reader's own time zone. @param {HTMLTimeElement | null} time @param {string} at @param {string} language */
export function showTime(time, at, language) {
  const moment = new Date(at);
  if (!time || Number.isNaN(moment.getTime())) return;
  time.dateTime = at;
  time.textContent = moment.toLocaleString(language, { ...(isToday(moment) ? {} : DAY), hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

// As on the page without a script: 3/4 is another day elsewhere, so months are words.
/** @type {Intl.DateTimeFormatOptions} */
const DAY = { day: "numeric", month: "short", year: "numeric" };

/** @param {Date} moment */
function isToday(moment) {
  return moment.toDateString() === new Date().toDateString();
}

/** @param {string} words with {count} in them @param {number} count @param {string} [language] */
export function counted(words, count, language) {
  return words.replace("{count}", count.toLocaleString(language));
}
