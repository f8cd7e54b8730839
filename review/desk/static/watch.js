// @ts-check
/** Asks now and then whether another reader changed the document, and takes that over. */

import { ask } from "./ask_server.js";
import { say, storing } from "./say.js";

/** @import {Desk} from "./types.js" */

const OFTEN = 5000; // milliseconds

/** @param {Desk} desk */
export function watchOthers(desk) {
  setInterval(() => {
    if (!document.hidden && !desk.actions.busy) look(desk);
  }, OFTEN);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !desk.actions.busy) look(desk);
  });
}

/** @param {Desk} desk */
async function look(desk) {
  const { stand, actions, address } = desk;
  try {
    const now = await ask(`${address}/versie.json`);
    if (!actions.busy) storing("saved");
    if (now.version <= stand.told.version) return;
    const told = await ask(`${address}/stand.json`);
    // An action that went out meanwhile brings the newest state itself.
    if (actions.busy || told.version <= stand.told.version) return;
    stand.replace(told);
    say("Bijgewerkt: een ander heeft dit stuk gewijzigd.");
  } catch {
    if (!actions.busy) storing("away");
  }
}
