/**
 * What one does with a message, or with the talk as a whole: by the line, so that nothing typed is lost with the page.
 * Where the line is away, the plain forms do the same.
 *
 * @module
 */

/** @typedef {import("./line.js").Frame} Frame */

export class Deeds {
  #line;
  #hasWords;
  #complain;

  /**
   * @param {import("./line.js").Line} line @param {() => boolean} hasWords whether something typed would be lost with the page
   * @param {() => void} complain says that the line is away
   */
  constructor(line, hasWords, complain) {
    this.#line = line;
    this.#hasWords = hasWords;
    this.#complain = complain;
  }

  /** @param {Event} event @param {HTMLElement} button at one's own message */
  takeBack(event, button) {
    this.#byLine(event, { type: "retract", id: idAt(button) });
  }

  /** An answer without words, or one's own taken back. @param {Event} event @param {HTMLButtonElement} button */
  support(event, button) {
    const given = button.getAttribute("aria-pressed") !== "true";
    this.#byLine(event, { type: "react", id: idAt(button), kind: button.value, given });
  }

  /** How people talk. Staff are never kept from it, whatever they have typed. @param {SubmitEvent} event */
  steer(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const values = Object.fromEntries(new FormData(form));
    /** @type {Record<string, Frame>} */
    const frames = {
      pass: { type: "pass" },
      "set-mode": { type: "mode", mode: values.mode },
      "give-turn": { type: "turn", persona: values.persona, minutes: Number(values.minutes) },
    };
    if (this.#line.send(frames[form.dataset.part ?? ""])) event.preventDefault();
  }

  /** @param {Event} event @param {Frame} frame */
  #byLine(event, frame) {
    if (frame.id && this.#line.send(frame)) event.preventDefault();
    else if (this.#hasWords()) {
      event.preventDefault();
      this.#complain();
    }
  }
}

/** Which message something stands at. @param {Element} place */
export function idAt(place) {
  return /** @type {HTMLElement | null} */ (place.closest("[data-id]"))?.dataset.id ?? "";
}
