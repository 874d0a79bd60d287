// Small things that several views show.
import { ago, time } from "../pure/formats.mjs";
import { asFailure } from "../net/http.mjs";
import { h } from "./dom.mjs";

/** A state as a word with a colour. */
export function stateBadge(state) {
  return h("span", { class: `badge state-${/^[a-z]+$/.test(state) ? state : "unknown"}` }, state);
}

/** An instant, with how long ago it was. */
export function timeText(instant, now = Date.now()) {
  return instant
    ? h("time", { datetime: instant, title: ago(instant, now) }, time(instant))
    : h("span", {}, "–");
}

export function loading(what) {
  return h("p", { class: "loading", role: "status" }, `Loading ${what}…`);
}

export function empty(...sentences) {
  return h(
    "div",
    { class: "empty" },
    sentences.map((each) => (typeof each === "string" ? h("p", {}, each) : each)),
  );
}

/** A failure in words, the server's sentence, its code, and a way on. */
export function failureBox(error, retry) {
  const failure = asFailure(error);
  return h(
    "div",
    { class: "failure", role: "alert" },
    h("p", { class: "failure-summary" }, failure.summary),
    failure.message && h("p", { class: "failure-message" }, failure.message),
    failure.retryAt &&
      h(
        "p",
        {},
        "Possible again ",
        timeText(failure.retryAt),
        ` (${ago(failure.retryAt, Date.now())}).`,
      ),
    failure.details.map((each) =>
      h("p", { class: "failure-message" }, `${each.code}: ${each.message}`),
    ),
    h(
      "p",
      { class: "failure-code" },
      `${failure.code}${failure.status ? `, status ${failure.status}` : ""}`,
      failure.requestId && `, request ${failure.requestId}`,
    ),
    retry && h("button", { type: "button", class: "button", on: { click: retry } }, "Try again"),
  );
}

/** Terms and what they are; pairs without a value are left out. */
export function facts(pairs) {
  return h(
    "dl",
    { class: "facts" },
    pairs
      .filter(([, value]) => value !== null && value !== undefined && value !== "")
      .map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
}

/** An id in full, in a narrow face. */
export function idText(id) {
  return h("code", { class: "id" }, id);
}

export function button(text, click, { kind = "", label, disabled } = {}) {
  return h(
    "button",
    {
      type: "button",
      class: `button ${kind}`.trim(),
      "aria-label": label,
      disabled,
      on: { click },
    },
    text,
  );
}
