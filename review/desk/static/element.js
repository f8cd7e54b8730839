// @ts-check
/** Elements of the page; text goes in as text, never as HTML. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * The element with an id, which the template promises.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function the(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

/**
 * A new element with a class and what is in it.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} css
 * @param {...(string | Node)} inside
 * @returns {HTMLElementTagNameMap[T]}
 */
export function made(tag, css = "", ...inside) {
  const element = document.createElement(tag);
  if (css) element.className = css;
  element.append(...inside);
  return element;
}

/**
 * A button that says a command, or that calls back.
 * @param {string} label
 * @param {string | (() => void)} does
 * @param {string} css
 * @returns {HTMLButtonElement}
 */
export function button(label, does, css = "") {
  const element = made("button", css, label);
  element.type = "button";
  if (typeof does === "string") element.dataset.command = does;
  else element.addEventListener("click", does);
  return element;
}

/**
 * A new element of a drawing.
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(string | Node)} inside
 * @returns {SVGElement}
 */
export function drawn(tag, attributes, ...inside) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...inside);
  return element;
}

/**
 * Puts a text only where it differs, so that a screen reader is not called for nothing.
 * @param {Element} element
 * @param {string} text
 */
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Says that a button does nothing now, and leaves it the focus.
 * @param {Element} element
 * @param {boolean} may
 */
export function allow(element, may) {
  if (may) element.removeAttribute("aria-disabled");
  else element.setAttribute("aria-disabled", "true");
}
