/**
 * Asking the server beside the page: what stands between head and foot of a page, and forms sent without leaving it. The
 * same doors as without a script, the same answers.
 *
 * @module
 */

import { ask, word } from "../steady-form.js";

/** @typedef {{ status: number, page: Document | null, onward: string }} Answer `onward`: it is done, and goes on there */

/** @param {string} address @returns {Promise<Answer>} rejects when the line is lost */
export async function look(address) {
  const answer = await ask("GET", address, { "X-Part": "yes" }, null);
  return { status: answer.status, page: answer.response, onward: "" };
}

/**
 * @param {string} address @param {FormData} data
 * @param {string} once the word of this sending: with the same one the same is never done twice (frontend/steady.py)
 * @returns {Promise<Answer>} rejects when the line is lost
 */
export async function send(address, data, once = word()) {
  const answer = await ask("POST", address, { "X-Part": "yes", "X-Steady": once }, data);
  const onward = answer.getResponseHeader("X-Go-To") ?? "";
  return { status: answer.status, page: onward ? null : answer.response, onward: onward && new URL(onward, location.href).pathname };
}

/** The same while the page goes away; nobody hears the answer. @param {string} address @param {FormData} data @param {string} once */
export function sendLeaving(address, data, once) {
  void fetch(address, { method: "POST", body: data, headers: { "X-Steady": once }, keepalive: true }).catch(() => {});
}

export { word };
