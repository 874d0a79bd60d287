// Fields of dialogs.
import { parseTags } from "../pure/formats.mjs";
import { h } from "./dom.mjs";

/** A label, what is typed in, and a hint that is read with it. */
export function field(id, label, input, hint) {
  input.id = id;
  if (hint) {
    input.setAttribute("aria-describedby", `${id}-hint`);
  }
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    input,
    hint && h("p", { class: "hint", id: `${id}-hint` }, hint),
  );
}

/** For a name of the ledger, as it is: no spelling, no capitals. */
export function nameInput(value, maxlength = 80) {
  return h("input", {
    required: true,
    maxlength,
    value,
    spellcheck: "false",
    autocapitalize: "none",
    autocomplete: "off",
  });
}

export function choice(pairs, chosen = pairs[0]?.[0]) {
  const select = h(
    "select",
    {},
    pairs.map(([value, text]) => h("option", { value }, text)),
  );
  select.value = String(chosen);
  return select;
}

export function tagsInput() {
  return h("textarea", { rows: 3, spellcheck: "false", placeholder: "env=prod" });
}

/** The tags that were typed; throws a failure that says what is wrong with them. */
export function tagsOf(text) {
  try {
    return parseTags(text);
  } catch (error) {
    throw wrong("InvalidTags", error.message);
  }
}

/** A failure of the page's own, of what was typed. */
export function wrong(code, summary) {
  return { status: 0, code, summary, message: "", details: [], retryAt: null };
}
