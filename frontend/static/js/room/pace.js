/**
 * How people talk at the moment: slowly, by turns, or freely. Who speaks is shown with the time that is left, counted by the
 * server's clock, whatever this device thinks what time it is.
 *
 * @module
 */

import { part } from "./parts.js";

/**
 * @typedef {{ id: string, name: string, ends_at: string }} Turn
 * @typedef {{ mode: string, reads_first?: boolean, by_rule: boolean, pause: number, turn: Turn | null, now: string }} Pacing
 */

/** @param {number} milliseconds @returns {string} minutes and seconds, such as 2:05 */
export function clockOf(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export class Pace {
  #room;
  /** @type {Pacing} */ #pacing;
  /** How far this device's clock is from the server's, in milliseconds. */
  #behind = 0;
  #ticking = 0;
  #isStaff;

  /** @param {HTMLElement} room @param {boolean} isStaff */
  constructor(room, isStaff) {
    this.#room = room;
    this.#isStaff = isStaff;
    const { mode = "", pause = "0", turn, name = "", ends = "", now = "", byRule } = part(room, "pace")?.dataset ?? {};
    this.#pacing = {
      mode,
      pause: Number(pause),
      by_rule: byRule !== undefined,
      turn: turn ? { id: turn, name, ends_at: ends } : null,
      now,
    };
    this.#take(this.#pacing);
  }

  get isSlow() {
    return this.#pacing.mode === "slow";
  }

  /** Whether it is somebody else's time to speak. */
  get mustListen() {
    const { mode, turn } = this.#pacing;
    return mode === "turns" && !this.#isStaff && (!this.#isMine || !turn || this.#left(turn) <= 0);
  }

  /** @param {Pacing} pacing as it is now @returns {string} what has changed, in words; "" for nothing */
  show(pacing) {
    const before = this.#pacing;
    this.#take(pacing);
    this.#follow(before.mode, pacing.mode);
    const { goesSlowly = "", takesTurns = "", readsFirst = "", goesFreely = "" } = this.#room.dataset;
    /** @type {Record<string, string>} */
    const words = { slow: goesSlowly, turns: takesTurns, pre_moderated: readsFirst, open: goesFreely };
    if (before.mode !== pacing.mode) return words[pacing.mode] ?? "";
    return before.turn?.id === pacing.turn?.id && before.turn?.ends_at === pacing.turn?.ends_at ? "" : this.#speaker();
  }

  close() {
    clearInterval(this.#ticking);
  }

  get #isMine() {
    return Boolean(this.#pacing.turn) && this.#pacing.turn?.id === this.#room.dataset.me;
  }

  /** @param {Pacing} pacing */
  #take(pacing) {
    this.#pacing = pacing;
    const now = Date.parse(pacing.now);
    this.#behind = Number.isNaN(now) ? 0 : now - Date.now();
    if (pacing.reads_first !== undefined) this.#hide("reads-first", !pacing.reads_first); // as the page was made it is right
    this.#hide("slow", pacing.mode !== "slow");
    this.#hide("by-rule", !pacing.by_rule);
    this.#hide("desk-by-rule", !pacing.by_rule);
    this.#hide("desk-turn", pacing.mode !== "turns");
    this.#hide("turns", pacing.mode !== "turns");
    this.#hide("give-turn", pacing.mode !== "turns");
    this.#hide("pass", !pacing.turn || !(this.#isMine || this.#isStaff));
    this.#write("speaker", this.#speaker());
    clearInterval(this.#ticking);
    if (pacing.turn) this.#ticking = window.setInterval(() => this.#tick(), 1000);
    this.#tick();
  }

  /**
   * The choice at the desk goes along with the room, but never takes away what somebody is choosing at this moment.
   * @param {string} before @param {string} mode
   */
  #follow(before, mode) {
    const select = part(this.#room, "set-mode")?.querySelector("select");
    if (select?.value === before) select.value = mode;
  }

  #tick() {
    const { turn } = this.#pacing;
    const left = turn ? this.#left(turn) : 0;
    const words = left > 0 ? clockOf(left) : (this.#room.dataset.timeIsUp ?? "");
    this.#write("timer", turn ? words : "");
    if (left <= 0) clearInterval(this.#ticking);
  }

  /** @param {Turn} turn */
  #left(turn) {
    return Date.parse(turn.ends_at) - (Date.now() + this.#behind);
  }

  #speaker() {
    const { yourTurn = "", speaks = "", nobodySpeaks = "" } = this.#room.dataset;
    if (this.#isMine) return yourTurn;
    return this.#pacing.turn ? speaks.replace("{name}", this.#pacing.turn.name) : nobodySpeaks;
  }

  /** Above the conversation, and for staff at their desk. @param {string} name @param {string} words */
  #write(name, words) {
    for (const place of [part(this.#room, name), part(this.#room, `desk-${name}`)]) if (place) place.textContent = words;
  }

  /** @param {string} name @param {boolean} isHidden */
  #hide(name, isHidden) {
    const place = part(this.#room, name);
    if (place) place.hidden = isHidden;
  }
}
