// @ts-check
/** The marks on a page: each sort is told by line and sign as well as by colour. */

import { drawn } from "./element.js";

/** @import {Box, Finding} from "./types.js" */
/** @import {Stand} from "./stand.js" */

const AROUND = 1; // points between the letters and the line around them
const LETTER = 2.7; // points wide, in the tag
const TAG = 5.4; // points high
const SMALL = 10; // points, of a line
const LESS = 0.65; // of a tag, in small lines
const SIGN = 4; // points, half of a sign

/**
 * Draws the marks of a page anew.
 * @param {SVGElement} layer
 * @param {Finding[]} findings
 * @param {Stand} stand
 * @param {number} page
 */
export function drawMarks(layer, findings, stand, page) {
  const here = findings.map((each) => (each.page === page ? each : { ...each, boxes: onPage(each, page) }));
  const all = here.filter((each) => each.id !== stand.selected).map((each) => mark(each, stand));
  // The selected one lies on top.
  const chosen = here.filter((each) => each.id === stand.selected).map((each) => mark(each, stand));
  layer.replaceChildren(...all, ...chosen);
}

/**
 * Draws what is being made: a box, and the words it would take.
 * @param {SVGElement} layer
 * @param {Box[]} frames
 * @param {Box[]} words
 */
export function drawSketch(layer, frames, words) {
  const inside = words.map((box) => drawn("rect", { class: "word", ...place(box, AROUND) }));
  const around = frames.map((box) => drawn("rect", { class: "frame", ...place(box, 0) }));
  layer.replaceChildren(...inside, ...around);
}

/** The boxes of a finding that goes on on a later page. @param {Finding} finding @param {number} page @returns {Box[]} */
function onPage(finding, page) {
  return (finding.more ?? []).filter((each) => each[0] === page).map(([, x0, top, x1, bottom]) => [x0, top, x1, bottom]);
}

/** @param {Finding} finding @param {Stand} stand */
function mark(finding, stand) {
  const open = stand.isOpen(finding);
  const sorts = [
    "mark",
    finding.verdict,
    open && "doubt",
    finding.look && "look",
    stand.selected === finding.id && "chosen",
  ];
  const group = drawn("g", { class: sorts.filter(Boolean).join(" "), "data-id": finding.id });
  group.append(...finding.boxes.map((box) => drawn("rect", { class: "box", ...place(box, AROUND) })));
  const first = finding.boxes[0];
  const last = finding.boxes[finding.boxes.length - 1];
  // The panel tells the ground of the selected one, whose letters must all be read.
  if (last && finding.verdict === "redact" && finding.ground && stand.selected !== finding.id)
    group.append(tag(finding.ground, last));
  if (first && open) group.append(sign(first, "?", "question"));
  if (first && finding.by) group.append(sign(first, "●", "hand"));
  return group;
}

/** @param {Box} box @param {number} more */
function place([x0, top, x1, bottom], more) {
  return {
    x: x0 - more,
    y: top - more,
    width: Math.max(0, x1 - x0 + 2 * more),
    height: Math.max(0, bottom - top + 2 * more),
  };
}

/**
 * The ground, below the words at the right; where lines are small it is smaller, and stays within its own box.
 * @param {string} ground
 * @param {Box} box
 */
function tag(ground, [, top, x1, bottom]) {
  const small = bottom - top < SMALL;
  const scale = small ? LESS : 1;
  const [width, height] = [(ground.length * LETTER + 2) * scale, TAG * scale];
  const at = { x: x1 - width + AROUND, y: small ? bottom + AROUND - height : bottom - AROUND };
  const middle = { x: at.x + width / 2, y: at.y + height - 1.3 * scale };
  const text = drawn("text", { ...middle, class: small ? "ground small" : "ground" }, ground);
  return drawn("g", { class: "tag" }, drawn("rect", { ...at, width, height, rx: 1 }), text);
}

/** A sign at the left upper corner. @param {Box} box @param {string} letter @param {string} css */
function sign([x0, top], letter, css) {
  const at = { cx: x0 - AROUND, cy: top - AROUND };
  if (css === "hand") return drawn("circle", { ...at, r: SIGN * 0.65, class: "hand" });
  const text = drawn("text", { x: at.cx, y: at.cy + 2.2, class: "letter" }, letter);
  return drawn("g", { class: css }, drawn("circle", { ...at, r: SIGN }), text);
}
