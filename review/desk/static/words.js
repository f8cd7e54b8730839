// @ts-check
/** The words of a page, and which of them a box takes. */

import { ask } from "./ask_server.js";

/** @import {Box, Word} from "./types.js" */

/** Words by page, asked once. */
export class Words {
  /** @param {string} address */
  constructor(address) {
    this.address = address;
    /** @type {Map<number, Promise<Word[]>>} */
    this.pages = new Map();
  }

  /**
   * The words of a page in reading order; none where they cannot be had, so that a box is then drawn as it is.
   * @param {number} page
   * @returns {Promise<Word[]>}
   */
  of(page) {
    const known = this.pages.get(page);
    if (known) return known;
    const asked = ask(`${this.address}/woorden/${page}.json`).catch(() => {
      this.pages.delete(page);
      return [];
    });
    this.pages.set(page, asked);
    return asked;
  }
}

/**
 * The words that a box touches.
 * @param {Word[]} words
 * @param {Box} box
 */
export function touched(words, [x0, top, x1, bottom]) {
  return words.filter((word) => word[0] < x1 && word[2] > x0 && word[1] < bottom && word[3] > top);
}

/**
 * The box of a word, without its text.
 * @param {Word} word
 * @returns {Box}
 */
export function boxOf(word) {
  return [word[0], word[1], word[2], word[3]];
}

/**
 * What is read in some words.
 * @param {Word[]} words
 */
export function readOut(words) {
  return words.map((word) => word[4]).join(" ");
}
