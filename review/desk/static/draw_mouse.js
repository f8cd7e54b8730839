// @ts-check
/** The mouse on a page: a click selects a finding, a drag draws a box. */

import { drawBox } from "./draw.js";
import { hold } from "./hold.js";
import { boxOf, readOut, touched } from "./words.js";

/** @import {Box, Desk, Word} from "./types.js" */
/** @import {Frame} from "./frame.js" */

const STILL = 4; // pixels that a hand moves in a click

/** @typedef {{frame: Frame, from: [number, number], at: [number, number], words: Word[], drawing: boolean}} Drag */

/**
 * Lets the mouse select and draw.
 * @param {Desk} desk
 */
export function watchMouse(desk) {
  const mouse = new Mouse(desk);
  const { root } = desk.pages;
  root.addEventListener("pointerdown", (event) => mouse.down(event));
  root.addEventListener("pointermove", (event) => mouse.move(event));
  root.addEventListener("pointerup", (event) => mouse.up(event));
  root.addEventListener("pointercancel", () => mouse.cancel());
  root.addEventListener("click", (event) => {
    const marked = /** @type {Element} */ (event.target).closest("[data-id]");
    if (marked instanceof SVGElement) desk.stand.select(marked.dataset.id ?? null);
  });
}

/** A drag from its beginning to its end. */
class Mouse {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {Drag | null} */
    this.drag = null;
  }

  /** @param {PointerEvent} event */
  down(event) {
    const frame = frameOf(this.desk, event);
    if (!frame || event.button !== 0 || event.pointerType === "touch" || onButton(event)) return;
    const at = /** @type {[number, number]} */ ([event.clientX, event.clientY]);
    const begun = { frame, from: at, at, words: /** @type {Word[]} */ ([]), drawing: false };
    this.desk.words.of(frame.page.number).then((words) => (begun.words = words));
    this.drag = begun;
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { desk, drag } = this;
    if (!drag) return;
    drag.at = [event.clientX, event.clientY];
    if (!drag.drawing && !begins(desk, drag)) return;
    if (!drag.drawing) {
      desk.mode?.end();
      desk.pages.root.setPointerCapture(event.pointerId);
    }
    drag.drawing = true;
    preview(desk, drag, event.altKey);
  }

  /** @param {PointerEvent} event */
  up(event) {
    const done = this.drag;
    this.drag = null;
    if (done?.drawing) finish(this.desk, done, event.altKey);
  }

  cancel() {
    if (this.drag?.drawing) this.desk.pages.sketch(0, [], []);
    this.drag = null;
  }
}

/** @param {Event} event */
function onButton(event) {
  return Boolean(/** @type {Element} */ (event.target).closest("button"));
}

/** @param {Desk} desk @param {Event} event */
function frameOf(desk, event) {
  const target = /** @type {Element} */ (event.target);
  const leaf = target.closest(".sheet") && target.closest(".leaf");
  return leaf instanceof HTMLElement ? desk.pages.frames.get(Number(leaf.dataset.page)) : undefined;
}

/** @param {Desk} desk @param {Drag} drag */
function begins(desk, { from, at }) {
  const moved = Math.max(Math.abs(at[0] - from[0]), Math.abs(at[1] - from[1]));
  return moved > STILL && desk.stand.told.may.decide;
}

/** The box in points, within the page. @param {Drag} drag @returns {Box} */
function box({ frame, from, at }) {
  const edge = frame.sheet.getBoundingClientRect();
  const { width, height } = frame.page;
  const points = (/** @type {number} */ pixels, /** @type {number} */ most) =>
    Math.min(Math.max(pixels / frame.scale, 0), most);
  const across = [from[0], at[0]].map((x) => points(x - edge.left, width));
  const down = [from[1], at[1]].map((y) => points(y - edge.top, height));
  return [Math.min(...across), Math.min(...down), Math.max(...across), Math.max(...down)];
}

/** @param {Desk} desk @param {Drag} drag @param {boolean} free */
function preview(desk, drag, free) {
  const drawn = box(drag);
  const words = free ? [] : touched(drag.words, drawn).map(boxOf);
  desk.pages.sketch(drag.frame.page.number, [drawn], words);
}

/** @param {Desk} desk @param {Drag} drag @param {boolean} free */
async function finish(desk, drag, free) {
  const drawn = box(drag);
  const page = drag.frame.page.number;
  const all = await hold(desk, desk.words.of(page));
  if (!all) return desk.pages.sketch(0, [], []);
  const words = free ? [] : touched(all, drawn);
  desk.pages.sketch(page, [drawn], words.map(boxOf));
  await drawBox(desk, page, drawn, words.length > 0, readOut(words));
}
