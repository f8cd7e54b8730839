// @ts-check
/** The table of keys: what the page obeys is what the help shows. */

import { made, the } from "./element.js";

/** @typedef {{keys: string[], command: string, told: string, again?: boolean}} Key `again`: also while held down */

/** @type {[string, Key[]][]} */
export const KEYS = [
  [
    "Beslissen",
    [
      { keys: ["Enter"], command: "accept", told: "Voorstel is goed, door naar de volgende twijfel" },
      { keys: ["l"], command: "hide", told: "Lakken" },
      { keys: ["t"], command: "show", told: "Tonen (laten staan)" },
      { keys: ["g"], command: "ground", told: "Grond kiezen" },
      { keys: ["e"], command: "extent", told: "Omvang wijzigen" },
      { keys: ["Delete"], command: "delete", told: "Weghalen" },
      { keys: ["a"], command: "person", told: "Deze tekst overal in de map" },
      { keys: ["u", "Ctrl+z"], command: "undo", told: "Ongedaan maken" },
      { keys: ["r", "Ctrl+y", "Ctrl+Shift+z"], command: "redo", told: "Opnieuw doen" },
    ],
  ],
  [
    "Lopen",
    [
      { keys: ["n"], command: "next", told: "Volgende twijfel", again: true },
      { keys: ["p"], command: "previous", told: "Vorige twijfel", again: true },
      { keys: ["j", "ArrowDown"], command: "below", told: "Volgende bevinding", again: true },
      { keys: ["k", "ArrowUp"], command: "above", told: "Vorige bevinding", again: true },
      { keys: ["PageDown"], command: "next-page", told: "Volgende bladzijde", again: true },
      { keys: ["PageUp"], command: "previous-page", told: "Vorige bladzijde", again: true },
      { keys: ["Home"], command: "first-page", told: "Eerste bladzijde" },
      { keys: ["End"], command: "last-page", told: "Laatste bladzijde" },
      { keys: ["#"], command: "go-page", told: "Naar een bladzijde" },
    ],
  ],
  [
    "Zelf lakken",
    [
      { keys: ["b"], command: "box", told: "Kader tekenen (met de muis: slepen)" },
      { keys: ["/"], command: "search", told: "Tekst zoeken en overal lakken" },
      { keys: ["w"], command: "page", told: "Hele bladzijde weigeren" },
      { keys: ["z"], command: "seen", told: "Bladzijde is bekeken" },
    ],
  ],
  [
    "Beeld en verder",
    [
      { keys: ["+", "="], command: "larger", told: "Groter", again: true },
      { keys: ["-"], command: "smaller", told: "Kleiner", again: true },
      { keys: ["0"], command: "fit", told: "Passend in de breedte" },
      { keys: ["o"], command: "comment", told: "Opmerking maken" },
      { keys: ["v"], command: "preview", told: "Voorbeeld en vrijgeven" },
      { keys: ["c"], command: "records", told: "Toezeggingen" },
      { keys: ["?"], command: "help", told: "Deze hulp" },
    ],
  ],
];

const SHOWN = 2; // names of a key in the table; what is left is an old habit of some
/** @type {Record<string, string>} */
const SPOKEN = { ArrowDown: "↓", ArrowUp: "↑" };

/** Fills the help once, from the keys themselves. */
export function fillHelp() {
  the("help-keys").replaceChildren(...KEYS.map(([title, keys]) => part(title, keys)));
}

/** Opens the help. */
export function openHelp() {
  const dialog = /** @type {HTMLDialogElement} */ (the("help-dialog"));
  dialog.showModal();
  the("help-title").focus();
}

/** @param {string} title @param {Key[]} keys */
function part(title, keys) {
  const rows = keys.map((each) => {
    const names = each.keys
      .slice(0, SHOWN)
      .map((key) => made("kbd", "", SPOKEN[key] ?? key.replace(/\+(\w)$/, (whole) => whole.toUpperCase())));
    const shown = names.flatMap((name, i) => (i ? [" of ", name] : [name]));
    return made("div", "", made("dt", "", ...shown), made("dd", "", each.told));
  });
  return made("section", "", made("h3", "", title), made("dl", "keys", ...rows));
}
