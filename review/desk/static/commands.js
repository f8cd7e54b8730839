// @ts-check
/** What can be done, by the name that keys and buttons use. */

import {
  back,
  changeGround,
  chosen,
  decide,
  everywhere,
  may,
  refuseAll,
  refusePage,
  remove,
  seen,
  step,
} from "./decide.js";
import { askPage } from "./dialogs.js";
import { BoxByKeys } from "./draw_keys.js";
import { changeExtent } from "./extent.js";
import { short } from "./finding_text.js";
import { openHelp } from "./help.js";
import { say } from "./say.js";

/** @import {Desk} from "./types.js" */
/** @import {Comments} from "./comments.js" */
/** @import {Search} from "./search.js" */

/** @typedef {Record<string, (from?: HTMLElement) => unknown>} Commands */

/**
 * All commands of the page.
 * @param {Desk} desk
 * @param {Comments} comments
 * @param {Search} search
 * @returns {Commands}
 */
export function commands(desk, comments, search) {
  const { stand, pages } = desk;
  return {
    accept: () => decide(desk, "accept"),
    hide: () => decide(desk, "hide"),
    show: () => decide(desk, "show"),
    ground: () => changeGround(desk),
    extent: () => extent(desk),
    delete: () => remove(desk),
    person: () => everywhere(desk),
    box: () => box(desk),
    undo: () => back(desk, "undo"),
    redo: () => back(desk, "redo"),
    next: () => walk(desk, 1),
    previous: () => walk(desk, -1),
    below: () => stand.select(stand.beside(1) ?? stand.selected),
    above: () => stand.select(stand.beside(-1) ?? stand.selected),
    "first-page": () => pages.go(1),
    "last-page": () => pages.go(pages.frames.size),
    "next-page": () => pages.go(pages.now + 1),
    "previous-page": () => pages.go(pages.now - 1),
    "go-page": async () => pages.go((await askPage(desk)) ?? pages.now),
    larger: () => pages.resize(1),
    smaller: () => pages.resize(-1),
    fit: () => pages.resize(0),
    comment: () => comments.open(),
    search: () => search.open(),
    page: () => refusePage(desk),
    refuse: () => refuseAll(desk),
    seen: (from) => seen(desk, Number(from?.dataset.page) || pages.now),
    ready: () => step(desk, "ready"),
    return: () => step(desk, "return"),
    reopen: () => step(desk, "reopen"),
    preview: () => leave(desk, "voorbeeld"),
    records: () => leave(desk, "toezeggingen"),
    help: () => openHelp(),
  };
}

/**
 * To the next or previous open finding; once all are decided, to a page that must still be looked at.
 * @param {Desk} desk
 * @param {1 | -1} by
 */
function walk(desk, by) {
  const { stand, pages } = desk;
  const id = stand.nextOpen(by);
  if (id) return stand.select(id);
  if (stand.finding && stand.isOpen(stand.finding)) return say(`Dit is de enige twijfel: ${short(stand.finding)}.`);
  const page = stand.told.pages.find((each) => each.sample && !each.looked);
  if (!page) return say("Geen twijfel meer.");
  pages.go(page.number);
  say(`Geen twijfel meer. Bladzijde ${page.number} is nog niet bekeken: z als u haar gezien hebt.`);
}

/** @param {Desk} desk */
function extent(desk) {
  const finding = chosen(desk);
  if (finding) return changeExtent(desk, finding);
}

/** @param {Desk} desk */
function box(desk) {
  if (may(desk)) desk.mode = new BoxByKeys(desk);
}

/** Leaves for another page of the document, once all is stored. @param {Desk} desk @param {string} name */
function leave(desk, name) {
  if (desk.actions.queue.length) return say("Nog niet alles is bewaard. Probeer het zo nog eens.");
  location.assign(`${desk.address}/${name}`);
}
