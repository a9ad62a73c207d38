/**
 * The line to a live room: one WebSocket that comes back by itself, and the events of the room in their order, none left
 * out and none twice. What the words on the wire mean: docs/realtime-protocol.md.
 *
 * @module
 */

const ANSWER = 10_000; // milliseconds for the answer to a ping
const SHORT_ANSWER = 5_000; // the same when there is reason to doubt: the device woke up, the network changed
const OPENING = 20_000; // for the first word of a new connection
const LONGEST_PAUSE = 30_000; // between two attempts to connect

/** Closings after which connecting again by itself is no use. @type {Record<number, Ending>} */
const FINAL = { 4400: "broken", 4401: "signedOut", 4404: "out", 4429: "many" };

/**
 * @typedef {"broken" | "signedOut" | "out" | "many"} Ending
 * @typedef {{ seq: number, kind: string, at: string, message?: any, pace?: any, support?: any }} RoomEvent
 * @typedef {{ seq: number, may_write: boolean, is_staff: boolean, now?: string }} Joined
 * @typedef {{ type: string, [field: string]: any }} Frame
 *
 * @typedef {object} Listener
 * @property {(joined: Joined) => void} joined in the room: what is sent now arrives
 * @property {(code: number) => void} lost it will connect again
 * @property {(why: Ending) => void} ended it will not, until `open` is called
 * @property {(event: RoomEvent) => void} event the next one, in order
 * @property {(frame: Frame) => void} frame anything else
 */

/**
 * How long to wait before an attempt to connect, in milliseconds: longer each time, and never the same for everybody,
 * or all would come back at one moment when the server has restarted.
 * @param {number} attempt 0 for the first @param {number} [chance] from 0 to 1
 */
export function pause(attempt, chance = Math.random()) {
  return Math.min(LONGEST_PAUSE, 500 * 2 ** attempt) * (0.5 + chance);
}

export class Line {
  #url;
  #room;
  #seq;
  #listener;
  /** @type {WebSocket | null} */ #socket = null;
  #joined = false;
  #catchingUp = false;
  #greeted = false;
  #attempts = 0;
  #rhythm = 25_000; // milliseconds between pings; the server says how often it wants them
  #retry = 0;
  #pulse = 0;
  #alarm = 0; // while an answer is awaited

  /** @param {{ url: string, room: string, after: number, listener: Listener }} how */
  constructor({ url, room, after, listener }) {
    this.#url = url;
    this.#room = room;
    this.#seq = after;
    this.#listener = listener;
  }

  get isJoined() {
    return this.#joined;
  }

  /** Whether the server was ever reached: where sockets are shut off, the plain form is what works. */
  get wasEverOpen() {
    return this.#greeted;
  }

  get attempts() {
    return this.#attempts;
  }

  /** Connect, now. Also after an ending, when somebody asks for it. */
  open() {
    this.close();
    /** @type {WebSocket} */ let socket;
    try {
      socket = new WebSocket(this.#url);
    } catch {
      return this.#closed(1006); // a browser that forbids sockets says so here
    }
    this.#socket = socket;
    this.#alarm = window.setTimeout(() => this.#cut(), OPENING);
    socket.addEventListener("message", (event) => socket === this.#socket && this.#receive(JSON.parse(event.data)));
    socket.addEventListener("close", (event) => socket === this.#socket && this.#closed(event.code));
  }

  /** Say nothing more and hear nothing more. */
  close() {
    for (const timer of [this.#alarm, this.#pulse, this.#retry]) clearTimeout(timer);
    this.#alarm = this.#pulse = this.#retry = 0;
    const socket = this.#socket;
    this.#socket = null;
    this.#joined = this.#catchingUp = false;
    socket?.close();
  }

  /** Something happened that may have cut the line without a word (sleep, another network): find out now. */
  check() {
    if (this.#retry) this.open();
    else if (this.#joined) this.#ask(SHORT_ANSWER);
  }

  /** @param {Frame} frame about this room @returns {boolean} whether it went out; nothing says yet that it arrived */
  send(frame) {
    if (!this.#joined) return false;
    this.#write({ ...frame, room: this.#room });
    return true;
  }

  // --- Inside ----------------------------------------------------------------------------------------------

  /** @param {Frame} frame */
  #write(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #join() {
    this.#write({ type: "join", room: this.#room, after: this.#seq });
  }

  /** @param {Frame} frame */
  #receive(frame) {
    clearTimeout(this.#alarm);
    this.#alarm = 0;
    switch (frame.type) {
      case "hello":
        this.#greeted = true;
        this.#rhythm = (frame.ping_seconds ?? 25) * 1000;
        this.#join();
        this.#beat();
        break;
      case "joined":
        this.#seq = Math.min(this.#seq, frame.seq);
        this.#attempts = 0;
        this.#catchingUp = false;
        this.#joined = true;
        this.#listener.joined(/** @type {any} */ (frame));
        break;
      case "event":
        this.#happened(/** @type {any} */ (frame));
        break;
      case "error":
        if (frame.code === "too_fast" && (!this.#joined || this.#catchingUp)) this.#joinLater(frame.retry_after ?? 1);
        this.#listener.frame(frame);
        break;
      default:
        this.#listener.frame(frame);
    }
  }

  /** @param {RoomEvent} event */
  #happened(event) {
    if (event.seq <= this.#seq) return; // we have it
    if (event.seq === this.#seq + 1) {
      this.#seq = event.seq;
      this.#listener.event(event);
    } else if (!this.#catchingUp) {
      this.#catchingUp = true; // a gap: ask once for everything after what we have
      this.#join();
    }
  }

  /** @param {number} seconds */
  #joinLater(seconds) {
    const socket = this.#socket;
    window.setTimeout(() => socket === this.#socket && this.#join(), seconds * 1000);
  }

  /** Say that somebody is here, again and again: also where much is heard, the server hears nothing from who only reads. */
  #beat() {
    this.#pulse = window.setTimeout(() => {
      this.#ask(ANSWER);
      this.#beat();
    }, this.#rhythm);
  }

  /** Ask for a sign of life; a line that is dead without knowing it is cut. @param {number} patience */
  #ask(patience) {
    this.#write({ type: "ping" });
    if (this.#alarm && patience >= ANSWER) return; // one is awaited already
    clearTimeout(this.#alarm);
    this.#alarm = window.setTimeout(() => this.#cut(), patience);
  }

  #cut() {
    this.close();
    this.#closed(1006);
  }

  /** @param {number} code */
  #closed(code) {
    this.close();
    const why = FINAL[code];
    if (why) return this.#listener.ended(why);
    this.#retry = window.setTimeout(() => this.open(), pause(this.#attempts++));
    this.#listener.lost(code);
  }
}
