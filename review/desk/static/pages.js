// @ts-check
/** The pages below each other: which are drawn, which is in view, how large they are. */

import { put, the } from "./element.js";
import { Frame } from "./frame.js";
import { drawSketch } from "./overlay.js";

/** @import {Box, Change, Finding} from "./types.js" */
/** @import {Stand} from "./stand.js" */

const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];
const AHEAD = "100% 0px"; // what is drawn above and below what is in view
const EDGE = 40; // pixels that a finding stays away from the edge
const KEPT = "lakwerk-zoom";

/** All pages of the document. */
export class Pages {
  /** @param {Stand} stand @param {string} address */
  constructor(stand, address) {
    this.stand = stand;
    this.root = the("sheets");
    this.frames = new Map(stand.told.pages.map((page) => [page.number, new Frame(page, address, stand)]));
    /** @type {Set<number>} */
    this.near = new Set();
    this.ahead = 0;
    this.now = 1;
    /** How far the page in view is scrolled, in parts of its height. */
    this.part = 0;
    this.sketched = 0;
    this.zoom = Number(sessionStorage.getItem(KEPT)) || 1;
    this.root.append(...[...this.frames.values()].map((each) => each.element));
    this._follow();
    this._size();
  }

  /** Goes to the top of a page; a number outside the document means its first or last. @param {number} page */
  go(page) {
    const number = Math.min(Math.max(page, 1), this.frames.size);
    const frame = this.frames.get(number);
    if (!frame) return;
    this.root.scrollTop = frame.element.offsetTop;
    this._look();
  }

  /** Scrolls a finding into view, where it is not, and draws its page at once. @param {Finding} finding */
  show(finding) {
    this.reveal(finding.page, finding.boxes);
  }

  /** @param {number} page @param {Box[]} boxes */
  reveal(page, boxes) {
    const frame = this.frames.get(page);
    const first = boxes[0];
    if (!frame || !first) return;
    this.near.add(page);
    frame.fill();
    const { root } = this;
    const [left, top, right, bottom] = this._place(frame, first);
    if (top < root.scrollTop + EDGE || bottom > root.scrollTop + root.clientHeight - EDGE) {
      root.scrollTop = top - root.clientHeight / 3;
    }
    if (left < root.scrollLeft || right > root.scrollLeft + root.clientWidth) root.scrollLeft = left - EDGE;
    this._look();
  }

  /** Whether a finding begins within what is seen now. @param {Finding} finding */
  sees(finding) {
    const frame = this.frames.get(finding.page);
    const first = finding.boxes[0];
    if (!frame || !first) return true;
    const [left, top, right, bottom] = this._place(frame, first);
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.root;
    const high = top < scrollTop + clientHeight && bottom > scrollTop;
    return high && left < scrollLeft + clientWidth && right > scrollLeft;
  }

  /** A box in pixels of what scrolls. @param {Frame} frame @param {Box} box */
  _place({ sheet, scale }, [x0, top, x1, bottom]) {
    const [left, above] = [sheet.offsetLeft, sheet.offsetTop];
    return [left + x0 * scale, above + top * scale, left + x1 * scale, above + bottom * scale];
  }

  /** Draws a page before it is asked for, and keeps it. @param {number} page */
  prepare(page) {
    const before = this.ahead;
    this.ahead = page;
    this.frames.get(page)?.fill();
    if (before !== page && !this.near.has(before)) this.frames.get(before)?.empty();
  }

  /** Larger (1), smaller (-1) or as wide as fits (0); the same place stays in view. @param {1 | 0 | -1} step */
  resize(step) {
    const at = ZOOMS.findIndex((each) => each >= this.zoom);
    this.zoom = step === 0 ? 1 : (ZOOMS[Math.min(Math.max(at + step, 0), ZOOMS.length - 1)] ?? 1);
    sessionStorage.setItem(KEPT, String(this.zoom));
    this._size();
    this._stay();
    const chosen = this.stand.finding;
    if (chosen?.page === this.now) this.show(chosen);
  }

  /**
   * Shows what is being drawn on a page; page 0 takes it away.
   * @param {number} page
   * @param {Box[]} frames
   * @param {Box[]} words
   */
  sketch(page, frames, words) {
    if (this.sketched !== page) this._clear(this.sketched);
    this.sketched = page;
    const frame = this.frames.get(page);
    frame?.fill();
    if (frame?.sketch) drawSketch(frame.sketch, frames, words);
  }

  /** @param {number} page */
  _clear(page) {
    this.frames.get(page)?.sketch?.replaceChildren();
  }

  _size() {
    this.root.style.setProperty("--zoom", String(this.zoom));
    put(the("zoom"), `${Math.round(this.zoom * 100)} %`);
  }

  /** After a change of size: the same place in view, and pictures of the new size. */
  _stay() {
    const element = this.frames.get(this.now)?.element;
    if (element) this.root.scrollTop = element.offsetTop + this.part * element.offsetHeight;
    for (const page of this.near) this.frames.get(page)?.fill();
  }

  _follow() {
    const watch = new IntersectionObserver((seen) => this._seen(seen), { root: this.root, rootMargin: AHEAD });
    for (const frame of this.frames.values()) watch.observe(frame.element);
    new ResizeObserver(() => this._stay()).observe(this.root);
    let asked = 0;
    this.root.addEventListener("scroll", () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => this._look());
    });
    this.stand.onChange((change) => this._changed(change));
    this.stand.onSelect((before) => {
      const gone = before && this.stand.findings.get(before);
      if (gone) this.frames.get(gone.page)?.mark();
      const chosen = this.stand.finding;
      if (!chosen) return;
      this.frames.get(chosen.page)?.mark();
      this.show(chosen);
    });
  }

  /** @param {Change} change */
  _changed({ changed, removed }) {
    for (const page of new Set([...changed, ...removed].map((each) => each.page))) this.frames.get(page)?.mark();
    for (const page of this.stand.told.pages) {
      const frame = this.frames.get(page.number);
      if (!frame || (frame.page.looked === page.looked && frame.said === page.looked)) continue;
      frame.page = page;
      frame.label();
    }
  }

  /** @param {IntersectionObserverEntry[]} seen */
  _seen(seen) {
    for (const each of seen) {
      const page = Number(/** @type {HTMLElement} */ (each.target).dataset.page);
      const frame = this.frames.get(page);
      if (each.isIntersecting) {
        this.near.add(page);
        frame?.fill();
      } else {
        this.near.delete(page);
        if (page !== this.ahead) frame?.empty();
      }
    }
  }

  /** Which page is in view: the one at a third of the height. */
  _look() {
    const line = this.root.scrollTop + this.root.clientHeight / 3;
    const all = [...this.frames.values()];
    let [low, high] = [0, all.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (all[middle].element.offsetTop <= line) low = middle;
      else high = middle - 1;
    }
    const number = all[low]?.page.number ?? 1;
    const element = all[low]?.element;
    if (element) this.part = (this.root.scrollTop - element.offsetTop) / element.offsetHeight;
    if (number === this.now && the("page").textContent) return;
    this.now = number;
    put(the("page"), String(number));
    this.turned();
  }

  /** What follows when another page is in view; set by who wants to know. */
  turned() {}
}
