// How much a subscription has, and had, day by day.
import { bytes, count } from "../pure/formats.mjs";
import { barsOf, dayOf, daysOf, firstDay } from "../pure/usage.mjs";
import { isAbort } from "../net/http.mjs";
import { h, replace, s } from "./dom.mjs";
import { choice } from "./fields.mjs";
import { empty, failureBox, loading } from "./parts.mjs";

const SPANS = [
  ["31", "31 days"],
  ["92", "3 months"],
  ["366", "A year"],
];
const COLUMNS = [
  ["disks", "Disks", count],
  ["snapshots", "Snapshots", count],
  ["diskBytes", "Size of disks", bytes],
  ["snapshotBytes", "Size of snapshots", bytes],
  ["storedBytes", "Stored", bytes],
];

export function usageView(app, route) {
  const { subscription } = route.ids;
  const ended = new AbortController();
  let loads = new AbortController();
  const span = choice(
    SPANS,
    SPANS.some(([value]) => value === route.query.days) ? route.query.days : "31",
  );
  span.id = "usage-days";
  span.addEventListener("change", () => {
    app.remember("usage", route.ids, { days: span.value });
    load();
  });
  const body = h("div", {}, loading("usage"));

  async function load() {
    loads.abort();
    loads = new AbortController();
    const to = dayOf(Date.now());
    const from = firstDay(to, Number(span.value));
    try {
      const { items } = await app.api.usageDays(
        subscription,
        { from, to },
        { signal: AbortSignal.any([ended.signal, loads.signal]) },
      );
      draw(daysOf(items, from, to));
    } catch (error) {
      if (!isAbort(error)) {
        replace(body, failureBox(error, load));
      }
    }
  }

  function draw(days) {
    const some = days.some((each) => each.disks > 0 || each.snapshots > 0 || each.storedBytes > 0);
    replace(
      body,
      some
        ? [
            chart(days, "storedBytes", "Stored at the end of each day", bytes),
            chart(days, "snapshots", "Snapshots at the end of each day", count),
            table(days),
          ]
        : empty("There was nothing in this time."),
    );
  }

  load();
  return {
    element: h(
      "div",
      {},
      h(
        "div",
        { class: "head" },
        h("h1", {}, "Usage"),
        h("label", { for: "usage-days" }, "Of the last"),
        span,
      ),
      body,
    ),
    title: "Usage",
    changed() {},
    reload: load,
    close: () => ended.abort(),
  };
}

/** One bar a day; the table says the same in numbers. */
function chart(days, name, title, format) {
  const { most, bars } = barsOf(days, name);
  const last = bars.at(-1);
  return h(
    "figure",
    { class: "panel usage-chart" },
    h(
      "figcaption",
      {},
      h("strong", {}, title),
      ` ${format(last.value)} today, ${format(most)} at most`,
    ),
    s(
      "svg",
      {
        viewBox: `0 0 ${days.length} 1`,
        preserveAspectRatio: "none",
        role: "img",
        "aria-label": `${title}, from ${format(bars[0].value)} on ${bars[0].day} to ${format(last.value)} on ${last.day}`,
      },
      bars.map((bar) =>
        s(
          "rect",
          { x: bar.x + 0.1, y: 1 - bar.height, width: 0.8, height: bar.height },
          s("title", {}, `${bar.day}: ${format(bar.value)}`),
        ),
      ),
    ),
    h(
      "div",
      { class: "strip-scale", "aria-hidden": "true" },
      h("span", {}, bars[0].day),
      h("span", {}, last.day),
    ),
  );
}

function table(days) {
  const changed = days.filter((each, index) => each.changed || index === 0).reverse();
  return h(
    "div",
    { class: "table-scroll", role: "region", "aria-label": "Usage by day", tabindex: 0 },
    h(
      "table",
      { class: "usage" },
      h("caption", {}, "Days on which something changed, newest first"),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, "End of day, UTC"),
          COLUMNS.map(([, text]) => h("th", { scope: "col", class: "number" }, text)),
        ),
      ),
      h(
        "tbody",
        {},
        changed.map((each) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, each.day),
            COLUMNS.map(([name, , format]) => h("td", { class: "number" }, format(each[name]))),
          ),
        ),
      ),
    ),
  );
}
