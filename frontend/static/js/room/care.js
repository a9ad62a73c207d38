/**
 * An automatic message with places that help, for somebody whose words call for it. Labelled as automatic (SG-32).
 *
 * @module
 */

import { copyOf, reveal, write } from "./parts.js";

/**
 * @typedef {{ label: string, title: string, text: string, help_label: string, help_url: string, region: string,
 *   emergency: { number: string, href: string }[],
 *   services: { name: string, url: string, number?: string, href: string, note?: string }[] }} Care
 */

/** @param {ParentNode} room @param {Care} care @returns {HTMLElement} */
export function careCard(room, care) {
  const card = copyOf(room, "help");
  write(card, "[data-label]", care.label);
  write(card, "h2", care.title);
  write(card, "[data-text]", care.text);
  for (const { href, number } of care.emergency) {
    card.querySelector("[data-emergency]")?.append(" ", link(href, number, "ltr", "button button--danger button--small"));
  }
  reveal(card, "[data-emergency]", care.emergency.length > 0);
  write(card, "[data-region]", care.region);
  reveal(card, "[data-region]", care.services.length > 0);
  card.querySelector("ul")?.replaceChildren(
    ...care.services.map((service) => {
      const line = Object.assign(document.createElement("li"), { className: "cluster" });
      line.append(link(service.url, service.name, "auto", "touch"), " ");
      if (service.number) line.append(link(service.href, service.number, "ltr", "touch"), " ");
      if (service.note) line.append(Object.assign(document.createElement("span"), { className: "small muted", textContent: service.note }));
      return line;
    }),
  );
  write(card, "[data-help]", care.help_label);
  card.querySelector("[data-help]")?.setAttribute("href", care.help_url);
  return card;
}

/** @param {string} href @param {string} text @param {string} dir @param {string} [className] */
function link(href, text, dir, className = "") {
  return Object.assign(document.createElement("a"), { href, textContent: text, dir, className });
}
