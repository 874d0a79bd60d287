// What a fresh ledger shows: the first steps, as a form and as commands.
import { h } from "./dom.mjs";
import { button } from "./parts.mjs";

/** The commands that `ledger up` prints. */
const COMMANDS = [
  "az group create -n demo -l eastus",
  "az disk create -g demo -n disk1 --size-gb 4 -l eastus",
  "az snapshot create -g demo -n snap1 --source disk1 --incremental true -l eastus",
];

export function firstSteps(onMake) {
  return h(
    "section",
    { class: "panel first", "aria-labelledby": "first-title" },
    h("h2", { id: "first-title" }, "There is no disk here yet."),
    h(
      "ol",
      {},
      h("li", {}, "Make a resource group and a disk in it."),
      h("li", {}, "Write to the disk, and take snapshots of it: each stores only what changed."),
      h("li", {}, "See here what changed when, compare any two, share one, or go back to one."),
    ),
    h("p", {}, button("Make the first disk", onMake, { kind: "primary" })),
    h(
      "p",
      {},
      "Or with Azure's command line, once it is signed in; what it makes shows here at once:",
    ),
    h("pre", { tabindex: 0, "aria-label": "Commands" }, COMMANDS.join("\n")),
  );
}
