// Two snapshots that are picked to be compared.
import { hashOf } from "../pure/hash.mjs";
import { h, replace } from "./dom.mjs";
import { button } from "./parts.mjs";

/** A bar with what is picked; onChange(ids) when that changes. */
export function pickBar(route, onChange) {
  const element = h("div", {
    class: "picks panel",
    role: "region",
    "aria-label": "Comparison",
    hidden: true,
  });
  let picked = [];

  function draw() {
    element.hidden = picked.length === 0;
    replace(
      element,
      picked.map((each, index) =>
        h(
          "span",
          { class: "picked" },
          h("span", { class: "pick" }, "AB"[index]),
          h("span", { class: "name" }, each.name),
          button("×", () => drop(each), { kind: "quiet", label: `Do not compare ${each.name}` }),
        ),
      ),
      picked.length === 2
        ? h(
            "a",
            { class: "button primary", href: hashOf("diff", { ...route.ids, ...ends() }) },
            "Compare",
          )
        : h("span", { class: "hint" }, "Pick another one, with Space or in its panel."),
    );
    onChange(picked.map((each) => each.snapshotId));
  }

  /** From the older to the newer. */
  function ends() {
    const [from, to] = [...picked].sort(
      (one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt),
    );
    return { from: from.snapshotId, to: to.snapshotId };
  }

  function drop(snapshot) {
    picked = picked.filter((each) => each.snapshotId !== snapshot.snapshotId);
    draw();
  }

  return {
    element,
    /** Picks one, or takes it back; a sentence if it cannot be compared. */
    toggle(snapshot) {
      if (picked.some((each) => each.snapshotId === snapshot.snapshotId)) {
        drop(snapshot);
        return null;
      }
      if (snapshot.state !== "completed" || snapshot.kind === "full") {
        return "Only completed snapshots of the chain can be compared.";
      }
      picked = [...picked.slice(-1), snapshot];
      draw();
      return null;
    },
    /** Lets go of what is there no more. */
    refresh(byId) {
      const kept = picked.filter((each) => byId.get(each.snapshotId)?.state === "completed");
      if (kept.length !== picked.length) {
        picked = kept;
        draw();
      }
    },
  };
}
