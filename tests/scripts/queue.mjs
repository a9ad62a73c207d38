/** The moderators' queue as its pages make it, small: two lines, and one thing to decide about. */

import { show } from "./dom.mjs";

export const ITEM = "/moderation/11111111-1111-4111-8111-111111111111/";
const WORDS = `data-language="en" data-queue="/moderation/" data-lost="away" data-connected="" data-connecting="" data-signed-out="You are signed out." data-out="Not yours."
  data-say-severe="Severe: {count}" data-say-severe-short="{count} severe" data-say-held="{choice}, in {seconds}" data-say-undone="Taken back." data-say-sent="Sent: {choice}." data-say-sending="Sending." data-say-loading="Opening."
  data-say-not-decided="Not decided:" data-say-not-sent="Not reached." data-say-not-loaded="Not loaded." data-say-more="Lines: {count}" data-say-end="The end."`;

/** One thing that waits, with the form that decides about it. @param {string} [id] @param {string} [name] */
export const reviewOf = (id = "one", name = "One") => `<div data-part="review" data-item="${id}" data-name="${name}" data-at-once=""><h1>${name}</h1><p>the words of amina</p>
  <form data-part="decide" action="${ITEM}" data-needs='{"remove": ["why"]}'><label><input type="radio" name="decision" value="approve"> Approve: show it</label>
  <label><input type="radio" name="decision" value="remove"> Remove</label><textarea name="why"></textarea><button>Decide</button></form>
  <form action="${ITEM}pass-on/"><button name="do" value="skip" data-key="s">Leave it to others</button></form>
  <form action="${ITEM}pass-on/"><select name="to"><option value=""></option><option>zola</option></select><button data-key="h">Hand it over</button></form></div>`;

const row = (/** @type {string} */ id) => `<li data-id="${id}"><h2><a href="${ITEM}">${id}</a></h2><p>private ${id}</p></li>`;
const FORMS = `<form data-part="next" action="/moderation/next/"><input name="lane" value="LANE"><input name="kind" value=""><input name="besides" value=""><button data-key="n">Next</button></form>`;
const FEET = `<div data-part="undo" hidden><p data-part="undo-text"></p><button data-do="undo" data-key="z">Undo</button></div>
  <div data-part="failed" hidden><p data-part="failed-text"></p><button data-do="reopen" data-key="z">Open</button></div>
  <template data-template="after"><div tabindex="-1"><h2 data-words></h2></div></template>`;
const says = `<p data-part="status" role="status"></p><div data-part="announce"></div>`;
const keysForm = (/** @type {string} */ keys) => `<details data-part="keys" hidden><summary data-key="?">Keys</summary>
  <form data-part="keys-form" action="/moderation/keys/"><input type="checkbox" name="on" value="yes"${keys === "on" ? " checked" : ""}></form></details>`;

/** The page of the queue. */
export const queuePage = ({ mark = "m1", severe = 0, rows = ["a", "b"], keys = "on", more = "", lane = "" } = {}) =>
  `<main><pop-queue-console data-room="r" data-mark="${mark}" data-severe="${severe}" data-keys="${keys}" ${WORDS}>
  ${says}<b data-live="count">${rows.length}</b><ul class="views"><li><a href="?lane=flags" data-view="flags">Flags</a></li></ul>
  ${FORMS.replace("LANE", lane)}<div data-part="tools" hidden></div>${keysForm(keys)}
  <div data-part="list"><details data-part="filters"><summary data-key="/">Filter</summary><form class="filters"><input name="q" value=""></form></details>
  <div data-part="lines"><ol data-part="rows">${rows.map(row).join("")}</ol><div data-part="more">${more && `<a rel="next" href="${more}">More</a>`}</div></div></div>
  <section data-part="pane" hidden></section>${FEET}</pop-queue-console></main>`;

/** An item's own page: no list, no line. */
export const itemPage = () =>
  `<main><pop-queue-console class="console--alone" data-keys="on" ${WORDS}>${says}${keysForm("on")}
  <section data-part="pane">${reviewOf()}</section>${FEET}${FORMS.replace("LANE", "").replace("<form", "<form hidden").replace(' data-key="n"', "")}</pop-queue-console></main>`;

/** @param {string} html @returns {HTMLElement} the console, running */
export const showConsole = (html) => /** @type {HTMLElement} */ (show(html).querySelector("pop-queue-console"));

/** @param {string} name @returns {any} */
export const part = (name) => document.querySelector(`[data-part="${name}"]`);

/** Until the server's answers have come and been taken in. */
export async function turn() {
  for (let one = 0; one < 30; one++) await Promise.resolve();
}

/** Clocks of the test's own, also where scripts ask the window for them. @param {import("node:test").TestContext} t */
export function stopClocks(t) {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  for (const name of ["setTimeout", "clearTimeout", "setInterval", "clearInterval"]) window[name] = globalThis[name];
}

/** @param {import("node:test").TestContext} t @param {number} milliseconds */
export async function later(t, milliseconds) {
  t.mock.timers.tick(milliseconds);
  await turn();
}
