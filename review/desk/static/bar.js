// @ts-check
/** The bar above the document: its state, how far the work is, and what can be done with the whole. */

import { allow, made, put, the } from "./element.js";
import { amount } from "./finding_text.js";

/** @import {Stand} from "./stand.js" */

const DONE = new Set(["vrijgegeven", "geweigerd", "quarantaine"]);

/** Draws the bar and follows the state. */
export class Bar {
  /** @param {Stand} stand */
  constructor(stand) {
    this.stand = stand;
    stand.onChange(() => this.show());
    this._twins();
    this.show();
  }

  show() {
    const { state, counts, may, undo, redo } = this.stand.told;
    put(the("state"), state);
    const meter = /** @type {HTMLProgressElement} */ (the("meter"));
    meter.max = Math.max(counts.doubt + counts.decided, 1);
    meter.value = counts.doubt ? counts.decided : meter.max;
    meter.hidden = false;
    const left = counts.doubt ? `Nog ${amount(counts.doubt, "twijfel", "twijfels")}` : "Geen twijfel meer";
    put(the("progress"), counts.decided ? `${left}, ${counts.decided} beslist` : left);
    put(the("lost"), this.stand.told.lost ?? "");
    put(the("totals"), `${counts.hidden} van ${counts.all} bevindingen gelakt`);
    the("ready").hidden = !may.ready;
    the("return").hidden = !(may.return ?? state === "tweede lezer");
    the("reopen").hidden = !(may.reopen ?? DONE.has(state));
    the("closed").hidden = may.decide;
    this._back("undo", "Ongedaan maken", undo);
    this._back("redo", "Opnieuw doen", redo);
    for (const each of document.querySelectorAll(".tools [data-change]")) allow(each, may.decide);
  }

  /** @param {string} id @param {string} label @param {string | null} what */
  _back(id, label, what) {
    allow(the(id), what !== null);
    the(id).title = what ? `${label}: ${what}` : label;
  }

  _twins() {
    const { twins } = this.stand.told;
    the("twins").hidden = twins.length === 0;
    const links = twins.map((each) => {
      const link = made("a", "", each.name);
      link.href = `/stuk/${encodeURIComponent(each.id)}`;
      return made("li", "", link);
    });
    the("twin-list").replaceChildren(...links);
  }
}
