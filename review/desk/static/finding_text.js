// @ts-check
/** A finding and an action in Dutch words. */

/** @import {Action, Finding, Ground} from "./types.js" */
/** @import {Stand} from "./stand.js" */

const SHORT = 60;

/**
 * What a finding is called: its words, or where its picture is.
 * @param {Finding} finding
 */
export function title(finding) {
  const what = finding.rule === "officer" && finding.id.startsWith("b") ? "Vak" : "Beeld";
  return finding.text ?? `${what} op bladzijde ${finding.page}`;
}

/**
 * The same, not longer than fits in a sentence.
 * @param {Finding} finding
 */
export function short(finding) {
  const whole = title(finding);
  return whole.length > SHORT ? `${whole.slice(0, SHORT - 1)}…` : whole;
}

/**
 * What happens to it: "lakken op 5.1.2e" or "blijft staan".
 * @param {Finding} finding
 */
export function outcome(finding) {
  if (finding.verdict === "keep") return "blijft staan";
  return finding.ground ? `lakken op ${finding.ground}` : "lakken, nog zonder grond";
}

/**
 * A score in words; the number stays beside it.
 * @param {number} score 0 to 1
 */
export function certainty(score) {
  const word = score >= 0.9 ? "zeker" : score >= 0.8 ? "vrij zeker" : "niet zeker";
  return `${word} (${score.toFixed(2).replace(".", ",")})`;
}

/**
 * A ground with its name.
 * @param {string} code
 * @param {Ground[]} grounds
 */
export function named(code, grounds) {
  const found = grounds.find((each) => each.code === code);
  return found ? `${code} – ${found.name}` : code;
}

/**
 * "1 bladzijde", "3 bladzijden".
 * @param {number} amount
 * @param {string} one
 * @param {string} more
 */
export function amount(amount, one, more) {
  return `${amount} ${amount === 1 ? one : more}`;
}

/** @type {Record<string, string>} */
const WORDS = {
  accept: "Voorstel goed",
  hide: "Lakken",
  show: "Laten staan",
  ground: "Grond kiezen",
  extent: "Omvang wijzigen",
  delete: "Weghalen",
  box: "Kader lakken",
  page: "Bladzijde weigeren",
  refuse: "Stuk weigeren",
  seen: "Bladzijde gezien",
  comment: "Opmerking",
  undo: "Ongedaan maken",
  redo: "Opnieuw doen",
  ready: "Klaar voor de tweede lezer",
  return: "Teruggeven",
  reopen: "Opnieuw openen",
};

/**
 * What somebody wanted to do, as said where it was not done.
 * @param {Action} action
 * @param {Stand} stand
 */
export function wanted(action, stand) {
  const finding = action.finding ? stand.findings.get(action.finding) : undefined;
  const everywhere = action.what === "show" ? "Overal laten staan" : "Overal lakken";
  const what = WORDS[action.do] ?? everywhere;
  if (finding) return `${what}: ${short(finding)}`;
  if (action.text) return `${what}: ${action.text.slice(0, SHORT)}`;
  return action.page ? `${what}: bladzijde ${action.page}` : what;
}
