// @ts-check
/** Questions to the server: JSON or an error that says why in Dutch. */

/** @import {Problem} from "./types.js" */

const LONGEST = 60_000; // milliseconds; a whole batch may change
export const AWAY = "De server geeft geen antwoord.";
const ODD = "Het antwoord is niet te lezen. Misschien bent u niet meer aangemeld: herlaad dan de pagina.";

/** No answer, or none that can be read: nobody knows whether it was done. */
export class Away extends Error {}

/** An answer that says no. */
export class Refused extends Error {
  /** @param {number} status @param {Problem} problem */
  constructor(status, problem) {
    super(problem.detail);
    this.status = status;
    this.problem = problem;
  }
}

/**
 * The JSON at an address; with a body it is posted.
 * @param {string} address
 * @param {{token?: string, body?: unknown}} [more]
 * @returns {Promise<any>}
 * @throws {Away | Refused}
 */
export async function ask(address, { token = "", body } = {}) {
  const how = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  /** @type {Record<string, string>} */
  const headers = body === undefined ? {} : { "Content-Type": "application/json", "X-Lakwerk-Formulier": token };
  let answer;
  try {
    // Nothing of a document that is not public may stay in a cache.
    const more = { cache: /** @type {const} */ ("no-store"), signal: AbortSignal.timeout(LONGEST) };
    answer = await fetch(address, { ...how, ...more, headers });
  } catch {
    throw new Away(AWAY);
  }
  const told = await read(answer);
  if (answer.ok) return told;
  throw new Refused(answer.status, told);
}

/** @param {Response} answer @returns {Promise<any>} */
async function read(answer) {
  if (!(answer.headers.get("content-type") ?? "").includes("json")) throw new Away(answer.ok ? ODD : AWAY);
  try {
    return await answer.json();
  } catch {
    throw new Away(AWAY);
  }
}
