/**
 * What this person may do in the room, as the server says it anew again and again: write or only read, and see the desk of
 * the staff. What is typed stays, whatever changes.
 *
 * @module
 */

import { part } from "./parts.js";
import { SanctionCard } from "./sanction.js";
import { showSession } from "./session.js";

export class Seat {
  #room;
  #sanction;

  /** @param {HTMLElement} room */
  constructor(room) {
    this.#room = room;
    this.#sanction = new SanctionCard(room);
  }

  /** @param {{ may_write: boolean, is_staff: boolean, now?: string }} seat as it is now */
  show(seat) {
    this.#sanction.setClock(seat.now);
    this.#mayWrite(seat.may_write);
    const staff = part(this.#room, "staff");
    if (staff) staff.hidden = !seat.is_staff;
  }

  /** The session that is on, or was until a moment ago. @param {import("./session.js").Session | undefined} session */
  showSession(session) {
    showSession(this.#room, session);
    if (session) this.#mayWrite(session.may_write);
  }

  /**
   * The staff have said that this person does not write for now, or that is over.
   * @param {import("./sanction.js").Sanction} [sanction] @returns {string} what is worth a word about it; "" for nothing
   */
  showSanction(sanction) {
    const change = this.#sanction.show(sanction);
    const isHidden = part(this.#room, "form")?.hidden ?? true;
    this.#mayWrite(!isHidden && !sanction);
    const { sayMuted = "", sayFree = "" } = this.#room.dataset;
    return { began: sayMuted, ended: sayFree, "": "" }[change];
  }

  close() {
    this.#sanction.close();
  }

  /** @param {boolean} may */
  #mayWrite(may) {
    const form = part(this.#room, "form");
    if (form) form.hidden = !may;
    const readOnly = part(this.#room, "read-only");
    if (readOnly) readOnly.hidden = may || this.#sanction.isThere;
  }
}
