// The head of a family: the disk, what is done to it, and who may read it by a URL.
import { bytes, share, tagsText } from "../pure/formats.mjs";
import { hashOf } from "../pure/hash.mjs";
import { takeSnapshot } from "./actions.mjs";
import { h, replace } from "./dom.mjs";
import { button, loading, stateBadge, timeText } from "./parts.mjs";
import { endAccess, shareDisk } from "./sharing.mjs";

/** Shows a disk; onShared() when its shared access was changed here. */
export function diskHead({ app, route, onShared }) {
  const shared = h("span", { class: "mark", hidden: true });
  const end = button("End shared access", endAll, { kind: "danger-quiet" });
  const element = h("div", {}, loading("the disk"));
  let disk = null;

  async function endAll() {
    if (await endAccess(app, disk)) {
      onShared();
    }
  }

  async function shareIt() {
    if (await shareDisk(app, disk)) {
      onShared();
    }
  }

  function actions(at) {
    const off = { disabled: at !== null };
    return [
      disk.state === "active" && [
        button("Take snapshot", () => takeSnapshot(app, route.ids.subscription, disk), {
          kind: "primary",
          ...off,
        }),
        button("Share disk", shareIt, off),
      ],
      end,
      h("a", { class: "button", href: hashOf("familyEvents", route.ids, { at }) }, "Events"),
    ];
  }

  return {
    element,
    clear: () => replace(element),
    /** A disk as it stood at an instant; null for now. */
    show(found, at) {
      disk = found;
      replace(
        element,
        h(
          "div",
          { class: "head" },
          h("h1", { class: "name" }, disk.name),
          stateBadge(disk.state),
          shared,
          actions(at),
        ),
        h("p", { class: "line" }, lineOf(disk)),
        filling(disk.backgroundCopy),
      );
      end.disabled = at !== null;
    },
    /** The grants to read or write the disk itself that are in force. */
    grants(items) {
      shared.hidden = items.length === 0;
      end.hidden = items.length === 0;
      const writes = items.some((each) => each.access === "write");
      replace(shared, writes ? "shared, may be written" : "shared");
      shared.title = `${items.length} in force`;
    },
  };
}

function lineOf(disk) {
  return [
    h("span", { class: "name" }, disk.resourceGroup),
    h("span", {}, disk.region),
    h("span", {}, disk.sku),
    h("span", {}, bytes(disk.sizeBytes)),
    h("span", {}, "created ", timeText(disk.createdAt)),
    disk.deletedAt && h("span", {}, "deleted ", timeText(disk.deletedAt)),
    disk.everResized && h("span", { class: "warn" }, "was resized"),
    disk.backgroundCopy?.failure && h("span", { class: "warn" }, disk.backgroundCopy.failure),
    tagsText(disk.tags) && h("span", { class: "name" }, tagsText(disk.tags)),
  ];
}

/** How far a disk that was made of a snapshot is filled. */
function filling(copy) {
  if (copy?.state !== "running") {
    return null;
  }
  const percent = share(copy.copiedBytes, copy.totalBytes);
  return h(
    "p",
    { class: "filling" },
    h("progress", { max: 100, value: percent, "aria-label": "How far the disk is filled" }),
    h(
      "span",
      { class: "hint" },
      `being filled, ${percent} %: ${bytes(copy.copiedBytes)} of ${bytes(copy.totalBytes)}`,
    ),
  );
}
