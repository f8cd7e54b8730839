// @ts-check
/** What the server says, and what the parts of this page share: types only. Lengths are PDF points, origin top left. */

/** @import {Stand} from "./stand.js" */
/** @import {Actions} from "./actions.js" */
/** @import {Pages} from "./pages.js" */
/** @import {List} from "./list.js" */
/** @import {Words} from "./words.js" */

/** @typedef {[number, number, number, number]} Box x0, top, x1, bottom */
/** @typedef {[number, number, number, number, string, number, number]} Word a box, the text, and its offsets */

/**
 * @typedef {object} Finding
 * @property {string} id
 * @property {number} page
 * @property {Box[]} boxes those on its page
 * @property {[number, number, number, number, number][]} [more] page and box of those on later pages
 * @property {string | null} text null: a picture
 * @property {"redact" | "keep"} verdict
 * @property {string} ground
 * @property {string} category
 * @property {string} kind
 * @property {string} reason
 * @property {string} rule
 * @property {number} score
 * @property {boolean} doubt
 * @property {string} by who decided by hand
 * @property {boolean} look nothing explains the word, and it stays readable
 * @property {number | null} start
 * @property {number | null} end
 */

/** @typedef {{number: number, width: number, height: number, looked: boolean, sample: boolean}} Page */
/** @typedef {{number: number, at: string, who: string, page: number, text: string}} Comment */
/** @typedef {{doubt: number, decided: number, all: number, hidden: number}} Counts `doubt`: what is still open */
/** @typedef {{decide: boolean, comment: boolean, ready: boolean, return?: boolean, reopen?: boolean, release: boolean}} May */
/** @typedef {{code: string, name: string}} Ground */

/**
 * @typedef {object} Told all that the server knows of a document
 * @property {string} id
 * @property {string} name
 * @property {number} version
 * @property {string} state
 * @property {May} may
 * @property {Page[]} pages
 * @property {Finding[]} findings
 * @property {string | null} undo
 * @property {string | null} redo
 * @property {{id: string, name: string}[]} twins
 * @property {Comment[]} comments
 * @property {Ground[]} grounds
 * @property {Counts} counts
 * @property {string} [lost] what was hidden by hand and cannot be found any more
 */

/**
 * @typedef {object} Answer what an action changed
 * @property {number} version
 * @property {string} state
 * @property {Finding[]} changed
 * @property {string[]} removed
 * @property {string | null} undo
 * @property {string | null} redo
 * @property {Counts} counts
 * @property {Comment[]} comments
 * @property {May} may
 * @property {number[]} pages_looked
 * @property {string} [lost]
 * @property {number} others
 * @property {string} told
 */

/** @typedef {{number: number, at: string, who: string, told: string}} Since */
/** @typedef {{title: string, detail: string, version?: number, since?: Since[], yours?: string}} Problem */
/** @typedef {{do: string, finding?: string, page?: number, text?: string, ground?: string}} Asked */
/** @typedef {Asked & {[more: string]: unknown}} Action what to do, and with what */
/** @typedef {{page: number, boxes: Box[], before: string, text: string, after: string, hidden: boolean}} Hit */
/** @typedef {{q: string, hits: Hit[], total: number, elsewhere: number}} Hits */
/** @typedef {{changed: Finding[], removed: Finding[]}} Change */
/** @typedef {{key: (event: KeyboardEvent) => boolean, end: () => void}} Mode what takes the keys for a while */

/**
 * @typedef {object} Desk
 * @property {string} address of this document, without a slash at the end
 * @property {Stand} stand
 * @property {Actions} actions
 * @property {Pages} pages
 * @property {List} list
 * @property {Words} words
 * @property {Mode | null} mode
 * @property {string} ground what was chosen last
 */

export {};
