// Elements. Texts are set as texts, so that names and tags are never read as anything else.

const SVG = "http://www.w3.org/2000/svg";
const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "open", "textContent"]);

/** An element of HTML; on: listeners, data: data attributes, null and false leave one out. */
export function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An element of SVG. */
export function s(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === "on") {
      Object.entries(value).forEach(([type, listener]) => element.addEventListener(type, listener));
    } else if (name === "data") {
      Object.entries(value).forEach(([key, text]) => (element.dataset[key] = text));
    } else if (PROPERTIES.has(name) && name in element) {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(
    ...children.flat(3).filter((each) => each !== null && each !== undefined && each !== false),
  );
  return element;
}

/** Instead of what an element holds. */
export function replace(element, ...children) {
  element.replaceChildren(
    ...children.flat(3).filter((each) => each !== null && each !== undefined && each !== false),
  );
  return element;
}

let ids = 0;

/** An id that no other element of the document has. */
export function uniqueId(prefix) {
  return `${prefix}-${++ids}`;
}
