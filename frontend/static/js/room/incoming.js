/**
 * What comes over the line, to whom it matters: events that everybody gets, and frames that are for this person alone.
 *
 * @module
 */

import { careCard } from "./care.js";
import { part, renew } from "./parts.js";
import { showOpening } from "./session.js";

/**
 * A whole snapshot: what is not in it is not there.
 * @typedef {{ mine?: import("./own.js").Own[], help?: import("./care.js").Care, session?: import("./session.js").Session,
 *   sanction?: import("./sanction.js").Sanction, unnamed?: import("./message.js").Unnamed[], hidden?: { mute?: string[], block?: string[] },
 *   opening?: import("./session.js").Opening } & import("./desk.js").DeskFrame & import("./aside.js").AsideFrame} PrivateFrame
 */

/**
 * @typedef {object} Parts
 * @property {HTMLElement} room
 * @property {import("./log.js").Log} log
 * @property {import("./sending.js").Sending} sending
 * @property {import("./seat.js").Seat} seat
 * @property {import("./pace.js").Pace} pace
 * @property {import("./aside.js").Asides} asides
 * @property {import("./desk.js").Desk | null} desk
 * @property {import("./announcer.js").Announcer} announcer
 * @property {import("./status.js").Status} status
 */

export class Incoming {
  #to;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#to = parts;
  }

  /** The next one, in order. @param {import("./line.js").RoomEvent} event */
  event({ message, at, support, pace }) {
    const { log, announcer } = this.#to;
    if (message) this.#happened(message, at);
    if (support) log.showSupport(support);
    if (pace) announcer.note(this.#to.pace.show(pace));
  }

  /** Anything else. @param {any} frame */
  frame(frame) {
    const { log, sending, seat, status } = this.#to;
    if (frame.type === "private") this.#showPrivate(frame);
    else if (frame.type === "seat") seat.show(frame);
    else if (frame.type === "ack" && frame.client_id) sending.acknowledged(frame);
    else if (frame.type === "ack" && frame.kind) log.showGiven(frame.id, frame.kind, frame.given);
    else if (frame.type === "error") {
      const wrong = sending.refused(frame);
      if (wrong) status.tell(wrong);
    }
  }

  /** @param {import("./message.js").Message} message @param {string} at */
  #happened(message, at) {
    const { log, sending, desk, announcer } = this.#to;
    const isNew = log.show(message, at);
    sending.arrived(message.id);
    if (!isNew || log.isHidden(message)) return;
    desk?.heard(message.author?.id ?? "");
    if (log.isMine(message)) return sending.shown(message.id);
    const { name, words } = log.spoken(message);
    announcer.said(name, words);
  }

  /** @param {PrivateFrame} frame */
  #showPrivate({ mine = [], help, session, sanction, unnamed = [], hidden = {}, opening, aside, asides, may_offer, ...desk }) {
    const { room, log, sending, seat, announcer } = this.#to;
    announcer.note(this.#to.asides.show({ aside, asides, may_offer }));
    announcer.note(showOpening(room, opening));
    log.showHidden(hidden);
    log.showUnnamed(unnamed);
    sending.showOwn(mine);
    announcer.note(seat.showSanction(sanction));
    seat.showSession(session);
    renew(part(room, "help"), help ? [careCard(room, help)] : []);
    this.#to.desk?.show(desk);
  }
}
