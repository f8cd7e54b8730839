// @ts-check
/** Keys of the page: they do nothing in a field or a dialog, and can be turned off. */

import { KEYS } from "./help.js";

/** @import {Desk} from "./types.js" */
/** @import {Commands} from "./commands.js" */
/** @import {Key} from "./help.js" */

const OFF = "lakwerk-toetsen-uit";
const FIELDS = "input, textarea, select, [contenteditable], dialog";
const BROWSER = /^(Tab|F\d+)$/; // keys that stay the browser's
const PRESSED = "button, a, summary"; // Enter and Space press these

/** @type {Map<string, Key>} */
const BY_KEY = new Map(
  KEYS.flatMap(([, keys]) =>
    keys.flatMap((each) => each.keys.map((key) => /** @type {[string, Key]} */ ([key, each]))),
  ),
);

/**
 * Lets keys and buttons give commands.
 * @param {Desk} desk
 * @param {Commands} commands
 * @param {HTMLInputElement} letters whether single letters count
 */
export function watchKeys(desk, commands, letters) {
  letters.checked = localStorage.getItem(OFF) !== "yes";
  letters.addEventListener("change", () => localStorage.setItem(OFF, letters.checked ? "no" : "yes"));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    if (at(event, FIELDS) || BROWSER.test(event.key)) return;
    if (desk.mode?.key(event)) return event.preventDefault();
    const key = BY_KEY.get(nameOf(event));
    if (!key || (event.repeat && !key.again) || !counts(event, letters)) return;
    event.preventDefault();
    commands[key.command]();
  });
  document.addEventListener("click", (event) => {
    const pressed = at(event, "[data-command]");
    if (!(pressed instanceof HTMLElement) || pressed.getAttribute("aria-disabled") === "true") return;
    desk.mode?.end();
    commands[pressed.dataset.command ?? ""](pressed);
  });
}

/** The name of a key, with Ctrl (or Cmd) and, for letters with it, Shift. @param {KeyboardEvent} event */
function nameOf(event) {
  // With AltGr some keyboards make "#" and "/".
  if (event.getModifierState("AltGraph")) return event.key;
  if (event.altKey) return "";
  if (event.ctrlKey || event.metaKey) return `Ctrl+${event.shiftKey ? "Shift+" : ""}${event.key.toLowerCase()}`;
  if (event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key))) return "";
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

/**
 * Whether a key is for the page: not where a button waits for it, or the pages scroll by it.
 * @param {KeyboardEvent} event
 * @param {HTMLInputElement} letters
 */
function counts(event, letters) {
  const { key, ctrlKey, metaKey } = event;
  if (key === "Enter" && at(event, PRESSED)) return false;
  if ((key === "ArrowUp" || key === "ArrowDown") && at(event, "#sheets")) return false;
  return letters.checked || key.length > 1 || ctrlKey || metaKey;
}

/** @param {Event} event @param {string} selector */
function at(event, selector) {
  return /** @type {Element} */ (event.target).closest?.(selector);
}
