// What stands over the rows of a family: how many there are, which are shown, what the signs mean.
import { h, replace } from "./dom.mjs";
import { legend } from "./graph.mjs";
import { empty } from "./parts.mjs";

/** onChange() when other rows are to be shown. */
export function chainToolbar(onChange) {
  const count = h("span", { class: "hint", role: "status" });
  const deleted = h("input", {
    type: "checkbox",
    id: "show-deleted",
    checked: true,
    on: { change: onChange },
  });
  return {
    element: h(
      "div",
      { class: "toolbar" },
      h("h2", {}, "Snapshots"),
      count,
      h("label", { class: "check" }, deleted, "Deleted ones too"),
      legend(),
      h("span", { class: "hint keys" }, "Arrow keys walk, Enter opens, Space picks for comparison"),
    ),
    /** Those that are to be shown; says how many there are. */
    shownOf(snapshots) {
      const shown = deleted.checked
        ? snapshots
        : snapshots.filter((each) => each.state !== "deleted");
      const existing = snapshots.filter(
        (each) => each.state !== "deleted" && each.state !== "failed",
      );
      replace(count, `${existing.length} existing, ${shown.length} shown`);
      return shown;
    },
  };
}

/** Instead of rows, where there are none. */
export function noSnapshots(disk, past) {
  return past
    ? empty("There was no snapshot of this disk.")
    : empty(
        "There is no snapshot of this disk.",
        disk?.state === "active" &&
          h("p", {}, "Take one: it stores what is there, later ones only what changed."),
      );
}
