// Disks of a subscription, with search and states. The filters are in the address.
import { bytes, share, tagsText } from "../pure/formats.mjs";
import { touchesDisks } from "../pure/changes.mjs";
import { hashOf } from "../pure/hash.mjs";
import { isAbort } from "../net/http.mjs";
import { h, replace } from "./dom.mjs";
import { firstSteps } from "./first.mjs";
import { newDisk } from "./making.mjs";
import { button, empty, failureBox, loading, stateBadge, timeText } from "./parts.mjs";

const PAGE = 100;
const STATES = [
  ["", "Existing"],
  ["active", "Active"],
  ["moving", "Moving"],
  ["deleted", "Deleted"],
  ["any", "All there ever were"],
];
const SEARCH_MILLIS = 250;

export function disksView(app, route) {
  const { subscription } = route.ids;
  const ended = new AbortController();
  let loads = new AbortController();
  let shown = PAGE;
  let timer = 0;
  const search = h("input", {
    type: "search",
    id: "disk-search",
    value: route.query.q ?? "",
    placeholder: "Name begins with…",
    spellcheck: "false",
    autocapitalize: "none",
    on: { input: later },
  });
  const state = h(
    "select",
    { id: "disk-state", on: { change: filtered } },
    STATES.map(([value, text]) => h("option", { value }, text)),
  );
  state.value = STATES.some(([value]) => value === route.query.state) ? route.query.state : "";
  const found = h("p", { class: "hint", role: "status" });
  const body = h("div", { "aria-busy": "true" }, loading("disks"));

  function later() {
    clearTimeout(timer);
    timer = setTimeout(filtered, SEARCH_MILLIS);
  }

  function filtered() {
    app.remember("disks", route.ids, { q: search.value, state: state.value });
    shown = PAGE;
    load();
  }

  async function load() {
    loads.abort();
    loads = new AbortController();
    const signal = AbortSignal.any([ended.signal, loads.signal]);
    const name = search.value.trim();
    const list = app.api.families(
      subscription,
      { name: name && `${name}*`, state: state.value, limit: PAGE },
      { signal },
    );
    body.setAttribute("aria-busy", "true");
    try {
      show(await list.more(shown), list);
    } catch (error) {
      if (!isAbort(error)) {
        replace(body, failureBox(error, load));
        replace(found);
      }
    }
    body.removeAttribute("aria-busy");
  }

  function show(items, list) {
    replace(
      found,
      `${items.length}${list.isDone() ? "" : " or more"} ${items.length === 1 ? "disk" : "disks"}`,
    );
    replace(
      body,
      items.length === 0 ? none() : table(subscription, items),
      !list.isDone() &&
        button("Show more", () => {
          shown += PAGE;
          load();
        }),
    );
  }

  function none() {
    return search.value || state.value ? empty("No disk is like that.") : firstSteps(make);
  }

  function make() {
    newDisk(app, subscription, (made) => made && app.go("family", { subscription, family: made }));
  }

  load();
  return {
    element: h(
      "div",
      {},
      h(
        "div",
        { class: "head" },
        h("h1", {}, "Disks"),
        button("Make a disk", make),
        h("a", { href: hashOf("events", route.ids) }, "Event log"),
        h("a", { href: hashOf("usage", route.ids) }, "Usage"),
      ),
      h(
        "div",
        { class: "filters", role: "search", "aria-label": "Disks" },
        h("label", { for: "disk-search" }, "Search"),
        search,
        h("label", { for: "disk-state" }, "State"),
        state,
        found,
      ),
      body,
    ),
    title: "Disks",
    changed(changes) {
      if (touchesDisks(changes)) {
        clearTimeout(timer);
        timer = setTimeout(load, SEARCH_MILLIS);
      }
    },
    reload: load,
    close() {
      clearTimeout(timer);
      ended.abort();
    },
  };
}

function table(subscription, items) {
  const head = ["Disk", "State", "Size", "Region", "Tier", "Created", "Tags"];
  return h(
    "div",
    { class: "table-scroll" },
    h(
      "table",
      { class: "disks" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          head.map((each) =>
            h("th", { scope: "col", class: each === "Size" ? "number" : null }, each),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        items.map((each) => row(subscription, each)),
      ),
    ),
  );
}

function row(subscription, disk) {
  return h(
    "tr",
    {},
    h(
      "th",
      { scope: "row" },
      h(
        "a",
        { class: "name", href: hashOf("family", { subscription, family: disk.familyId }) },
        disk.name,
      ),
      h("span", { class: "sub name" }, disk.resourceGroup),
    ),
    h(
      "td",
      {},
      stateBadge(disk.state),
      disk.backgroundCopy?.state === "running" &&
        h(
          "span",
          { class: "sub" },
          `being filled, ${share(disk.backgroundCopy.copiedBytes, disk.backgroundCopy.totalBytes)} %`,
        ),
    ),
    h("td", { class: "number" }, bytes(disk.sizeBytes)),
    h("td", {}, disk.region),
    h("td", {}, disk.sku),
    h("td", {}, timeText(disk.createdAt)),
    h("td", { class: "tags name" }, tagsText(disk.tags)),
  );
}
