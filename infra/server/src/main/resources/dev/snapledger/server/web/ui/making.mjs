// Making disks: an empty one, with its group if need be, or one of what a snapshot holds.
import { bytes } from "../pure/formats.mjs";
import { ask } from "./dialogs.mjs";
import { h } from "./dom.mjs";
import { field, nameInput } from "./fields.mjs";

/** Makes an empty disk, and its resource group if there is none; onMade(family id) if it did. */
export async function newDisk(app, subscription, onMade) {
  const name = nameInput("disk1");
  const group = nameInput("demo", 90);
  const region = h("select", { required: true, disabled: true });
  const size = h("input", { type: "number", required: true, min: 1, step: 1, value: "4" });
  let made = null;

  async function listRegions() {
    const regions = await app.arm.regions(subscription);
    region.append(...regions.map((each) => h("option", { value: each }, each)));
    region.disabled = false;
  }

  const done = await ask({
    title: "Make a disk",
    confirm: "Make disk",
    fields: [
      field("disk-name", "Name", name),
      field("disk-size", "Size in GiB", size, "It is empty; what was never written takes no room."),
      field("disk-region", "Region", region),
      field("disk-group", "Resource group", group, "It is made if there is none of that name."),
    ],
    prepare: listRegions,
    async act() {
      const where = { subscription, group: group.value.trim() };
      if (!(await app.arm.hasGroup(where))) {
        await app.arm.makeGroup({ ...where, location: region.value });
      }
      made = await app.arm.makeDisk({
        ...where,
        name: name.value.trim(),
        location: region.value,
        gibibytes: Number(size.value),
      });
      app.announce(`Disk ${name.value.trim()} is made.`);
    },
  });
  if (done) {
    onMade(made?.properties?.uniqueId);
  }
}

/** Makes a disk of a snapshot; onMade(family id) if it did. */
export async function restore(app, subscription, snapshot, onMade) {
  const name = nameInput(`${snapshot.name.slice(0, 71)}-restored`);
  const group = nameInput(snapshot.resourceGroup, 90);
  let made = null;
  const done = await ask({
    title: `Make a disk from ${snapshot.name}`,
    confirm: "Make disk",
    fields: [
      h(
        "p",
        {},
        `A new disk of ${bytes(snapshot.sizeBytes)} in ${snapshot.region}, with what the snapshot holds. It can be used at once, while it is being filled.`,
      ),
      field("disk-name", "Name", name),
      field("disk-group", "Resource group", group),
    ],
    async act() {
      made = await app.arm.makeDisk({
        subscription,
        group: group.value.trim(),
        name: name.value.trim(),
        location: snapshot.region,
        source: snapshot.resourceId,
      });
      app.announce(`Disk ${name.value.trim()} is being made of ${snapshot.name}.`);
    },
  });
  if (done) {
    onMade(made?.properties?.uniqueId);
  }
}
