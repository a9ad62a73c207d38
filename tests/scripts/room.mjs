/** The room as frontend/templates/peer_circles/room.html makes it, without Django: every branch of it, in English. */

import { readFileSync } from "node:fs";

import { show } from "./dom.mjs";

const read = (/** @type {string} */ name) =>
  readFileSync(new URL(`../../frontend/templates/${name}`, import.meta.url), "utf-8");
const PARTS = /\{% include "(peer_circles\/(?:_pace|_session_strip|_aside_mine|_sanction|desk\/\w+)|support\/care_blank)\.html"(?: with [^%]*)? %\}/g;
const ROWS = /\{% for \w+ in private\.\w+ %\}.*?\{% endfor %\}/g; // a room in which nothing has happened yet
const NOW_THERE = /\{% if private\.sanction %\}\{% include.*?\{% endif %\}/g;
const whole = (/** @type {string} */ html) => html.replace(ROWS, "").replace(NOW_THERE, "").replace(PARTS, (_all, name) => whole(read(`${name}.html`)));
const template = whole(read("peer_circles/room.html"));

export const ME = "3d000000-0000-4000-8000-00000000000a";
const CIRCLE = "6f0c0000-0000-4000-8000-000000000001";

const modes = `<select name="mode">${["pre_moderated", "turns", "slow", "open"].map((mode) => `<option>${mode}</option>`).join("")}</select>`;
const notes = { self_harm: "Talks about self-harm", loss: "Talks about losing somebody" };
const supports = { with_you: "I am with you", thank_you: "Thank you" };
const text = template
  .slice(template.indexOf("<pop-circle-room"), template.indexOf("</pop-circle-room>"))
  .replace('{% include "components/form.html" with notice_below=True %}', '<label>Your message <textarea name="text" maxlength="2000"></textarea></label><input type="hidden" name="reply_to"><input type="checkbox" name="anonymous">')
  .replace("{{ mode_form.mode }}", modes)
  .replace(/\{% for field in step_form[^%]*%\}.*?\{% endfor %\}/, `<select name="step"><option value=""></option><option value="mute">Mute</option></select>`)
  .replace(/\{% url 'moderation:set_sanction'[^%]*%\}/, `/moderation/sanctions/circle_message/${CIRCLE}/`)
  .replace("{{ circle.pk }}", CIRCLE)
  .replace(/\{% url 'circles:words' circle\.pk circle\.pk %\}/, `/circles/${CIRCLE}/people/${CIRCLE}/`)
  .replace(/\{% for kind, label in supports %\}(.*?)\{% endfor %\}/g, (_all, button) =>
    Object.entries(supports)
      .map(([kind, label]) => button.replace("{{ kind }}", kind).replace("{{ label }}", label))
      .join(""),
  )
  .replace(/\{% for code, words in [\w.]+ %\}(.*?)\{% endfor %\}/g, (_all, one) =>
    Object.entries({ "": "…", ...notes })
      .map(([code, words]) => one.replace("{{ code }}", code).replace(/\{% if.*?endif %\}/, "").replace("{{ words }}", words))
      .join(""),
  )
  .replace(/\{% url 'circles:take_back'[^%]*%\}/, `/circles/${CIRCLE}/messages/${CIRCLE}/take-back/`)
  .replace(/\{% url 'circles:say'[^%]*%\}/, `/circles/${CIRCLE}/say/`)
  .replace(/\{% translate (["'])(.*?)\1 %\}/g, "$2")
  .replace("{{ actor.persona_id }}", ME)
  .replace("{{ circle.room_id }}", "r")
  .replace("{{ position }}", "0")
  .replace("{{ language }}", "en")
  .replace(/\{[{%#].*?[%}#]\}/g, "");

/** @returns {HTMLElement} */
export function showRoom() {
  const body = show(`${text}</pop-circle-room>`);
  return /** @type {HTMLElement} */ (body.querySelector("pop-circle-room"));
}

/** @param {number} number @param {object} [more] */
export const message = (number, more = {}) => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
  status: "published",
  author: { id: "3d000000-0000-4000-8000-00000000000b", name: "bilal", facilitator: false },
  text: `words ${number}`,
  flag: `/moderation/flag/${number}`,
  ...more,
});

/** @param {HTMLElement} room @param {string} where */
export const texts = (room, where) => [...room.querySelectorAll(where)].map((item) => item.textContent);
