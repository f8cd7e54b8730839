// @ts-check
/** Comments with the document and its pages; what is half typed outlives a reload. */

import { allow, button, made, put, the } from "./element.js";
import { moment } from "./dialogs.js";
import { say } from "./say.js";

/** @import {Comment, Desk} from "./types.js" */

/** The panel of comments. */
export class Comments {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.panel = /** @type {HTMLDetailsElement} */ (the("comments"));
    this.field = /** @type {HTMLTextAreaElement} */ (the("comment-text"));
    this.onPage = /** @type {HTMLInputElement} */ (the("comment-on-page"));
    this.key = `opmerking:${desk.stand.told.id}`;
    this.field.value = sessionStorage.getItem(this.key) ?? "";
    if (this.field.value) this.panel.open = true;
    this.field.addEventListener("input", () => this._keep());
    this.field.addEventListener("keydown", (event) => this._key(event));
    the("comment-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this._send();
    });
    this.known = "";
    desk.stand.onChange(() => this.show());
    this.show();
  }

  /** Opens the panel and begins a comment. */
  open() {
    if (!this.desk.stand.told.may.comment) return say("U kunt bij dit stuk geen opmerking maken.");
    this.panel.open = true;
    this.turn();
    this.field.focus();
  }

  /** Says with which page a comment would go. */
  turn() {
    put(the("comment-page"), String(this.desk.pages.now));
  }

  /** Draws the comments, where they changed. */
  show() {
    const { comments, may } = this.desk.stand.told;
    const known = JSON.stringify(comments);
    allow(the("comment-send"), may.comment);
    if (known === this.known) return;
    this.known = known;
    put(the("comment-count"), String(comments.length));
    the("comment-list").replaceChildren(...comments.map((each) => this._item(each)));
  }

  /** @param {Comment} comment */
  _item({ who, at, page, text }) {
    const head = made("p", "facts", made("strong", "", who), ` ${moment(at)}`);
    if (page)
      head.append(
        " · ",
        button(`bladzijde ${page}`, () => this.desk.pages.go(page), "link"),
      );
    return made("li", "", head, made("p", "said", text));
  }

  _keep() {
    if (this.field.value) sessionStorage.setItem(this.key, this.field.value);
    else sessionStorage.removeItem(this.key);
  }

  /** @param {KeyboardEvent} event */
  _key(event) {
    if (event.key === "Escape") this.desk.list.focus();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this._send();
    else return;
    event.preventDefault();
  }

  /** The text leaves the field only when the server has it. */
  async _send() {
    const text = this.field.value.trim();
    if (!text || !this.desk.stand.told.may.comment) return;
    const page = this.onPage.checked ? this.desk.pages.now : 0;
    const answer = await this.desk.actions.do({ do: "comment", text, page });
    if (!answer) return;
    if (this.field.value.trim() === text) this.field.value = "";
    this._keep();
    say(answer.told);
    if (document.activeElement === this.field && !this.field.value) this.desk.list.focus();
  }
}
