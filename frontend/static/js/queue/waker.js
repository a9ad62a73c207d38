/**
 * What wakes the console: a line to the server that says nothing but "look again", and what is said while it is away.
 *
 * @module
 */

import { Line } from "../room/line.js";

const CALM = 3_000; // milliseconds a line may be gone before a word is said about it

export class Waker {
  #element;
  #voice;
  #rhythm;
  #putAway;
  #line;
  #calm = 0;

  /**
   * @param {{ element: HTMLElement, voice: import("./voice.js").Voice, rhythm: import("./rhythm.js").Rhythm, putAway: () => void }} parts
   *   `putAway`: whoever sits here may not see this any more (SEC-28)
   */
  constructor({ element, voice, rhythm, putAway }) {
    this.#element = element;
    this.#voice = voice;
    this.#rhythm = rhythm;
    this.#putAway = putAway;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.#line = new Line({
      url: `${scheme}://${location.host}/ws/rooms/?lang=${element.dataset.language}`,
      room: element.dataset.room ?? "",
      after: 0,
      listener: {
        joined: () => this.#joined(),
        lost: () => this.#lost(),
        ended: (why) => this.#ended(why),
        event: () => {},
        frame: (frame) => this.#heard(frame),
      },
    });
    this.#line.open();
  }

  /** Something happened that may have cut the line without a word. */
  check() {
    this.#line.check();
  }

  close() {
    this.#calmDown();
    this.#line.close();
  }

  /** @param {import("../room/line.js").Frame} frame the queue's mark is another one whenever anything of it is */
  #heard(frame) {
    if (frame.type === "private" && frame.mark !== this.#element.dataset.mark) this.#rhythm.want();
  }

  #joined() {
    this.#calmDown();
    this.#rhythm.poll(false);
    this.#voice.unsay("lost");
  }

  #lost() {
    this.#rhythm.poll(true);
    if (!this.#calm) this.#calm = window.setTimeout(() => this.#voice.status(this.#voice.words("lost")), CALM);
  }

  /** @param {import("../room/line.js").Ending} why */
  #ended(why) {
    this.#calmDown();
    this.#rhythm.poll(true);
    this.#voice.status(this.#voice.words(why));
    if (why === "signedOut" || why === "out") this.#putAway();
  }

  #calmDown() {
    clearTimeout(this.#calm);
    this.#calm = 0;
  }
}
