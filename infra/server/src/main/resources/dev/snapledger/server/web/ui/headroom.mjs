// What the rules leave, as gauges that count down.
import { metersOf } from "../pure/meters.mjs";
import { isAbort } from "../net/http.mjs";
import { h, replace } from "./dom.mjs";
import { failureBox, loading } from "./parts.mjs";

const AGAIN_MILLIS = 15_000;

/** Gauges of what ask() gives; onLoad(headroom) is told each time. */
export function headroomPanel({ ask, onLoad }) {
  const body = h("div", { class: "meters" }, loading("the limits"));
  const policy = h("span", { class: "hint" });
  const element = h(
    "section",
    { class: "panel headroom", "aria-labelledby": "headroom-title" },
    h("h2", { id: "headroom-title" }, "What the rules leave", policy),
    body,
  );
  let headroom = null;
  let ahead = 0;
  let askedAt = 0;
  let running = false;

  async function load() {
    askedAt = Date.now();
    running = true;
    try {
      headroom = await ask();
      ahead = Date.now() - Date.parse(headroom.at);
      ahead = Number.isNaN(ahead) ? 0 : ahead;
      replace(policy, headroom.policy);
      draw();
      onLoad(headroom);
    } catch (error) {
      if (!isAbort(error)) {
        headroom = null;
        replace(body, failureBox(error, load));
      }
    }
    running = false;
  }

  function draw() {
    replace(body, metersOf(headroom, Date.now(), ahead).map(gauge));
  }

  const timer = setInterval(() => {
    if (!headroom || document.hidden || running) {
      return;
    }
    const uses = [headroom.rate, headroom.count, headroom.sas];
    const due = uses.some((use) => use.retryAt && Date.parse(use.retryAt) <= Date.now() - ahead);
    const moving = headroom.rate.used > 0 || headroom.sas.used > 0;
    if (Date.now() - askedAt > (due ? 2000 : AGAIN_MILLIS) && (due || moving)) {
      load();
    } else if (uses.some((use) => use.retryAt)) {
      draw();
    }
  }, 1000);

  return { element, load, close: () => clearInterval(timer) };
}

function gauge(meter) {
  const bar = h("span", { class: "gauge-bar" });
  bar.style.setProperty("--share", meter.share);
  return h(
    "div",
    { class: `gauge tone-${meter.tone}` },
    h("span", { class: "gauge-label", id: `gauge-${meter.key}` }, meter.label),
    h("span", { class: "gauge-value" }, `${meter.used} of ${meter.max}`),
    h(
      "span",
      {
        class: "gauge-track",
        role: "meter",
        "aria-labelledby": `gauge-${meter.key}`,
        "aria-valuemin": 0,
        "aria-valuemax": meter.max,
        "aria-valuenow": Math.min(meter.used, meter.max),
        "aria-valuetext": `${meter.used} of ${meter.max}, ${meter.note}`,
      },
      bar,
    ),
    h("span", { class: "gauge-note" }, meter.note),
  );
}
