// The rows of a family beside their graph: a list box that keys walk through.
import { bytes, time } from "../pure/formats.mjs";
import { step } from "../pure/timeline.mjs";
import { graph } from "./graph.mjs";
import { h, replace } from "./dom.mjs";
import { stripLoader } from "./strips.mjs";

const NARROW = "(max-width: 700px)";
const ROW_WIDE = 30;
const ROW_NARROW = 56;

/**
 * The list. Calls onSelect(snapshot) when another row is chosen, onOpen(snapshot) when it is to be
 * looked at closer, onPick(snapshot) when it is to be compared; heat and seen as for strips.
 */
export function chainList({ onSelect, onOpen, onPick, heat, seen }) {
  const picture = graph();
  const strips = stripLoader({ heat, seen });
  const list = h("div", {
    class: "snaps",
    role: "listbox",
    tabindex: 0,
    "aria-label": "Snapshots, newest first",
  });
  const element = h("div", { class: "chain" }, picture.element, list);
  const narrow = matchMedia(NARROW);
  const rows = new Map();
  const shared = new Map();
  let snapshots = [];
  let region = "";
  let chosen = null;
  let picks = [];

  function draw() {
    const height = narrow.matches ? ROW_NARROW : ROW_WIDE;
    const layout = picture.draw(snapshots, region, height);
    element.style.setProperty("--graph", `${layout.width}px`);
    element.style.setProperty("--row", `${height}px`);
    shared.forEach((is, id) => picture.share(id, is));
  }

  function rowOf(snapshot) {
    let row = rows.get(snapshot.snapshotId);
    if (!row) {
      row = newRow(snapshot.snapshotId);
      rows.set(snapshot.snapshotId, row);
    }
    if (row.snapshot !== snapshot) {
      row.snapshot = snapshot;
      fillRow(row, snapshot, region);
      strips.watch(row.strip, snapshot);
    }
    return row;
  }

  function choose(index, { scroll = true } = {}) {
    const snapshot = snapshots[index];
    if (!snapshot) {
      return;
    }
    mark(snapshot.snapshotId);
    if (scroll) {
      rows.get(chosen).element.scrollIntoView({ block: "nearest" });
    }
    onSelect(snapshot);
  }

  function mark(id) {
    rows.get(chosen)?.element.setAttribute("aria-selected", "false");
    chosen = rows.has(id) ? id : null;
    const row = rows.get(chosen);
    row?.element.setAttribute("aria-selected", "true");
    if (row) {
      list.setAttribute("aria-activedescendant", row.element.id);
    } else {
      list.removeAttribute("aria-activedescendant");
    }
  }

  function indexOfChosen() {
    return snapshots.findIndex((each) => each.snapshotId === chosen);
  }

  list.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const row = indexOfChosen();
    if ((event.key === "Enter" || event.key === " ") && row >= 0) {
      event.preventDefault();
      if (event.key === "Enter") {
        onSelect(snapshots[row]);
        onOpen(snapshots[row]);
      } else {
        onPick(snapshots[row]);
      }
      return;
    }
    const pageRows = Math.max(
      1,
      Math.floor(innerHeight / (narrow.matches ? ROW_NARROW : ROW_WIDE)) - 2,
    );
    const to =
      row < 0 && event.key.startsWith("Arrow") ? 0 : step(event.key, row, snapshots, pageRows);
    if (to !== null) {
      event.preventDefault();
      choose(to);
    }
  });
  list.addEventListener("focus", () => {
    if (chosen === null && snapshots.length > 0) {
      mark(snapshots[0].snapshotId);
    }
  });
  list.addEventListener("click", (event) => {
    const id = event.target.closest("[role=option]")?.dataset.id;
    const index = snapshots.findIndex((each) => each.snapshotId === id);
    if (index >= 0) {
      choose(index, { scroll: false });
      if (event.shiftKey) {
        onPick(snapshots[index]);
      }
    }
  });
  narrow.addEventListener("change", draw);

  return {
    element,
    focus: () => list.focus({ preventScroll: true }),
    /** Shows these, newest first; rows that were there stay what they are. */
    show(newSnapshots, diskRegion) {
      snapshots = newSnapshots;
      region = diskRegion;
      const kept = new Set(snapshots.map((each) => each.snapshotId));
      for (const [id, row] of rows) {
        if (!kept.has(id)) {
          strips.forget(row.strip);
          row.element.remove();
          rows.delete(id);
        }
      }
      const wanted = snapshots.map((each) => rowOf(each).element);
      if (wanted.some((row, index) => list.children[index] !== row)) {
        replace(list, wanted);
      }
      draw();
      mark(chosen);
    },
    /** Asks again for what rows in sight show. */
    lookAgain() {
      rows.forEach((row) => strips.watch(row.strip, row.snapshot));
    },
    select(id) {
      choose(snapshots.findIndex((each) => each.snapshotId === id));
    },
    /** Marks a snapshot as shared, or not. */
    share(id, is) {
      shared.set(id, is);
      picture.share(id, is);
      const row = rows.get(id);
      if (row) {
        row.share.hidden = !is;
      }
    },
    /** Lets go of what was known of shares. */
    forgetShares() {
      shared.forEach((_, id) => this.share(id, false));
    },
    /** Marks what is picked to be compared. */
    pick(ids) {
      picks.forEach((id) => rows.get(id) && (rows.get(id).pick.textContent = ""));
      picks = ids;
      ids.forEach((id, index) => rows.get(id) && (rows.get(id).pick.textContent = "AB"[index]));
    },
    close() {
      strips.close();
      narrow.removeEventListener("change", draw);
    },
  };
}

function newRow(id) {
  const row = {
    snapshot: null,
    name: h("span", { class: "snap-name name" }),
    kind: h("span", { class: "snap-kind" }),
    state: h("span", { class: "badge" }),
    time: h("time", { class: "snap-time" }),
    size: h("span", { class: "snap-size" }),
    share: h("span", { class: "mark", hidden: true }, "shared"),
    pick: h("span", { class: "pick" }),
    strip: h("div", { class: "strip" }),
  };
  row.element = h(
    "div",
    { class: "snap", role: "option", id: `snap-${id}`, data: { id }, "aria-selected": "false" },
    h("span", { class: "snap-head" }, row.name, row.pick, row.share),
    row.kind,
    row.state,
    row.time,
    row.size,
    row.strip,
  );
  return row;
}

function fillRow(row, snapshot, diskRegion) {
  const elsewhere = snapshot.region !== diskRegion;
  row.name.textContent = snapshot.name;
  row.name.title = snapshot.name;
  row.kind.textContent = elsewhere ? `${snapshot.kind}, ${snapshot.region}` : snapshot.kind;
  row.state.textContent = snapshot.state;
  row.state.className = `badge state-${/^[a-z]+$/.test(snapshot.state) ? snapshot.state : "unknown"}`;
  row.time.textContent = time(snapshot.startedAt);
  row.time.dateTime = snapshot.startedAt;
  row.size.textContent = sizeText(snapshot);
  row.size.title = "Changed since the one before";
  row.element.classList.toggle("gone", snapshot.state === "deleted");
}

function sizeText(snapshot) {
  const content = snapshot.content;
  if (!content) {
    return "";
  }
  return bytes(content.changedBytes ?? content.storedBytes);
}
