// @ts-check
/** One page on the screen: its head, its picture while it is near, and its marks. */

import { button, drawn, made } from "./element.js";
import { drawMarks } from "./overlay.js";

/** @import {Page} from "./types.js" */
/** @import {Stand} from "./stand.js" */

const WIDTHS = [600, 900, 1400, 2000, 3000]; // pixels; few, so that the browser keeps what it has

/** A page of its right size from the start; what is drawn on it comes and goes. */
export class Frame {
  /** @param {Page} page @param {string} address @param {Stand} stand */
  constructor(page, address, stand) {
    this.page = page;
    this.address = address;
    this.stand = stand;
    this.head = made("p", "head");
    this.sheet = made("div", "sheet");
    this.sheet.style.setProperty("--points", String(page.width));
    this.sheet.style.aspectRatio = `${page.width} / ${page.height}`;
    this.element = made("div", "leaf", this.head, this.sheet);
    this.element.dataset.page = String(page.number);
    /** @type {HTMLImageElement | null} */
    this.picture = null;
    /** @type {SVGElement | null} */
    this.marks = null;
    /** @type {SVGElement | null} */
    this.sketch = null;
    this.said = page.looked;
    this.label();
  }

  /** Pixels for a point, as it is shown now. */
  get scale() {
    return this.sheet.getBoundingClientRect().width / this.page.width;
  }

  /** Says in the head whether the page must still be looked at. */
  label() {
    const { number, sample, looked } = this.page;
    this.said = looked;
    this.head.replaceChildren(`Bladzijde ${number}`);
    if (sample && looked) this.head.append(made("span", "state", "Bekeken"));
    if (!sample || looked) return;
    const seen = button("Bekeken (z)", "seen", "plain small");
    seen.dataset.page = String(number);
    this.head.append(made("span", "state look", "Niets gevonden: kijk mee"), seen);
  }

  /** Draws picture and marks. */
  fill() {
    if (!this.marks) {
      this.marks = drawn("g", {});
      this.sketch = drawn("g", { class: "sketch" });
      const { width, height } = this.page;
      this.sheet.append(
        drawn("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, this.marks, this.sketch),
      );
      this.mark();
    }
    this._load();
  }

  /** Draws the marks anew, where they are drawn. */
  mark() {
    if (this.marks) drawMarks(this.marks, this.stand.onPage(this.page.number), this.stand, this.page.number);
  }

  /** Lets go of what is out of sight. */
  empty() {
    this.sheet.replaceChildren();
    if (this.picture) this.picture.src = "";
    this.picture = this.marks = this.sketch = null;
  }

  /** The picture in the size that the zoom asks for; the old one stays until the new one is there. */
  _load() {
    const asked = this.sheet.clientWidth * window.devicePixelRatio;
    const width = WIDTHS.find((each) => each >= asked) ?? WIDTHS[WIDTHS.length - 1];
    if (this.picture?.dataset.width === String(width)) return;
    const before = this.picture;
    const picture = made("img");
    picture.alt = `Bladzijde ${this.page.number}`;
    picture.dataset.width = String(width);
    picture.decoding = "async";
    picture.draggable = false;
    picture.addEventListener("load", () => before?.remove());
    picture.addEventListener("error", () => this._failed(picture));
    picture.src = `${this.address}/bladzijde/${this.page.number}.png?b=${width}`;
    this.picture = picture;
    if (before) before.after(picture);
    else this.sheet.prepend(picture);
  }

  /** @param {HTMLImageElement} picture */
  _failed(picture) {
    if (this.picture !== picture) return;
    picture.remove();
    this.picture = null;
    const again = button("Probeer opnieuw", () => {
      notice.remove();
      this._load();
    });
    const notice = made(
      "div",
      "notice wrong",
      made("p", "", `Bladzijde ${this.page.number} kan nu niet worden getoond.`),
      again,
    );
    this.sheet.append(notice);
  }
}
