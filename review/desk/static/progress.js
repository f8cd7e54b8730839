// @ts-check
/** Keeps the line about a running batch up to date, and offers to show what came in. */

const EVERY = 3000;
const line = /** @type {HTMLElement} */ (document.getElementById("voortgang"));
const known = Number(line.dataset.documents);

/** Ask how far the run is; silence when nobody answers, since nothing is lost by it. */
async function look() {
  try {
    const answer = await fetch("/voortgang.json");
    if (answer.ok) show(await answer.json());
  } catch {
    // The server may be starting again.
  }
  setTimeout(look, EVERY);
}

/** @param {{running: {total: number, left: number} | null, documents: number}} told */
function show(told) {
  const parts = [];
  if (told.running) {
    parts.push(`Er loopt een verwerking: ${told.running.total - told.running.left} van ${told.running.total} gedaan.`);
  }
  const text = parts.join(" ");
  const more = told.documents - known;
  if (line.dataset.shown === `${text}${more}`) return;
  line.dataset.shown = `${text}${more}`;
  line.textContent = text;
  if (more > 0) {
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = more === 1 ? "1 stuk erbij: toon" : `${more} stukken erbij: toon`;
    line.append(" ", link);
  }
}

look();
