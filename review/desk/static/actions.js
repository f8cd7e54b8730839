// @ts-check
/** Actions go to the server one at a time and in order; none is lost and none is said to be done before it is. */

import { ask, Away, Refused } from "./ask_server.js";
import { wanted } from "./finding_text.js";
import { complain, settle, storing, unsaved } from "./say.js";

/** @import {Action, Answer, Problem} from "./types.js" */
/** @import {Stand} from "./stand.js" */

/** @typedef {(problem: Problem, yours: string, can: boolean) => Promise<boolean>} AskAgain */
/** @typedef {{action: Action, answered: (answer: Answer | null) => void}} Waiting */

/** The queue of actions on one document. */
export class Actions {
  /**
   * @param {string} address
   * @param {string} token
   * @param {Stand} stand
   * @param {AskAgain} askAgain shows both versions
   */
  constructor(address, token, stand, askAgain) {
    this.address = address;
    this.token = token;
    this.stand = stand;
    this.askAgain = askAgain;
    /** @type {Waiting[]} */
    this.queue = [];
    this.busy = false;
    window.addEventListener("beforeunload", (event) => {
      if (this.queue.length) event.preventDefault();
    });
  }

  /**
   * Does an action once those before it are done; the answer is null when it was not done.
   * @param {Action} action
   * @returns {Promise<Answer | null>}
   */
  do(action) {
    return new Promise((answered) => {
      this.queue.push({ action: { once: mark(), ...action }, answered });
      if (action.finding) this.stand.wait(action.finding, 1);
      if (!this.busy) this._run();
    });
  }

  async _run() {
    this.busy = true;
    while (this.queue.length) {
      storing("saving");
      const { action, answered } = this.queue[0];
      const answer = await this._tried(action);
      if (answer === "again") continue;
      this.queue.shift();
      if (action.finding) this.stand.wait(action.finding, -1);
      if (answer) this.stand.apply(answer);
      answered(answer);
    }
    this.busy = false;
    storing("saved");
  }

  /** @param {Action} action @returns {Promise<Answer | "again" | null>} */
  async _tried(action) {
    try {
      const body = { version: this.stand.told.version, ...action };
      const answer = await ask(`${this.address}/handeling`, { token: this.token, body });
      settle();
      return answer;
    } catch (error) {
      if (error instanceof Refused && error.status === 409) return this._both(action, error.problem);
      if (error instanceof Refused && error.status < 500) {
        complain(`Niet gedaan: ${wanted(action, this.stand)}.`, error.problem.detail || error.problem.title);
        return null;
      }
      if (error instanceof Refused || error instanceof Away) return this._unsaved(action, error.message);
      throw error;
    }
  }

  /** @param {Action} action @param {string} why @returns {Promise<"again" | null>} */
  async _unsaved(action, why) {
    storing("away");
    return (await unsaved(wanted(action, this.stand), why, this.queue.length)) ? "again" : null;
  }

  /**
   * Somebody was first: brings the page up to date and asks what to do.
   * @param {Action} action @param {Problem} problem
   * @returns {Promise<"again" | null>}
   */
  async _both(action, problem) {
    const yours = problem.yours || wanted(action, this.stand);
    try {
      this.stand.replace(await ask(`${this.address}/stand.json`));
    } catch (error) {
      return this._unsaved(action, /** @type {Error} */ (error).message);
    }
    const can = !action.finding || this.stand.findings.has(action.finding);
    return (await this.askAgain(problem, yours, can)) && can ? "again" : null;
  }
}

/** By this the server knows an action again whose answer did not arrive. */
function mark() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
