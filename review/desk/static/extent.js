// @ts-check
/** The extent of a finding, changed by whole words. */

import { put, the } from "./element.js";
import { hold } from "./hold.js";
import { say } from "./say.js";
import { boxOf, readOut } from "./words.js";

/** @import {Desk, Finding, Mode, Word} from "./types.js" */

const HELP = "Omvang: ← en → verplaatsen het einde een woord, Shift erbij het begin, Enter bewaart, Esc stopt.";

/**
 * Begins to change the extent, where the finding stands in text.
 * @param {Desk} desk
 * @param {Finding} finding
 */
export async function changeExtent(desk, finding) {
  const words = await hold(desk, desk.words.of(finding.page));
  if (!words) return;
  const { start, end } = finding;
  const inside = start === null || end === null ? [] : words.filter((word) => word[5] < end && word[6] > start);
  if (inside.length === 0) return say("Een beeld heeft geen woorden: teken een nieuw kader (b).");
  desk.mode = new Extent(desk, finding, words, inside);
}

/** The mode in which the keys move start and end. @implements {Mode} */
class Extent {
  /** @param {Desk} desk @param {Finding} finding @param {Word[]} words of the page @param {Word[]} inside */
  constructor(desk, finding, words, inside) {
    this.desk = desk;
    this.finding = finding;
    this.words = words;
    this.first = this.from = words.indexOf(inside[0]);
    this.last = this.to = words.indexOf(inside[inside.length - 1]);
    put(the("mode"), HELP);
    this._show();
    say(`Omvang van “${this._text()}”. Enter bewaart, Esc stopt.`);
  }

  end() {
    put(the("mode"), "");
    this.desk.pages.sketch(0, [], []);
    this.desk.mode = null;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "Escape") {
      this.end();
      say("Omvang niet gewijzigd.");
    } else if (event.key === "Enter") this._done();
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") this._move(event);
    return true;
  }

  /** @param {KeyboardEvent} event */
  _move({ key, shiftKey }) {
    const step = key === "ArrowLeft" ? -1 : 1;
    if (shiftKey) this.first = Math.min(Math.max(this.first + step, 0), this.last);
    else this.last = Math.min(Math.max(this.last + step, this.first), this.words.length - 1);
    this._show();
    say(this._text());
  }

  _taken() {
    return this.words.slice(this.first, this.last + 1);
  }

  _text() {
    return readOut(this._taken());
  }

  _show() {
    const taken = this._taken().map(boxOf);
    this.desk.pages.sketch(this.finding.page, taken, []);
    this.desk.pages.reveal(this.finding.page, [taken[taken.length - 1]]);
  }

  /** An end that was not moved stays where it was: a finding may begin or end within a word. */
  async _done() {
    const { desk, finding } = this;
    const start = this.first === this.from ? finding.start : this.words[this.first][5];
    const end = this.last === this.to ? finding.end : this.words[this.last][6];
    this.end();
    if (start === finding.start && end === finding.end) return say("Omvang niet gewijzigd.");
    const answer = await desk.actions.do({ do: "extent", finding: finding.id, start, end });
    if (answer) say(answer.told);
  }
}
