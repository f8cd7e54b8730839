// @ts-check
/** The preview: shows it as soon as it is made, and lets its buttons be pressed by key. */

const EVERY = 700;
const busy = document.getElementById("bezig");

/** Ask whether the preview is ready; then show it. */
async function look() {
  try {
    const answer = await fetch(/** @type {string} */ (busy?.dataset.busy));
    if (answer.ok && (await answer.json()).state !== "bezig") {
      if (isTyped()) offer();
      else location.reload();
      return;
    }
  } catch {
    // The server may be starting again.
  }
  setTimeout(look, EVERY);
}

/** Whether somebody is writing something that must not be lost. */
function isTyped() {
  return [...document.querySelectorAll("textarea")].some((each) => each.value.trim());
}

/** Says that the preview is there, and leaves it to who is writing. */
function offer() {
  const link = document.createElement("a");
  link.href = location.href;
  link.textContent = "Toon het";
  busy?.replaceChildren("Het voorbeeld is klaar. ", link);
}

/** @param {KeyboardEvent} event */
function press(event) {
  const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
  if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
  const back = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-tab=bevindingen]"));
  if (event.key === "Escape" && back) location.assign(back.href);
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector(`form[data-key="${CSS.escape(event.key)}"]`));
  if (form) {
    event.preventDefault();
    form.requestSubmit();
  }
}

if (busy) look();
document.addEventListener("keydown", press);
