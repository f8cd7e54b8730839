// @ts-check
/** What the page says: what was done (aloud and in sight), what was not done, and whether all is stored. */

import { button, made, put, the } from "./element.js";

/** @import {Action} from "./types.js" */

/**
 * Says what was done; a screen reader reads it when it is free.
 * @param {string} text
 */
export function say(text) {
  const line = the("told");
  // The same words twice are two messages.
  if (line.textContent === text) line.textContent = "";
  put(line, text);
}

/**
 * Shows what was not done and why, until it is closed.
 * @param {string} title
 * @param {string} detail
 */
export function complain(title, detail) {
  const notice = made("div", "notice wrong", made("p", "", made("strong", "", title), ` ${detail}`));
  const close = () => {
    notice.remove();
    giveFocus();
  };
  notice.append(button("Sluiten", close, "plain"));
  the("problems").replaceChildren(notice);
}

/** Takes away what was complained of: the next action went well. */
export function settle() {
  the("problems").replaceChildren();
}

/**
 * Says that actions could not be stored; the answer is whether to try again.
 * @param {string} what
 * @param {string} why
 * @param {number} count of actions that wait
 * @returns {Promise<boolean>}
 */
export function unsaved(what, why, count) {
  const more = count > 1 ? ` Er ${count === 2 ? "wacht" : "wachten"} nog ${count - 1}.` : "";
  const banner = the("unsaved");
  return new Promise((answer) => {
    const end = (/** @type {boolean} */ again) => {
      banner.replaceChildren();
      giveFocus();
      answer(again);
    };
    banner.replaceChildren(
      made("p", "", made("strong", "", `Niet bewaard: ${what}.`), ` ${why}${more}`),
      button("Probeer opnieuw", () => end(true)),
      button("Laat vervallen", () => end(false), "plain"),
    );
  });
}

/** The button that had the focus is gone: back to the selected finding. */
function giveFocus() {
  const row = document.querySelector("#list [tabindex='0']");
  if (row instanceof HTMLElement) row.focus();
}

/**
 * Says in the foot how storing goes.
 * @param {"saved" | "saving" | "away"} state
 */
export function storing(state) {
  const line = the("storing");
  line.dataset.state = state;
  put(line, { saved: "Alles is bewaard", saving: "Bezig met bewaren…", away: "Geen verbinding" }[state]);
}
