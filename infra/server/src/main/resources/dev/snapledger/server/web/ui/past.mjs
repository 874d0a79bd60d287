// Which time is looked at: now, or a moment of the past that a slider or a field says.
import { time } from "../pure/formats.mjs";
import { fieldOf, instantOfField, positionOf } from "../pure/moments.mjs";
import { h, replace } from "./dom.mjs";
import { button } from "./parts.mjs";

/** A bar for it; onTime(instant) when another is chosen, null for now. */
export function timeBar({ at, onTime }) {
  let moments = [];
  let chosen = at;
  const slider = h("input", {
    type: "range",
    id: "past-slider",
    min: 0,
    max: 0,
    step: 1,
    on: { input: tell, change: slid },
  });
  const field = h("input", {
    type: "datetime-local",
    id: "past-time",
    step: 1,
    on: { change: set },
  });
  const back = button("Back to now", () => choose(null), { kind: "primary" });
  const said = h("strong", { class: "past-said" });
  const mark = h("p", { class: "past-mark", role: "status" });
  const element = h(
    "section",
    { class: "panel past", "aria-label": "Time that is looked at" },
    h(
      "div",
      { class: "past-tools" },
      h("label", { for: "past-slider" }, "History"),
      slider,
      said,
      h("label", { for: "past-time" }, "Time, in UTC"),
      field,
      back,
    ),
    mark,
  );

  /** What the slider would choose, while it moves. */
  function tell() {
    const moment = moments[Number(slider.value)] ?? null;
    say(moment);
  }

  function say(moment) {
    const text = moment === null ? "now" : time(moment);
    said.textContent = text;
    slider.setAttribute("aria-valuetext", text);
  }

  function slid() {
    choose(moments[Number(slider.value)] ?? null);
  }

  function set() {
    choose(instantOfField(field.value));
  }

  function choose(instant) {
    if (back === document.activeElement) {
      slider.focus();
    }
    chosen = instant;
    draw();
    onTime(instant);
  }

  function draw() {
    slider.max = String(moments.length);
    slider.disabled = moments.length === 0;
    slider.value = String(positionOf(moments, chosen));
    say(chosen);
    field.value = fieldOf(chosen);
    back.hidden = chosen === null;
    element.classList.toggle("is-past", chosen !== null);
    replace(
      mark,
      chosen !== null &&
        `This is the past: the disk as it stood at ${time(chosen)}. Actions are off.`,
    );
  }

  draw();
  return {
    element,
    /** The moments that the slider leads to, oldest first. */
    moments(found) {
      moments = found;
      draw();
    },
  };
}
