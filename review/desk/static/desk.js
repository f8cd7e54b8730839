// @ts-check
/** Starts the page of a document: asks how it stands, draws it, and goes to where the reader was. */

import { Actions } from "./actions.js";
import { ask } from "./ask_server.js";
import { Bar } from "./bar.js";
import { commands } from "./commands.js";
import { Comments } from "./comments.js";
import { Detail } from "./detail.js";
import { askAgain, prepare } from "./dialogs.js";
import { watchMouse } from "./draw_mouse.js";
import { put, the } from "./element.js";
import { fillHelp } from "./help.js";
import { watchKeys } from "./keys.js";
import { List } from "./list.js";
import { Pages } from "./pages.js";
import { complain } from "./say.js";
import { Search } from "./search.js";
import { Stand } from "./stand.js";
import { watchOthers } from "./watch.js";
import { Words } from "./words.js";

/** @import {Desk, Told} from "./types.js" */

const USUAL = "5.1.2e"; // the ground of nearly all personal data
const STILL = 200; // milliseconds before the address follows

/** @param {Told} told @param {string} address */
function start(told, address) {
  const token = document.querySelector("meta[name=formulier]")?.getAttribute("content") ?? "";
  const stand = new Stand(told);
  watchFaults();
  the("work").hidden = false;
  the("loading").remove();
  const pages = new Pages(stand, address);
  /** @type {Desk} */
  const desk = {
    address,
    stand,
    pages,
    list: new List(stand),
    actions: new Actions(address, token, stand, askAgain),
    words: new Words(address),
    mode: null,
    ground: USUAL,
  };
  new Bar(stand);
  new Detail(stand);
  const comments = new Comments(desk);
  prepare();
  fillHelp();
  watchMouse(desk);
  watchKeys(desk, commands(desk, comments, new Search(desk)), /** @type {HTMLInputElement} */ (the("letters")));
  pages.turned = () => {
    comments.turn();
    remember(desk);
  };
  stand.onSelect(() => {
    desk.mode?.end();
    remember(desk);
    lookAhead(desk);
  });
  goBack(desk);
  requestAnimationFrame(() => setTimeout(() => performance.mark("open")));
  watchOthers(desk);
}

/** What nobody foresaw must not look as if all went well. */
function watchFaults() {
  const tell = () => complain("Er ging iets mis in deze pagina.", "Laad haar opnieuw. Wat bewaard is, blijft bewaard.");
  window.addEventListener("error", (event) => {
    // What a browser tells of sizes that it looks at later is no fault.
    if (!event.message.startsWith("ResizeObserver")) tell();
  });
  window.addEventListener("unhandledrejection", tell);
}

/** Draws the page of the next open finding before it is asked for. @param {Desk} desk */
function lookAhead({ stand, pages }) {
  const next = stand.nextOpen(1);
  const finding = next && stand.findings.get(next);
  if (finding) window.setTimeout(() => pages.prepare(finding.page), 0);
}

/** To the finding and page of the address, or else to the first open finding. @param {Desk} desk */
function goBack({ stand, pages, list }) {
  const place = new URLSearchParams(location.hash.slice(1));
  const [id, page] = [place.get("v"), Number(place.get("p"))];
  const known = id && stand.findings.has(id);
  stand.select(known ? id : (stand.sequence()[0] ?? null));
  if (page && (!known || stand.findings.get(id)?.page !== page)) pages.go(page);
  list.focus();
}

/** Keeps finding and page in the address, so that a reload comes back to them. @param {Desk} desk */
function remember({ stand, pages }) {
  clearTimeout(remembering);
  remembering = window.setTimeout(() => {
    const place = new URLSearchParams({ p: String(pages.now) });
    if (stand.selected) place.set("v", stand.selected);
    history.replaceState(null, "", `#${place}`);
  }, STILL);
}

let remembering = 0;
the("loading").hidden = false;
const address = `/stuk/${the("work").dataset.id}`;
try {
  start(await ask(`${address}/stand.json`), address);
} catch (error) {
  put(the("loading"), `Dit stuk kan nu niet worden geopend. ${error instanceof Error ? error.message : ""}`);
  throw error;
}
