// @ts-check
/** Questions in a dialog: one is open at a time, Esc is no, and the focus goes back to where it was. */

import { made, put, the } from "./element.js";
import { amount, named } from "./finding_text.js";

/** @import {Desk, Ground, Problem} from "./types.js" */

/**
 * Opens a dialog of the template; the answer is what was filled in, or null after Esc and "Annuleren".
 * @param {string} id
 * @param {string} title
 * @returns {Promise<FormData | null>}
 */
export function open(id, title) {
  const dialog = /** @type {HTMLDialogElement} */ (the(id));
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  const heading = /** @type {HTMLElement} */ (dialog.querySelector("h2"));
  put(heading, title);
  dialog.returnValue = "";
  return new Promise((answer) => {
    const done = () => answer(dialog.returnValue === "yes" ? new FormData(form) : null);
    dialog.addEventListener("close", done, { once: true });
    dialog.showModal();
    const first = [...dialog.querySelectorAll("[data-first]")].find((each) => each.checkVisibility());
    /** @type {HTMLElement} */ (first ?? heading).focus();
  });
}

/** Makes Enter in a list of grounds and the buttons "Annuleren" work in every dialog. */
export function prepare() {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => {
      if (/** @type {Element} */ (event.target).closest("[data-close]")) dialog.close("");
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.repeat || !(event.target instanceof HTMLSelectElement)) return;
      event.preventDefault();
      const yes = dialog.querySelector("button[value=yes]");
      if (yes instanceof HTMLElement) yes.click();
    });
  }
}

/**
 * Puts the grounds into a list and chooses one.
 * @param {string} id
 * @param {Ground[]} grounds
 * @param {string} chosen
 */
export function fillGrounds(id, grounds, chosen) {
  const list = /** @type {HTMLSelectElement} */ (the(id));
  const options = grounds.map((each) => {
    const option = made("option", "", named(each.code, grounds));
    option.value = each.code;
    option.selected = each.code === chosen;
    return option;
  });
  list.replaceChildren(...options);
  if (list.selectedIndex < 0) list.selectedIndex = 0;
}

/**
 * Asks for a ground; that of last time is chosen already.
 * @param {Desk} desk
 * @param {string} title
 * @param {string} [now]
 * @returns {Promise<string | null>}
 */
export async function chooseGround(desk, title, now) {
  fillGrounds("ground-list", desk.stand.told.grounds, now || desk.ground);
  const told = await open("ground-dialog", title);
  if (!told) return null;
  desk.ground = String(told.get("ground"));
  return desk.ground;
}

/**
 * Asks for a ground and, where it must be said, why.
 * @param {Desk} desk
 * @param {string} title
 * @param {string} detail
 * @param {{ground: boolean, why: boolean}} fields
 * @returns {Promise<{ground: string, why: string} | null>}
 */
export async function confirm(desk, title, detail, fields) {
  fillGrounds("sure-ground", desk.stand.told.grounds, desk.ground);
  put(the("sure-detail"), detail);
  the("sure-ground-part").hidden = !fields.ground;
  the("sure-why-part").hidden = !fields.why;
  const why = /** @type {HTMLTextAreaElement} */ (the("sure-why"));
  why.required = fields.why;
  why.value = "";
  const told = await open("sure-dialog", title);
  return told && { ground: String(told.get("ground") ?? ""), why: String(told.get("why") ?? "").trim() };
}

/**
 * Asks for the number of a page.
 * @param {Desk} desk
 * @returns {Promise<number | null>}
 */
export async function askPage(desk) {
  const field = /** @type {HTMLInputElement} */ (the("page-number"));
  field.max = String(desk.pages.frames.size);
  field.value = String(desk.pages.now);
  const asked = open("page-dialog", "Ga naar bladzijde");
  field.select();
  const told = await asked;
  return told && Number(told.get("page"));
}

/**
 * Shows what somebody else did first beside what was wanted here; the answer is whether to do it after all.
 * @param {Problem} problem
 * @param {string} yours
 * @param {boolean} can
 * @returns {Promise<boolean>}
 */
export async function askAgain(problem, yours, can) {
  const since = problem.since ?? [];
  const theirs = since.map((each) => made("li", "", made("strong", "", each.who), ` ${moment(each.at)}: ${each.told}`));
  the("both-theirs").replaceChildren(...theirs);
  put(
    the("both-count"),
    since.length ? `Intussen gedaan (${amount(since.length, "handeling", "handelingen")})` : "Intussen gedaan",
  );
  put(the("both-detail"), problem.detail);
  put(the("both-yours"), yours);
  the("both-gone").hidden = can;
  the("both-again").hidden = !can;
  return (await open("both-dialog", "Het stuk is intussen gewijzigd")) !== null;
}

/**
 * A moment as people say it: "om 14:05" today, or else with the day.
 * @param {string} at
 */
export function moment(at) {
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return at;
  const time = when.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
  if (when.toDateString() === new Date().toDateString()) return `om ${time}`;
  return `op ${when.toLocaleDateString("nl-NL", { day: "numeric", month: "long" })} om ${time}`;
}
