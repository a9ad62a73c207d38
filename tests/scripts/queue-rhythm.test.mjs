import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "./dom.mjs";

const { Rhythm } = await load("queue/rhythm");
let looked;
let hidden = false;
Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });

beforeEach((t) => {
  looked = 0;
  hidden = false;
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  t.mock.method(Math, "random", () => 0.5);
  for (const name of ["setTimeout", "clearTimeout", "setInterval", "clearInterval"]) window[name] = globalThis[name];
});

const rhythm = () => new Rhythm(async () => void looked++);
const later = async (t, milliseconds) => {
  t.mock.timers.tick(milliseconds);
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};

test("10,000 wake-ups are one look at once and one after a pause", async (t) => {
  const made = rhythm();
  for (let one = 0; one < 5_000; one++) made.want();
  await later(t, 0);
  assert.equal(looked, 1);
  for (let one = 0; one < 5_000; one++) made.want();
  await later(t, 1_999);
  assert.equal(looked, 1);
  await later(t, 1);
  assert.equal(looked, 2);
  made.close();
});

test("the longer a look takes, the longer is the pause after it", async (t) => {
  let done;
  const made = new Rhythm(() => {
    looked++;
    return new Promise((resolve) => (done = resolve));
  });
  made.want();
  await later(t, 0);
  await later(t, 1_000); // it takes a second
  done();
  await later(t, 0);
  made.want();
  await later(t, 9_999);
  assert.equal(looked, 1);
  await later(t, 1);
  assert.equal(looked, 2);
  made.close();
});

test("nobody looks for a page that nobody sees; when it is seen again, somebody does", async (t) => {
  const made = rhythm();
  hidden = true;
  made.want();
  await later(t, 5_000);
  assert.equal(looked, 0);
  hidden = false;
  made.seen();
  await later(t, 0);
  assert.equal(looked, 1);
  made.seen();
  await later(t, 5_000);
  assert.equal(looked, 1);
  made.close();
});

test("what somebody did is looked at at once, and twice where a look was under way", async (t) => {
  const made = rhythm();
  await made.now();
  await made.now();
  assert.equal(looked, 2);
  made.close();
});

test("while nobody wakes us, it looks twice a minute, and else once", async (t) => {
  const made = rhythm();
  await later(t, 60_000);
  assert.equal(looked, 1);
  made.poll(true);
  for (let half = 0; half < 4; half++) await later(t, 30_000);
  assert.equal(looked, 5);
  made.poll(false);
  await later(t, 59_999);
  assert.equal(looked, 5);
  made.close();
  await later(t, 300_000);
  assert.equal(looked, 5);
});
