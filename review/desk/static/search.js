// @ts-check
/** Search in the document: shows where a text stands, leads there, and has it hidden or shown everywhere. */

import { find, may, report, withGround } from "./decide.js";
import { fillGrounds } from "./dialogs.js";
import { made, put, the } from "./element.js";
import { amount } from "./finding_text.js";

/** @import {Desk, Hit, Hits} from "./types.js" */

const SHOWN = 200; // hits in the dialog; what is done is done to all

/** The dialog in which a text is sought. */
export class Search {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.dialog = /** @type {HTMLDialogElement} */ (the("search-dialog"));
    this.field = /** @type {HTMLInputElement} */ (the("search-text"));
    /** @type {Hits | null} */
    this.hits = null;
    this.asked = 0;
    the("search-ask").addEventListener("submit", (event) => {
      event.preventDefault();
      this._find();
    });
    the("search-do").addEventListener("submit", (event) => {
      event.preventDefault();
      this._do(/** @type {HTMLFormElement} */ (event.target));
    });
  }

  /** Opens with what is selected on the page, or else with what was sought last. */
  open() {
    const marked = String(window.getSelection() ?? "").trim();
    if (marked) this.field.value = marked;
    fillGrounds("search-ground", this.desk.stand.told.grounds, this.desk.ground);
    this._show(null);
    this.dialog.showModal();
    this.field.focus();
    this.field.select();
  }

  async _find() {
    const asked = ++this.asked;
    const text = this.field.value.trim();
    if (!text) return;
    const hits = await find(this.desk, text);
    if (asked !== this.asked) return;
    if (!hits) return this.dialog.close();
    this._show(hits);
  }

  /** @param {Hits | null} hits */
  _show(hits) {
    this.hits = hits;
    the("search-do").hidden = !hits?.total;
    the("search-hits").replaceChildren(...(hits?.hits ?? []).slice(0, SHOWN).map((each) => this._hit(each)));
    put(the("search-told"), hits ? this._told(hits) : "");
    put(the("search-all"), `Doe dit overal in dit stuk (${hits?.total ?? 0})`);
  }

  /** @param {Hits} hits */
  _told({ q, hits, total, elsewhere }) {
    if (!total) return `“${q}” staat niet in dit stuk.`;
    const hidden = hits.filter((each) => each.hidden).length;
    const others = elsewhere ? ` Ook in ${amount(elsewhere, "ander stuk", "andere stukken")}.` : "";
    const first = hits.length > SHOWN ? ` De eerste ${SHOWN} staan hieronder.` : "";
    return `${total} keer gevonden, ${hidden} al gelakt.${others}${first}`;
  }

  /** @param {Hit} hit */
  _hit(hit) {
    const place = made("span", "facts", `Bladzijde ${hit.page} · ${hit.hidden ? "gelakt" : "leesbaar"}`);
    const words = made("span", "", hit.before, made("mark", "", hit.text), hit.after);
    const go = made("button", "hit", words, place);
    go.type = "button";
    go.addEventListener("click", () => this._go(hit));
    return made("li", "", go);
  }

  /** Leads to a hit, and selects its finding where there is one. @param {Hit} hit */
  _go(hit) {
    const { stand, pages, list } = this.desk;
    this.dialog.close();
    const [x0, top, x1, bottom] = hit.boxes[0] ?? [0, 0, 0, 0];
    const there = stand
      .ofPage(hit.page)
      .find((finding) => finding.boxes.some((box) => box[0] < x1 && box[2] > x0 && box[1] < bottom && box[3] > top));
    if (there) stand.select(there.id);
    pages.reveal(hit.page, hit.boxes);
    pages.sketch(hit.page, [], hit.boxes);
    list.focus();
  }

  /** @param {HTMLFormElement} form */
  async _do(form) {
    if (!this.hits) return;
    const told = new FormData(form);
    const action = withGround({ do: "text", text: this.hits.q }, told);
    if (action.ground) this.desk.ground = action.ground;
    this.dialog.close();
    if (may(this.desk)) report(await this.desk.actions.do(action));
  }
}
