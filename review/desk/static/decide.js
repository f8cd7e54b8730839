// @ts-check
/** Decisions on the selected finding, on its text everywhere, on a page and on the whole document. */

import { ask } from "./ask_server.js";
import { chooseGround, confirm, fillGrounds, open } from "./dialogs.js";
import { put, the } from "./element.js";
import { amount, short } from "./finding_text.js";
import { hold } from "./hold.js";
import { complain, say } from "./say.js";

/** @import {Action, Answer, Desk, Finding, Hits} from "./types.js" */

/**
 * Takes, hides or shows the selected finding, and goes on to the next open one without waiting for the server.
 * @param {Desk} desk
 * @param {"accept" | "hide" | "show"} what
 */
export async function decide(desk, what) {
  const finding = chosen(desk);
  if (!finding) return;
  const answered = desk.actions.do({ do: what, finding: finding.id });
  const next = desk.stand.nextOpen(1);
  if (next) desk.stand.select(next);
  tell(desk, await answered);
}

/** @param {Desk} desk */
export async function changeGround(desk) {
  const finding = chosen(desk);
  if (!finding) return;
  const ground = await chooseGround(desk, `Grond voor “${short(finding)}”`, finding.ground);
  if (ground) report(await desk.actions.do({ do: "ground", finding: finding.id, ground }));
}

/** @param {Desk} desk */
export async function remove(desk) {
  const finding = chosen(desk);
  if (finding) report(await desk.actions.do({ do: "delete", finding: finding.id }));
}

/**
 * Undo or redo; what changed is selected, so that it is seen.
 * @param {Desk} desk
 * @param {"undo" | "redo"} what
 */
export async function back(desk, what) {
  if (desk.stand.told[what] === null && !desk.actions.queue.length) {
    return say(what === "undo" ? "Er is niets om ongedaan te maken." : "Er is niets om opnieuw te doen.");
  }
  const answer = await desk.actions.do({ do: what });
  if (answer?.changed[0]) desk.stand.select(answer.changed[0].id);
  report(answer);
}

/**
 * Has the words of the selected finding hidden or shown in all documents of the batch.
 * @param {Desk} desk
 */
export async function everywhere(desk) {
  const finding = chosen(desk);
  if (!finding) return;
  if (!finding.text) return say("Een beeld heeft geen tekst om overal te zoeken.");
  const hits = await hold(desk, find(desk, finding.text));
  if (!hits) return;
  const others = hits.elsewhere
    ? `en in ${amount(hits.elsewhere, "ander stuk", "andere stukken")} van deze map`
    : "en nergens anders in deze map";
  put(the("person-detail"), `Staat ${hits.total} keer in dit stuk ${others}. Vrijgegeven stukken veranderen niet.`);
  fillGrounds("person-ground", desk.stand.told.grounds, finding.ground || desk.ground);
  const told = await open("person-dialog", `“${short(finding)}” overal`);
  if (!told) return;
  report(await desk.actions.do(withGround({ do: "person", text: finding.text }, told)));
}

/**
 * An action with what a form said: hide on a ground, or show.
 * @param {Action} action
 * @param {FormData} told
 * @returns {Action}
 */
export function withGround(action, told) {
  return told.get("what") === "show"
    ? { ...action, what: "show" }
    : { ...action, what: "hide", ground: String(told.get("ground")) };
}

/**
 * Where a text stands; null, and said why, where the server does not tell.
 * @param {Desk} desk
 * @param {string} text
 * @returns {Promise<Hits | null>}
 */
export async function find(desk, text) {
  try {
    return await ask(`${desk.address}/zoek.json`, { token: desk.actions.token, body: { q: text } });
  } catch (error) {
    complain("Zoeken is niet gelukt.", /** @type {Error} */ (error).message);
    return null;
  }
}

/** @param {Desk} desk */
export async function refusePage(desk) {
  if (!may(desk)) return;
  const page = desk.pages.now;
  const detail = "Niets van deze bladzijde wordt openbaar.";
  const told = await confirm(desk, `Bladzijde ${page} weigeren`, detail, { ground: true, why: false });
  if (told) report(await desk.actions.do({ do: "page", page, ground: told.ground }));
}

/** @param {Desk} desk */
export async function refuseAll(desk) {
  if (!may(desk)) return;
  const detail = "Niets van dit stuk wordt openbaar.";
  const told = await confirm(desk, "Het hele stuk weigeren", detail, { ground: true, why: true });
  if (told) report(await desk.actions.do({ do: "refuse", ...told }));
}

/**
 * Says that a page was looked at.
 * @param {Desk} desk
 * @param {number} page
 */
export async function seen(desk, page) {
  const told = desk.stand.told.pages.find((each) => each.number === page);
  if (!told?.sample || told.looked) return say("Deze bladzijde hoeft niet apart te worden bekeken.");
  report(await desk.actions.do({ do: "seen", page }));
  desk.list.focus();
}

/** @type {Record<"ready" | "return" | "reopen", [string, string, boolean]>} */
const STEPS = {
  ready: ["Klaar voor de tweede lezer", "De tweede lezer kan het stuk daarna vrijgeven of teruggeven.", false],
  return: ["Stuk teruggeven", "Het stuk gaat terug naar wie het beoordeelde.", true],
  reopen: ["Stuk opnieuw openen", "Het stuk is daarna weer in behandeling.", true],
};

/**
 * Hands the document on, back or open again.
 * @param {Desk} desk
 * @param {"ready" | "return" | "reopen"} what
 */
export async function step(desk, what) {
  const [title, detail, why] = STEPS[what];
  const open = desk.stand.told.counts.doubt;
  const left =
    what === "ready" && open > 0 ? ` Let op: ${amount(open, "twijfel is", "twijfels zijn")} nog niet bekeken.` : "";
  const told = await confirm(desk, title, detail + left, { ground: false, why });
  if (told) report(await desk.actions.do(why ? { do: what, why: told.why } : { do: what }));
}

/**
 * The selected finding, where something may be done with it; one that is out of sight is shown first.
 * @param {Desk} desk
 * @returns {Finding | null}
 */
export function chosen(desk) {
  if (!may(desk)) return null;
  const { finding } = desk.stand;
  if (!finding) say("Kies eerst een bevinding (j of n).");
  if (!finding || desk.pages.sees(finding)) return finding;
  desk.pages.show(finding);
  say(`“${short(finding)}” stond niet in beeld en nu wel. Druk nog eens.`);
  return null;
}

/** @param {Desk} desk */
export function may(desk) {
  const { may: allowed, state } = desk.stand.told;
  if (!allowed.decide) say(`U kunt hier niets wijzigen: het stuk is ${state}.`);
  return allowed.decide;
}

/** @param {Answer | null} answer */
export function report(answer) {
  if (!answer) return;
  say(answer.told);
}

/** @param {Desk} desk @param {Answer | null} answer */
function tell(desk, answer) {
  if (!answer) return;
  const next = desk.stand.finding;
  if (next && desk.stand.isOpen(next)) say(`${answer.told} Volgende: ${short(next)}.`);
  else say(desk.stand.nextOpen(1) ? answer.told : `${answer.told} Geen twijfel meer.`);
}
