// @ts-check
/** The panel of the selected finding: what it is, why, and what can be done with it. */

import { allow, put, the } from "./element.js";
import { certainty, named, outcome, title } from "./finding_text.js";

/** @import {Finding} from "./types.js" */
/** @import {Stand} from "./stand.js" */

/** Fills the panel and follows the selection. */
export class Detail {
  /** @param {Stand} stand */
  constructor(stand) {
    this.stand = stand;
    stand.onSelect(() => this.show());
    stand.onChange(() => this.show());
    this.show();
  }

  show() {
    const { finding, told } = this.stand;
    the("detail").hidden = !finding;
    for (const each of document.querySelectorAll("#detail [data-command]")) allow(each, told.may.decide);
    if (!finding) return;
    const open = this.stand.isOpen(finding);
    the("detail").dataset.sort = open ? "doubt" : finding.verdict;
    put(the("detail-title"), title(finding));
    put(the("detail-state"), this._state(finding, open));
    put(the("detail-ground"), finding.ground ? named(finding.ground, told.grounds) : "–");
    put(the("detail-reason"), finding.reason);
    put(the("detail-rule"), `${finding.kind}, regel ${finding.rule}`);
    put(the("detail-score"), certainty(finding.score));
    the("detail-look").hidden = !finding.look;
  }

  /** @param {Finding} finding @param {boolean} open */
  _state(finding, open) {
    const what = outcome(finding);
    if (this.stand.waiting.has(finding.id)) return "Wordt bewaard…";
    if (finding.by) return `Besloten door ${finding.by}: ${what}`;
    return open ? `Twijfel. Voorstel: ${what}` : `Voorstel: ${what}`;
  }
}
