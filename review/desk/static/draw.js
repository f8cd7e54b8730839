// @ts-check
/** A box that somebody drew: asks for the ground and sends it. */

import { chooseGround } from "./dialogs.js";
import { say } from "./say.js";

/** @import {Box, Desk} from "./types.js" */

/**
 * Has a drawn box redacted; `snap` takes the words that it touches.
 * @param {Desk} desk
 * @param {number} page
 * @param {Box} box
 * @param {boolean} snap
 * @param {string} text of the words, or ""
 */
export async function drawBox(desk, page, box, snap, text) {
  const what = text ? `“${text.length > 80 ? `${text.slice(0, 79)}…` : text}”` : "Getekend kader";
  const ground = await chooseGround(desk, `${what} lakken op grond`);
  desk.pages.sketch(0, [], []);
  if (!ground) {
    say("Kader vervallen.");
    desk.list.focus();
    return;
  }
  const answer = await desk.actions.do({ do: "box", page, box: /** @type {Box} */ (box.map(round)), ground, snap });
  if (!answer) return;
  say(answer.told);
  if (answer.changed[0]) desk.stand.select(answer.changed[0].id);
}

/** Tenths of a point are finer than any printer. @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}
