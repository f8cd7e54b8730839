// @ts-check
/** A box by keyboard: arrows move it, Shift sizes it, Enter has it redacted. */

import { drawBox } from "./draw.js";
import { put, the } from "./element.js";
import { say } from "./say.js";
import { boxOf, readOut, touched } from "./words.js";

/** @import {Box, Desk, Mode, Word} from "./types.js" */

const [WIDE, HIGH] = [90, 16]; // points, about a name
const [STEP, FINE] = [10, 1]; // points
const LEAST = 2; // points
const HELP =
  "Kader tekenen: pijlen verplaatsen, Shift+pijlen maken groter of kleiner, Alt erbij gaat per punt, " +
  "s wisselt tussen woorden en vrij, Enter lakt, Esc stopt.";

/** The mode in which the keys move a box. @implements {Mode} */
export class BoxByKeys {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.page = desk.pages.now;
    this.snap = true;
    /** @type {Word[]} */
    this.words = [];
    this.box = this._begin();
    put(the("mode"), HELP);
    desk.words.of(this.page).then((words) => {
      if (desk.mode !== this) return;
      this.words = words;
      this._show();
    });
    this._show();
    say("Kader tekenen. Enter lakt, Esc stopt.");
  }

  end() {
    put(the("mode"), "");
    this.desk.pages.sketch(0, [], []);
    this.desk.mode = null;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey) return false;
    if (event.key === "Escape") {
      this.end();
      say("Kader vervallen.");
    } else if (event.key === "Enter") this._draw();
    else if (event.key === "s") {
      this.snap = !this.snap;
      say(this.snap ? "Het kader pakt hele woorden." : "Het kader is vrij.");
      this._show();
    } else if (event.key.startsWith("Arrow")) this._move(event);
    return true;
  }

  /** Where the box begins: in the middle of what is seen. @returns {Box} */
  _begin() {
    const { root, frames } = this.desk.pages;
    const frame = frames.get(this.page);
    if (!frame) return [0, 0, WIDE, HIGH];
    const middle = (root.scrollTop + root.clientHeight / 2 - frame.sheet.offsetTop) / frame.scale;
    const top = Math.min(Math.max(middle, 0), frame.page.height - HIGH);
    const left = (frame.page.width - WIDE) / 2;
    return [left, top, left + WIDE, top + HIGH];
  }

  /** @param {KeyboardEvent} event */
  _move({ key, shiftKey, altKey }) {
    const frame = this.desk.pages.frames.get(this.page);
    if (!frame) return;
    const { width, height } = frame.page;
    const step = (altKey ? FINE : STEP) * (key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1);
    const axis = key === "ArrowLeft" || key === "ArrowRight" ? 0 : 1;
    const most = axis === 0 ? width : height;
    const [low, high] = [this.box[axis], this.box[axis + 2]];
    if (shiftKey) this.box[axis + 2] = Math.min(Math.max(high + step, low + LEAST), most);
    else {
      const moved = Math.min(Math.max(low + step, 0), most - (high - low));
      this.box[axis] = moved;
      this.box[axis + 2] = moved + (high - low);
    }
    this._show();
    this.desk.pages.reveal(this.page, [this.box]);
    this._read();
  }

  _taken() {
    return this.snap ? touched(this.words, this.box) : [];
  }

  _show() {
    this.desk.pages.sketch(this.page, [this.box], this._taken().map(boxOf));
  }

  /** Says what the box holds, once the hand is still. */
  _read() {
    clearTimeout(this.reading);
    this.reading = setTimeout(() => {
      if (this.desk.mode !== this) return;
      const [x0, top, x1, bottom] = this.box.map(Math.round);
      const text = readOut(this._taken());
      say(text ? `In het kader: ${text}` : `Kader van ${x0}, ${top} tot ${x1}, ${bottom} punten, zonder woorden.`);
    }, 400);
  }

  async _draw() {
    const { desk, page, box } = this;
    const taken = this._taken();
    this.end();
    desk.pages.sketch(page, [box], taken.map(boxOf));
    await drawBox(desk, page, box, taken.length > 0, readOut(taken));
  }
}
