/**
 * Whom this reader hides (SG-05): whoever is muted is folded away, whoever is blocked is not there. Only this reader knows.
 *
 * @module
 */

/** @typedef {"mute" | "block"} How */

export class Hiding {
  #room;
  /** @type {Map<string, How>} by the author's id */
  #how = new Map();

  /** @param {HTMLElement} room its page names those who are hidden already */
  constructor(room) {
    this.#room = room;
    this.set({ mute: ids(room.dataset.mute), block: ids(room.dataset.block) });
  }

  /** @param {{ mute?: string[], block?: string[] }} hidden all of them, by their ids */
  set({ mute = [], block = [] }) {
    this.#how = new Map();
    for (const id of mute) this.#how.set(id, "mute");
    for (const id of block) this.#how.set(id, "block");
  }

  /** @param {string | undefined} author "" for whom nobody can hide */
  has(author) {
    return this.#how.has(author ?? "");
  }

  /** As its author is hidden now, or is no more. @param {HTMLElement} item */
  veil(item) {
    const how = this.#how.get(item.dataset.author ?? "");
    const fold = item.querySelector(".say__fold");
    item.hidden = how === "block";
    if (how && !fold) foldAway(item, this.#room.dataset.folded ?? "");
    if (!how && fold) fold.replaceWith(...[...fold.children].slice(1));
  }
}

/** @param {HTMLElement} item @param {string} words in the place of what is folded */
function foldAway(item, words) {
  const fold = Object.assign(document.createElement("details"), { className: "say__fold" });
  const summary = Object.assign(document.createElement("summary"), { textContent: words });
  item.querySelector(".say__head")?.after(fold);
  fold.append(summary, ...item.querySelectorAll(".say__quote, .say__note, .say__text, [data-unfolding], .say__support"));
}

/** @param {string | undefined} text */
function ids(text) {
  return (text ?? "").split(" ").filter(Boolean);
}
