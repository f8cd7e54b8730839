// @ts-check
/** The list of findings: what is open first, then the rest by page. Rows are made a page at a time. */

import { made, put, the } from "./element.js";
import { outcome, short } from "./finding_text.js";

/** @import {Change, Finding} from "./types.js" */
/** @import {Stand} from "./stand.js" */

/** @typedef {{box: HTMLElement, head: HTMLElement, rows: HTMLElement, filled: boolean}} Group */

const ROW = 3; // rem, as in desk.css; only for what is not yet drawn
const IDLE = 40; // pages a time, when there is nothing else to do

/** Draws the list and follows the state. */
export class List {
  /** @param {Stand} stand */
  constructor(stand) {
    this.stand = stand;
    this.open = the("open");
    this.rest = the("rest");
    /** @type {Map<string, HTMLElement>} */
    this.rows = new Map();
    /** @type {Map<number, Group>} */
    this.groups = new Map();
    for (const page of stand.told.pages) this._addGroup(page.number);
    this._draw();
    stand.onChange((change) => this._follow(change));
    stand.onSelect((before) => this._choose(before));
    the("list").addEventListener("click", (event) => {
      const row = /** @type {Element} */ (event.target).closest("[role=option]");
      if (!(row instanceof HTMLElement)) return;
      stand.select(row.dataset.id ?? null);
      this.focus();
    });
  }

  /** Gives the selected row the focus. */
  focus() {
    const { selected } = this.stand;
    const row = selected && this._row(selected);
    if (!row) return the("list").focus();
    row.focus({ preventScroll: true });
    this._reveal(row);
  }

  /** Whether the focus is where it may go along with the selection: nowhere, on the list or on the pages. */
  followsFocus() {
    const at = document.activeElement;
    return !at || at === document.body || Boolean(at.closest("#list, #sheets"));
  }

  /** @param {number} page */
  _addGroup(page) {
    const head = made("p", "page", `Bladzijde ${page}`);
    head.id = `group-${page}`;
    const rows = made("div");
    const box = made("div", "group", head, rows);
    box.setAttribute("role", "group");
    box.setAttribute("aria-labelledby", head.id);
    this.groups.set(page, { box, head, rows, filled: false });
  }

  _draw() {
    for (const [page, group] of this.groups) {
      this.rest.append(group.box);
      this._measure(page);
    }
    this.open.append(...this._ofOpen().map((each) => this._make(each)));
    this._count();
    this._fillIdly([...this.groups.keys()]);
  }

  _ofOpen() {
    return this.stand.sequence().flatMap((id) => {
      const finding = this.stand.findings.get(id);
      return finding && this.stand.isOpen(finding) ? [finding] : [];
    });
  }

  /** @param {number} page */
  _ofGroup(page) {
    return this.stand.ofPage(page).filter((each) => !this.stand.isOpen(each));
  }

  /** @param {number} page */
  _measure(page) {
    const group = this.groups.get(page);
    const count = this._ofGroup(page).length;
    if (!group) return;
    group.box.hidden = count === 0;
    group.box.style.containIntrinsicBlockSize = `auto ${2 + count * ROW}rem`;
  }

  /** @param {number[]} pages */
  _fillIdly(pages) {
    const idle = window.requestIdleCallback ?? ((/** @type {() => void} */ call) => window.setTimeout(call, 20));
    // Until all rows are there, a list without rows is no fault to who listens to it.
    if (pages.length === 0) return this.rest.removeAttribute("aria-busy");
    this.rest.setAttribute("aria-busy", "true");
    idle(() => {
      for (const page of pages.slice(0, IDLE)) this._fill(page);
      this._fillIdly(pages.slice(IDLE));
    });
  }

  /** @param {number} page */
  _fill(page) {
    const group = this.groups.get(page);
    if (!group || group.filled) return;
    group.filled = true;
    group.rows.append(...this._ofGroup(page).map((each) => this._make(each)));
  }

