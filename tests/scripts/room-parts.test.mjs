import assert from "node:assert/strict";
import { test } from "node:test";

import { load, show } from "./dom.mjs";

const { counted, copyOf, part, renew, reveal, showTime, write } = await load("room/parts");

test("copies of a template are separate, and texts go in as text", () => {
  const room = show(`<template data-template="a"><p><b></b><i hidden></i></p></template><div data-part="here"></div>`);
  const one = copyOf(room, "a");
  const two = copyOf(room, "a");
  write(one, "b", "<i>x</i>");
  reveal(one, "i", true);
  assert.equal(one.querySelector("b").textContent, "<i>x</i>");
  assert.equal(two.querySelector("b").textContent, "");
  assert.equal(one.querySelector("i").hidden, false);
  assert.equal(part(room, "here").dataset.part, "here");
  assert.equal(part(room, "nowhere"), null);
  write(one, "u", "nobody there");
});

test("a count is written as the reader's language writes numbers", () => {
  assert.equal(counted("New messages: {count}", 1200, "en"), "New messages: 1,200");
  assert.equal(counted("رسائل جديدة: {count}", 12, "ar-EG"), "رسائل جديدة: ١٢");
});

test("a time is the reader's own; what is no time is left as the server wrote it", () => {
  const body = show("<time>soon</time><time>then</time>");
  const [one, two] = body.querySelectorAll("time");
  showTime(one, "2026-11-25T19:31:02+00:00", "en");
  assert.equal(one.dateTime, "2026-11-25T19:31:02+00:00");
  const there = new Date("2026-11-25T19:31:02+00:00"); // wherever this runs
  const clock = there.toTimeString().slice(0, 5);
  assert.equal(one.textContent, `Nov ${there.getDate()}, 2026, ${clock}`); // 3/4 is another day elsewhere
  const now = new Date();
  showTime(one, now.toISOString(), "en");
  assert.equal(one.textContent, now.toTimeString().slice(0, 5)); // of today the hour is enough
  showTime(two, "never", "en");
  assert.equal(two.textContent, "then");
  showTime(null, "never", "en");
});

test("news about others take nobody away from what they are at", () => {
  const body = show(`<ul></ul>`);
  const list = body.querySelector("ul");
  const line = (id, words) => {
    const item = Object.assign(document.createElement("li"), { innerHTML: `<a href="#">${words}</a> <a href="tel:112">112</a>` });
    item.dataset.id = id;
    return item;
  };
  renew(list, [line("a", "one"), line("b", "two")]);
  const call = list.querySelectorAll("a")[1];
  call.focus();
  renew(list, [line("a", "one"), line("b", "two")]);
  assert.equal(document.activeElement, call); // nothing has changed: it is the very same
  renew(list, [line("c", "new"), line("a", "one, changed")]);
  assert.equal(document.activeElement, list.children[1].querySelectorAll("a")[1]); // the same control of the same thing
  assert.deepEqual([...list.children].map((item) => item.dataset.id), ["c", "a"]);
  renew(list, []);
  assert.equal(list.children.length, 0);
  renew(null, [line("a", "nowhere")]);
});
