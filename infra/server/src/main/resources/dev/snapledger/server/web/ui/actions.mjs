// What can be done to snapshots: taken, copied to another region, deleted. Each asks first, and says
// in words what was refused.
import { bytes, proposedName } from "../pure/formats.mjs";
import { ask } from "./dialogs.mjs";
import { h } from "./dom.mjs";
import { choice, field, nameInput, tagsInput, tagsOf, wrong } from "./fields.mjs";

/** Takes a snapshot of a disk; true if one was begun. */
export function takeSnapshot(app, subscription, disk) {
  const name = nameInput(proposedName(disk.name, Date.now()));
  const group = nameInput(disk.resourceGroup, 90);
  const kind = choice([
    ["incremental", "Incremental: what changed since the one before"],
    ["full", "Full: a copy of the whole disk"],
  ]);
  const tags = tagsInput();
  return ask({
    title: `Take a snapshot of ${disk.name}`,
    confirm: "Take snapshot",
    fields: [
      field("snapshot-name", "Name", name),
      field("snapshot-kind", "Kind", kind),
      field("snapshot-group", "Resource group", group),
      field("snapshot-tags", "Tags", tags, "One a line: name=value"),
    ],
    async act() {
      await app.arm.takeSnapshot({
        subscription,
        group: group.value.trim(),
        name: name.value.trim(),
        source: disk.resourceId,
        location: disk.region,
        incremental: kind.value === "incremental",
        tags: tagsOf(tags.value),
      });
      app.announce(`Snapshot ${name.value.trim()} is being made.`);
    },
  });
}

/** Copies a snapshot to another region; true if the copy was begun. */
export function copySnapshot(app, subscription, snapshot) {
  const region = h("select", { required: true, disabled: true });
  const name = nameInput("");
  const group = nameInput(snapshot.resourceGroup, 90);
  let proposed = "";
  region.addEventListener("change", propose);

  function propose() {
    if (name.value === proposed) {
      proposed = `${snapshot.name.slice(0, 79 - region.value.length)}-${region.value}`;
      name.value = proposed;
    }
  }

  async function listRegions() {
    const all = await app.arm.regions(subscription);
    const others = all.filter((each) => each !== snapshot.region);
    if (others.length === 0) {
      throw wrong("NoOtherRegion", "This ledger has no other region.");
    }
    region.append(...others.map((each) => h("option", { value: each }, each)));
    region.disabled = false;
    propose();
  }

  return ask({
    title: `Copy ${snapshot.name} to another region`,
    confirm: "Copy",
    fields: [
      h("p", {}, "Only what changed since the copy before it in that region is moved."),
      field("copy-region", "Region", region),
      field("copy-name", "Name of the copy", name),
      field("copy-group", "Resource group", group),
    ],
    prepare: listRegions,
    async act() {
      await app.arm.copySnapshot({
        subscription,
        group: group.value.trim(),
        name: name.value.trim(),
        source: snapshot.resourceId,
        location: region.value,
      });
      app.announce(`Snapshot ${snapshot.name} is being copied to ${region.value}.`);
    },
  });
}

/** Deletes a snapshot; true if it is gone. */
export function deleteSnapshot(app, snapshot) {
  return ask({
    title: "Delete this snapshot?",
    confirm: "Delete",
    danger: true,
    fields: [
      h(
        "p",
        {},
        h("strong", { class: "name" }, snapshot.name),
        ` in resource group `,
        h("span", { class: "name" }, snapshot.resourceGroup),
      ),
      h(
        "p",
        {},
        `An image of ${bytes(snapshot.sizeBytes)}. It cannot be brought back. Other snapshots of the chain stay whole.`,
      ),
    ],
    async act() {
      await app.arm.deleteSnapshot(snapshot.resourceId);
      app.announce(`Snapshot ${snapshot.name} is deleted.`);
    },
  });
}
