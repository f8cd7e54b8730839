// @ts-check
/** Keeps the keys while the page waits for what a key asked: the next key belongs to what comes, not to the list. */

/** @import {Desk, Mode} from "./types.js" */

/**
 * What was waited for, or null when Escape, a click or another selection came first.
 * @template T
 * @param {Desk} desk
 * @param {Promise<T>} asked
 * @returns {Promise<T | null>}
 */
export async function hold(desk, asked) {
  /** @type {Mode} */
  const waiting = {
    key: (event) => {
      if (event.key === "Escape") waiting.end();
      return true;
    },
    end: () => {
      if (desk.mode === waiting) desk.mode = null;
    },
  };
  desk.mode = waiting;
  const answer = await asked;
  const still = desk.mode === waiting;
  waiting.end();
  return still ? answer : null;
}
