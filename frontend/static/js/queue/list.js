/**
 * The list: its lines are brought up to date where they stand. What has the focus keeps it, and what somebody looks at
 * stays at the same place of the screen, whatever comes in above it.
 *
 * @module
 */

export class List {
  #place;
  #open = "";
  /** What a decision is on its way about. @type {Set<string>} */
  #held = new Set();

  /** @param {HTMLElement} place the list with its filters; it may be what scrolls */
  constructor(place) {
    this.#place = place;
  }

  get #lines() {
    return /** @type {HTMLElement} */ (this.#place.querySelector('[data-part="lines"]'));
  }

  /** @returns {HTMLElement[]} */
  rows(where = this.#lines) {
    return [.../** @type {NodeListOf<HTMLElement>} */ (where.querySelectorAll('[data-part="rows"] > [data-id]'))];
  }

  /** The address that leads on, "" at the end. */
  get more() {
    return this.#lines.querySelector('a[rel="next"]')?.getAttribute("href") ?? "";
  }

  /** The line that has the focus, or is open. @returns {HTMLElement | undefined} */
  here() {
    return this.rows().find((row) => row.contains(document.activeElement)) ?? this.row(this.#open);
  }

  /** @param {string} id @returns {HTMLElement | undefined} */
  row(id) {
    return id ? this.rows().find((row) => row.dataset.id === id) : undefined;
  }

  /** To the next line, or the one before. @param {number} step @returns {boolean} false at the end */
  move(step) {
    const rows = this.rows();
    const at = this.here();
    const next = at ? rows[rows.indexOf(at) + step] : rows[0];
    if (next) focusLine(next);
    return Boolean(next);
  }

  /** @param {string} id which one is open; "" for none */
  show(id) {
    this.#open = id;
    for (const row of this.rows()) {
      const link = linkOf(row);
      if (row.dataset.id === id) link?.setAttribute("aria-current", "true");
      else link?.removeAttribute("aria-current");
      row.toggleAttribute("data-open", row.dataset.id === id);
    }
  }

  /** Where somebody goes back to. @param {string} id */
  focus(id) {
    const row = this.row(id) ?? this.rows()[0];
    if (row) focusLine(row);
    else {
      this.#lines.tabIndex = -1;
      this.#lines.focus();
    }
  }

  /** @param {string} id @param {boolean} held whether a decision about it is on its way */
  hold(id, held) {
    if (held) this.#held.add(id);
    else this.#held.delete(id);
    this.row(id)?.toggleAttribute("data-held", held);
  }

  /** As it is now. @param {Element} fresh the same part of a newer page */
  patch(fresh) {
    const lines = /** @type {HTMLElement | null} */ (fresh.querySelector('[data-part="lines"]'));
    const list = this.#lines.querySelector('[data-part="rows"]');
    const newer = lines?.querySelector('[data-part="rows"]');
    if (!lines) return;
    if (!list || !newer) {
      const had = this.#lines.contains(document.activeElement);
      this.#lines.replaceChildren(...adopted(lines.childNodes));
      if (had) this.focus("");
      return;
    }
    this.#keepingPlace(() => {
      this.#putIn(list, this.rows(lines));
      const foot = this.#lines.querySelector('[data-part="more"]');
      const newFoot = lines.querySelector('[data-part="more"]');
      if (foot && newFoot && !foot.isEqualNode(newFoot)) foot.replaceChildren(...adopted(newFoot.childNodes));
    });
    this.show(this.#open);
    for (const id of this.#held) this.hold(id, true);
  }

  /** What comes further down. @param {Element} page @returns {number} how many lines came */
  append(page) {
    const there = new Set(this.rows().map((row) => row.dataset.id));
    const lines = /** @type {HTMLElement | null} */ (page.querySelector('[data-part="lines"]'));
    const fresh = lines ? this.rows(lines).filter((row) => !there.has(row.dataset.id)) : [];
    this.#lines.querySelector('[data-part="rows"]')?.append(...fresh.map((row) => document.adoptNode(row)));
    const foot = lines?.querySelector('[data-part="more"]');
    this.#lines.querySelector('[data-part="more"]')?.replaceChildren(...adopted(foot?.childNodes ?? []));
    if (fresh[0]) focusLine(fresh[0]);
    return fresh.length;
  }

  clear() {
    this.#lines.replaceChildren();
  }

  /** @param {Element} list @param {HTMLElement[]} wanted lines of the newer page, in order */
  #putIn(list, wanted) {
    const old = new Map(this.rows().map((row) => [row.dataset.id, row]));
    const rows = wanted.map((row) => {
      const known = old.get(row.dataset.id);
      if (known) refreshRow(known, row);
      return known ?? document.adoptNode(row);
    });
    const at = this.rows().findIndex((row) => row.contains(document.activeElement));
    const focused = this.rows()[at];
    const ahead = this.rows().slice(at + 1).find((row) => rows.includes(row));
    for (const row of this.rows()) if (!rows.includes(row)) row.remove();
    let next = list.firstElementChild;
    for (const row of rows) {
      if (row === next) next = next.nextElementSibling;
      else list.insertBefore(row, next);
    }
    if (!focused || focused.contains(document.activeElement)) return;
    const to = rows.includes(focused) ? focused : (ahead ?? rows[rows.length - 1]);
    if (to) linkOf(to)?.focus({ preventScroll: true });
  }

  /** What is looked at stays at its place of the screen. @param {() => void} change */
  #keepingPlace(change) {
    const top = this.#place.getBoundingClientRect().top;
    const seen = this.here() ?? this.rows().find((row) => row.getBoundingClientRect().bottom > Math.max(0, top));
    const before = seen?.getBoundingClientRect().top ?? 0;
    change();
    if (!seen?.isConnected) return;
    const moved = seen.getBoundingClientRect().top - before;
    if (!moved) return;
    if (this.#place.scrollHeight > this.#place.clientHeight) this.#place.scrollTop += moved;
    else window.scrollBy(0, moved);
  }
}

/** @param {ParentNode} row @returns {HTMLElement | null} */
export function linkOf(row) {
  return row.querySelector("h2 a");
}

/** @param {HTMLElement} row */
function focusLine(row) {
  linkOf(row)?.focus();
  row.scrollIntoView?.({ block: "nearest" });
}

/** The heading holds the link, which may have the focus: it stays. @param {HTMLElement} old @param {HTMLElement} fresh */
function refreshRow(old, fresh) {
  if (old.textContent === fresh.textContent && old.className === fresh.className) return;
  old.className = fresh.className;
  old.removeAttribute("data-held");
  const [, ...rest] = fresh.children;
  while (old.childElementCount > 1) old.lastElementChild?.remove();
  old.append(...rest.map((one) => document.adoptNode(one)));
}

/** @param {Iterable<ChildNode>} nodes */
function adopted(nodes) {
  return [...nodes].map((node) => document.adoptNode(node));
}
