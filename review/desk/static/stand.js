// @ts-check
/** How the document stands, as the server said it last, and what is selected. */

/** @import {Answer, Change, Finding, Told} from "./types.js" */

const SAME_LINE = 3; // points

/** The findings in order, the rest of what the server told, and the selection. */
export class Stand {
  /** @param {Told} told */
  constructor(told) {
    this.told = told;
    /** @type {Map<string, Finding>} */
    this.findings = new Map(told.findings.map((each) => [each.id, each]));
    this.order = told.findings.map((each) => each.id);
    /** @type {string | null} */
    this.selected = null;
    /** Findings with an action that the server has not yet answered. @type {Map<string, number>} */
    this.waiting = new Map();
    /** @type {((change: Change) => void)[]} */
    this._onChange = [];
    /** @type {((before: string | null) => void)[]} */
    this._onSelect = [];
    /** @type {Map<number, Finding[]> | null} */
    this._byPage = null;
    /** @type {string[] | null} */
    this._sequence = null;
  }

  /** @param {(change: Change) => void} call */
  onChange(call) {
    this._onChange.push(call);
  }

  /** @param {(before: string | null) => void} call */
  onSelect(call) {
    this._onSelect.push(call);
  }

  /** @returns {Finding | null} */
  get finding() {
    return (this.selected && this.findings.get(this.selected)) || null;
  }

  /**
   * Whether somebody must still look at it.
   * @param {Finding} finding
   */
  isOpen(finding) {
    return finding.doubt && !finding.by;
  }

  /** @param {string | null} id */
  select(id) {
    if (id === this.selected) return;
    const before = this.selected;
    this.selected = id;
    for (const call of this._onSelect) call(before);
  }

  /**
   * The findings of a page, in order.
   * @param {number} page
   * @returns {Finding[]}
   */
  ofPage(page) {
    if (!this._byPage) {
      this._byPage = new Map();
      for (const each of this._all()) {
        const there = this._byPage.get(each.page);
        if (there) there.push(each);
        else this._byPage.set(each.page, [each]);
      }
    }
    return this._byPage.get(page) ?? [];
  }

  /**
   * The findings that are drawn on a page: its own, and those of the pages before that go on here.
   * @param {number} page
   * @returns {Finding[]}
   */
  onPage(page) {
    const before = this.ofPage(page - 1).filter((each) => each.more?.some((box) => box[0] === page));
    return [...this.ofPage(page), ...before];
  }

  /** The order of the list: what is open, then the rest by page. */
  sequence() {
    if (!this._sequence) {
      const all = this._all();
      const open = all.filter((each) => this.isOpen(each));
      this._sequence = [...open, ...all.filter((each) => !this.isOpen(each))].map((each) => each.id);
    }
    return this._sequence;
  }

  /**
   * The nearest open finding after (1) or before (-1) the selected one, round the end; not the selected one itself.
   * @param {1 | -1} step
   * @returns {string | null}
   */
  nextOpen(step) {
    const { order } = this;
    const from = this.selected ? order.indexOf(this.selected) : step > 0 ? -1 : order.length;
    for (let i = 1; i <= order.length; i++) {
      const id = order[(from + step * i + 2 * order.length) % order.length];
      if (id !== this.selected && !this.waiting.has(id) && this.isOpen(this._known(id))) return id;
    }
    return null;
  }

  /**
   * The finding below (1) or above (-1) the selected one in the list, or null at its end.
   * @param {1 | -1} step
   * @returns {string | null}
   */
  beside(step) {
    const sequence = this.sequence();
    if (!this.selected) return sequence[0] ?? null;
    return sequence[sequence.indexOf(this.selected) + step] ?? null;
  }

  /**
   * Notes that an action on a finding is under way (1) or answered (-1).
   * @param {string} id
   * @param {1 | -1} step
   */
  wait(id, step) {
    const count = (this.waiting.get(id) ?? 0) + step;
    if (count > 0) this.waiting.set(id, count);
    else this.waiting.delete(id);
    const finding = this.findings.get(id);
    if (finding) this._tell({ changed: [finding], removed: [] });
  }

  /**
   * Takes over what an action changed.
   * @param {Answer} answer
   */
  apply(answer) {
    const removed = answer.removed.flatMap((id) => this.findings.get(id) ?? []);
    const { version, state, undo, redo, counts, comments, may, lost } = answer;
    Object.assign(this.told, { version, state, undo, redo, counts, comments, may, lost });
    const looked = new Set(answer.pages_looked);
    for (const page of this.told.pages) page.looked = looked.has(page.number);
    const next = this._after(removed, answer.changed);
    for (const each of answer.changed) {
      if (!this.findings.has(each.id)) this._insert(each);
      this.findings.set(each.id, each);
    }
    this._remove(removed);
    this._settle({ changed: answer.changed, removed }, next);
  }

  /**
   * Takes over a whole new state, and tells only of what differs.
   * @param {Told} told
   */
  replace(told) {
    const ids = new Set(told.findings.map((each) => each.id));
    const removed = this._all().filter((each) => !ids.has(each.id));
    const changed = told.findings.filter((each) => JSON.stringify(each) !== JSON.stringify(this.findings.get(each.id)));
    const next = this._after(removed, changed);
    this.told = told;
    this.findings = new Map(told.findings.map((each) => [each.id, each]));
    this.order = told.findings.map((each) => each.id);
    this._settle({ changed, removed }, next);
  }

  /** @param {Change} change @param {string | null} next */
  _settle(change, next) {
    this._tell(change);
    if (next !== this.selected) this.select(next && this.findings.has(next) ? next : (this.sequence()[0] ?? null));
  }

  /**
   * What is selected once these are gone: what came in its place, or else its neighbour.
   * @param {Finding[]} removed @param {Finding[]} changed
   */
  _after(removed, changed) {
    const gone = removed.find((each) => each.id === this.selected);
    if (!gone) return this.selected;
    const instead = changed.find((each) => each.page === gone.page);
    return instead?.id ?? this.beside(1) ?? this.beside(-1);
  }

  /** @param {Finding} finding */
  _insert(finding) {
    const [x, top] = finding.boxes[0] ?? [0, 0];
    const at = this.order.findIndex((id) => {
      const other = this._known(id);
      const [left, above] = other.boxes[0] ?? [0, 0];
      const line = Math.abs(above - top) > SAME_LINE ? above - top : left - x;
      return (other.page - finding.page || Number(other.look) - Number(finding.look) || line) > 0;
    });
    this.order.splice(at < 0 ? this.order.length : at, 0, finding.id);
  }

  /** @param {Finding[]} removed */
  _remove(removed) {
    if (removed.length === 0) return;
    for (const each of removed) this.findings.delete(each.id);
    this.order = this.order.filter((id) => this.findings.has(id));
  }

  /** @param {Change} change */
  _tell(change) {
    this._byPage = null;
    this._sequence = null;
    for (const call of this._onChange) call(change);
  }

  /** @param {string} id @returns {Finding} */
  _known(id) {
    return /** @type {Finding} */ (this.findings.get(id));
  }

  _all() {
    return this.order.map((id) => this._known(id));
  }
}
