import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./dom.mjs";
import { showRoom, texts } from "./room.mjs";

const { careCard } = await load("room/care");

test("SG-32: a card that says what it is, with places and their numbers", () => {
  const card = careCard(showRoom(), {
    label: "Automatic message",
    title: "You are not alone",
    text: "These people listen.",
    help_label: "More help",
    help_url: "/help/",
    region: "Netherlands",
    emergency: [{ number: "112", href: "tel:112" }],
    services: [
      { name: "Harbour line", url: "/help/harbour/", number: "116 111", href: "tel:116111" },
      { name: "Night chat", url: "/help/night/", href: "" },
    ],
  });
  assert.deepEqual(texts(card, "[data-label], h2, [data-text]"), ["Automatic message", "You are not alone", "These people listen."]);
  const links = [...card.querySelectorAll("li a")].map((link) => [link.getAttribute("href"), link.textContent, link.dir]);
  assert.deepEqual(links, [
    ["/help/harbour/", "Harbour line", "auto"],
    ["tel:116111", "116 111", "ltr"],
    ["/help/night/", "Night chat", "auto"],
  ]);
  assert.equal(card.querySelector("[data-help]").getAttribute("href"), "/help/");
  assert.deepEqual(texts(card, "[data-region], [data-emergency] a"), ["112", "Netherlands"]);
});
