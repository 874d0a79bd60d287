// What differs between two snapshots: a strip, totals, and every range.
import { address, bytes, count } from "../pure/formats.mjs";
import { hashOf } from "../pure/hash.mjs";
import { addRanges, diffPaths, diffSummary } from "../pure/strip.mjs";
import { isAbort } from "../net/http.mjs";
import { h, replace } from "./dom.mjs";
import { button, empty, failureBox, loading } from "./parts.mjs";
import { stripPicture } from "./strips.mjs";

const CELLS = 512;
/** Ranges that are loaded at a time; the strip is whole as far as they go. */
const RANGES = 50_000;
/** Ranges that are listed at a time. */
const LISTED = 200;

export function diffView(app, route) {
  const { subscription, from, to } = route.ids;
  const ended = new AbortController();
  const options = { signal: ended.signal };
  const ends = h("div", {}, loading("the snapshots"));
  const strip = h("div", {});
  const rows = h("tbody", {});
  const under = h("div", {});
  const body = h("div", {}, loading("what differs"));
  let list;
  let ranges = [];
  let summary = null;
  let listed = 0;

  async function loadEnds() {
    const [one, other, disk] = await Promise.all([
      app.api.snapshot(subscription, from, options),
      app.api.snapshot(subscription, to, options),
      app.api.family(subscription, route.ids.family, options),
    ]);
    app.crumb(route, { family: disk.name });
    document.title = `${one.name} to ${other.name} – Snapshot Ledger`;
    replace(
      ends,
      h(
        "p",
        { class: "line" },
        end("from", one, route),
        end("to", other, route),
        h(
          "a",
          { class: "button", href: hashOf("diff", { ...route.ids, from: to, to: from }) },
          "The other way round",
        ),
      ),
    );
    return other.sizeBytes;
  }

  async function load() {
    replace(body, loading("what differs"));
    try {
      const sizeBytes = await loadEnds();
      list = app.api.diff(subscription, from, to, {}, options);
      summary = diffSummary(sizeBytes, 0, sizeBytes, CELLS);
      ranges = [];
      listed = 0;
      replace(rows);
      await more();
    } catch (error) {
      fail(error);
    }
  }

  async function more() {
    try {
      const found = await list.more(RANGES);
      addRanges(summary, found);
      ranges = ranges.concat(found);
      draw();
    } catch (error) {
      fail(error);
    }
  }

  function fail(error) {
    if (!isAbort(error)) {
      replace(body, failureBox(error, load));
    }
  }

  function draw() {
    if (ranges.length === 0 && list.isDone()) {
      replace(body, empty("They do not differ: both hold the same bytes."));
      return;
    }
    drawStrip();
    listMore();
    replace(body, totals(), strip, table(), under);
  }

  function drawStrip() {
    const label = `${bytes(summary.dataBytes)} changed and ${bytes(summary.clearedBytes)} cleared`;
    const layers = [
      { paths: diffPaths(summary, "cleared"), name: "cleared" },
      { paths: diffPaths(summary, "data"), name: "heat" },
    ];
    replace(
      strip,
      h(
        "div",
        { class: "strip big" },
        layers.map((layer) =>
          h("div", { class: "strip-half" }, stripPicture(CELLS, [layer], label)),
        ),
      ),
      h(
        "div",
        { class: "strip-scale", "aria-hidden": "true" },
        [0, 0.25, 0.5, 0.75, 1].map((part) => h("span", {}, bytes(summary.sizeBytes * part))),
      ),
      h(
        "ul",
        { class: "keys-line" },
        h(
          "li",
          {},
          h("span", { class: "swatch cleared-4", "aria-hidden": "true" }),
          "above: cleared, reads as zeros",
        ),
        h("li", {}, h("span", { class: "swatch heat-4", "aria-hidden": "true" }), "below: data"),
      ),
    );
  }

  function totals() {
    const parts = [
      ["Ranges", count(summary.ranges)],
      ["Data", bytes(summary.dataBytes)],
      ["Cleared", bytes(summary.clearedBytes)],
      ["Of", bytes(summary.sizeBytes)],
    ];
    return h(
      "div",
      { class: "totals" },
      parts.map(([name, value]) =>
        h(
          "div",
          {},
          h("span", { class: "total-name" }, name),
          h("span", { class: "total-value" }, value),
        ),
      ),
      !list.isDone() &&
        h(
          "p",
          { class: "warn" },
          `As far as ${bytes(summary.seenTo)}; there is more. `,
          button("Go on", more),
        ),
    );
  }

  function listMore() {
    const next = ranges.slice(listed, listed + LISTED);
    rows.append(...next.map(rangeRow));
    listed += next.length;
    replace(
      under,
      listed < ranges.length &&
        button(
          `Show ${Math.min(LISTED, ranges.length - listed)} more of ${count(ranges.length)}`,
          listMore,
        ),
    );
  }

  function table() {
    const head = ["From", "To", "Size", "Kind"];
    return h(
      "div",
      { class: "table-scroll" },
      h(
        "table",
        { class: "ranges" },
        h("caption", { class: "visually-hidden" }, "Ranges that differ"),
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            head.map((each) =>
              h("th", { scope: "col", class: each === "Kind" ? null : "number" }, each),
            ),
          ),
        ),
        rows,
      ),
    );
  }

  load();
  return {
    element: h("div", {}, h("h1", {}, "What differs"), ends, body),
    title: "What differs",
    changed() {},
    reload() {},
    close: () => ended.abort(),
  };
}

function end(word, snapshot, route) {
  const { subscription, family } = route.ids;
  return h(
    "span",
    {},
    `${word} `,
    h(
      "a",
      {
        class: "name",
        href: hashOf("family", { subscription, family }, { snap: snapshot.snapshotId }),
      },
      snapshot.name,
    ),
  );
}

function rangeRow(range) {
  const cleared = range.kind === "cleared";
  return h(
    "tr",
    {},
    h("td", { class: "number" }, h("code", {}, address(range.startByte))),
    h("td", { class: "number" }, h("code", {}, address(range.endByte))),
    h("td", { class: "number" }, bytes(range.endByte - range.startByte)),
    h(
      "td",
      {},
      h("span", { class: `swatch ${cleared ? "cleared-4" : "heat-4"}`, "aria-hidden": "true" }),
      range.kind,
    ),
  );
}
