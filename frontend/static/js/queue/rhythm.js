/**
 * When to look at the queue again. However often somebody is woken, there is a pause between two looks, and the longer a
 * look takes the longer it is; nobody looks for a page that nobody sees.
 *
 * @module
 */

const PAUSE = 2_000; // milliseconds between two looks, at least
const SHARE = 10; // a look may take one tenth of the time
const EACH_MINUTE = 60_000; // "here for 5 minutes" grows old by itself
const POLL = 30_000; // while nobody is woken because the line is away

export class Rhythm {
  #look;
  #timer = 0;
  #next = 0;
  #tick = 0;
  #looking = false;
  #again = false;
  #every = EACH_MINUTE;

  /** @param {() => Promise<void>} look */
  constructor(look) {
    this.#look = look;
    this.#schedule();
  }

  /** Something is different: look soon. */
  want() {
    if (this.#looking) this.#again = true;
    else if (!this.#timer) this.#timer = window.setTimeout(() => void this.now(), Math.max(0, this.#next - Date.now()));
  }

  /** Look at once, because somebody did something; while a look is under way, right after it. */
  async now() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#looking || document.hidden) {
      this.#again = true;
      return;
    }
    this.#looking = true;
    const began = Date.now();
    try {
      await this.#look();
    } finally {
      this.#looking = false;
      this.#next = Date.now() + Math.max(PAUSE, SHARE * (Date.now() - began));
    }
    if (this.#again) this.seen();
  }

  /** The page can be seen again. */
  seen() {
    if (!this.#again || document.hidden) return;
    this.#again = false;
    this.want();
  }

  /** @param {boolean} alone whether nobody wakes us */
  poll(alone) {
    const every = alone ? POLL : EACH_MINUTE;
    if (every === this.#every) return;
    this.#every = every;
    this.#schedule();
  }

  close() {
    clearTimeout(this.#timer);
    clearInterval(this.#tick);
  }

  #schedule() {
    clearInterval(this.#tick);
    // Not all at the same moment.
    this.#tick = window.setInterval(() => this.want(), this.#every * (0.8 + 0.4 * Math.random()));
  }
}