  /** @param {Finding} finding */
  _make(finding) {
    const row = made("div", "row", made("span", "sign"), made("span", "text"), made("span", "facts"));
    row.setAttribute("role", "option");
    row.dataset.id = finding.id;
    row.children[0].setAttribute("aria-hidden", "true");
    this.rows.set(finding.id, row);
    this._show(row, finding);
    return row;
  }

  /** @param {HTMLElement} row @param {Finding} finding */
  _show(row, finding) {
    const { stand } = this;
    const open = stand.isOpen(finding);
    const chosen = stand.selected === finding.id;
    const facts = [finding.kind, outcome(finding)];
    if (open) facts.push(`blz. ${finding.page}`);
    if (finding.look) facts.push("let op");
    if (finding.by) facts.push(`door ${finding.by}`);
    if (stand.waiting.has(finding.id)) facts.unshift("wordt bewaard…");
    row.dataset.sort = open ? "doubt" : finding.verdict;
    put(row.children[0], open ? "?" : "");
    put(row.children[1], short(finding));
    put(row.children[2], facts.join(" · "));
    row.setAttribute("aria-selected", String(chosen));
    row.tabIndex = chosen ? 0 : -1;
  }

  /** @param {string} id */
  _row(id) {
    const finding = this.stand.findings.get(id);
    if (finding && !this.rows.has(id)) this._fill(finding.page);
    return this.rows.get(id);
  }

  /** @param {Change} change */
  _follow({ changed, removed }) {
    const held = document.activeElement;
    const pages = new Set([...changed, ...removed].map((each) => each.page));
    for (const each of removed) {
      this.rows.get(each.id)?.remove();
      this.rows.delete(each.id);
    }
    for (const each of changed) this._place(each);
    for (const page of pages) this._measure(page);
    this._count();
    // A row that moved to another group has lost the focus on its way, and one that is gone took it along.
    if (held instanceof HTMLElement && held.matches("[role=option]") && document.activeElement !== held) this.focus();
  }

  /** Puts a row where it belongs now, and leaves it alone where it stands there already. @param {Finding} finding */
  _place(finding) {
    const open = this.stand.isOpen(finding);
    const group = this.groups.get(finding.page);
    if (!open && group && !group.filled) {
      this.rows.get(finding.id)?.remove();
      this.rows.delete(finding.id);
      return;
    }
    const row = this.rows.get(finding.id) ?? this._make(finding);
    this._show(row, finding);
    const parent = open ? this.open : group?.rows;
    if (!parent || row.parentElement === parent) return;
    const peers = open ? this._ofOpen() : this._ofGroup(finding.page);
    const after = peers
      .slice(peers.indexOf(finding) + 1)
      .find((each) => this.rows.get(each.id)?.parentElement === parent);
    parent.insertBefore(row, (after && this.rows.get(after.id)) ?? null);
  }

  _count() {
    const open = this._ofOpen().length;
    const rest = this.stand.order.length - open;
    the("open-part").hidden = open === 0;
    the("rest-part").hidden = rest === 0;
    the("empty").hidden = this.stand.order.length > 0;
    put(the("open-count"), String(open));
    put(the("rest-count"), String(rest));
  }

  /** @param {string | null} before */
  _choose(before) {
    for (const id of [before, this.stand.selected]) {
      const finding = id && this.stand.findings.get(id);
      const row = finding && this._row(finding.id);
      if (row) this._show(row, finding);
    }
    if (this.followsFocus()) this.focus();
    else {
      const row = this.stand.selected && this._row(this.stand.selected);
      if (row) this._reveal(row);
    }
  }

  /**
   * Scrolls the list, and a small window with it, until a row stands in view below its heading.
   * @param {HTMLElement} row
   */
  _reveal(row) {
    const list = the("list");
    const [inside, at] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
    const top = inside.top + (row.closest(".part")?.querySelector("h3")?.offsetHeight ?? 0);
    if (at.top < top) list.scrollTop += at.top - top - at.height;
    else if (at.bottom > inside.bottom) list.scrollTop += at.bottom - inside.bottom + at.height;
    row.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
