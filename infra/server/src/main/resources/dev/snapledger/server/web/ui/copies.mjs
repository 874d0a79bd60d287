// Copies to other regions that are under way, with how far each is.
import { h, replace } from "./dom.mjs";

const AGAIN_MILLIS = 1000;

/** A list of them; percent(snapshot) asks how much is done, 0 to 100. */
export function copiesList({ percent }) {
  const list = h("ul", {});
  const element = h(
    "section",
    { class: "panel copies", "aria-label": "Copies under way", hidden: true },
    list,
  );
  const rows = new Map();
  let timer = 0;

  async function ask() {
    timer = 0;
    await Promise.allSettled([...rows.values()].map(update));
    again();
  }

  async function update(row) {
    const done = await percent(row.snapshot);
    if (done > 0) {
      row.bar.value = done; // Without a value the bar says: going on, not told how far.
    }
    row.bar.textContent = `${Math.floor(done)} %`;
    row.text.textContent = done > 0 ? `${Math.floor(done)} %` : "0 %, begun";
  }

  function again() {
    if (rows.size > 0 && timer === 0) {
      timer = setTimeout(ask, AGAIN_MILLIS);
    }
  }

  function rowOf(snapshot) {
    const name = `${snapshot.name} to ${snapshot.region}`;
    const row = {
      snapshot,
      bar: h("progress", { max: 100, "aria-label": `Copy of ${name}` }),
      text: h("span", { class: "hint copy-percent" }, "0 %, begun"),
    };
    row.element = h(
      "li",
      {},
      h("span", {}, "Copying ", h("span", { class: "name" }, name)),
      row.bar,
      row.text,
    );
    return row;
  }

  return {
    element,
    /** Of these snapshots those that are copies and not complete. */
    show(snapshots) {
      const wanted = snapshots.filter((each) => each.kind === "copy" && each.state === "creating");
      const before = new Map(rows);
      rows.clear();
      wanted.forEach((each) =>
        rows.set(each.snapshotId, before.get(each.snapshotId) ?? rowOf(each)),
      );
      element.hidden = rows.size === 0;
      if ([...rows.keys()].join() !== [...before.keys()].join()) {
        replace(
          list,
          [...rows.values()].map((row) => row.element),
        );
      }
      again();
    },
    close() {
      rows.clear();
      clearTimeout(timer);
    },
  };
}
