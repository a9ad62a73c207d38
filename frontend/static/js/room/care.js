/**
 * An automatic message with places that help, for somebody whose words call for it. Labelled as automatic (SG-32).
 *
 * @module
 */

import { copyOf, write } from "./parts.js";

/**
 * @typedef {{ label: string, title: string, text: string, help_label: string, help_url: string,
 *   services: { name: string, url: string, number?: string, href: string }[] }} Care
 */

/** @param {ParentNode} room @param {Care} care @returns {HTMLElement} */
export function careCard(room, care) {
  const card = copyOf(room, "help");
  write(card, "[data-label]", care.label);
  write(card, "h2", care.title);
  write(card, "[data-text]", care.text);
  card.querySelector("ul")?.replaceChildren(
    ...care.services.map((service) => {
      const line = document.createElement("li");
      line.append(link(service.url, service.name, "auto"), " ");
      if (service.number) line.append(link(service.href, service.number, "ltr"));
      return line;
    }),
  );
  write(card, "[data-help]", care.help_label);
  card.querySelector("[data-help]")?.setAttribute("href", care.help_url);
  return card;
}

/** @param {string} href @param {string} text @param {string} dir */
function link(href, text, dir) {
  return Object.assign(document.createElement("a"), { href, textContent: text, dir });
}
