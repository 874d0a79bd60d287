// What can be done to disks and snapshots. Each asks first, and says in words what was refused.
import { bytes, parseTags, proposedName } from "../pure/formats.mjs";
import { ask } from "./dialogs.mjs";
import { h, replace } from "./dom.mjs";

const DURATIONS = [
  [900, "15 minutes"],
  [3600, "1 hour"],
  [8 * 3600, "8 hours"],
  [24 * 3600, "1 day"],
  [7 * 24 * 3600, "7 days"],
];

function field(id, label, input, hint) {
  input.id = id;
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    input,
    hint && h("p", { class: "hint" }, hint),
  );
}

/** Takes a snapshot of a disk; true if one was begun. */
export function takeSnapshot(app, subscription, disk) {
  const name = h("input", {
    required: true,
    maxlength: 80,
    value: proposedName(disk.name, Date.now()),
    spellcheck: "false",
    autocapitalize: "none",
  });
  const group = h("input", {
    required: true,
    maxlength: 90,
    value: disk.resourceGroup,
    spellcheck: "false",
    autocapitalize: "none",
  });
  const kind = h(
    "select",
    {},
    h("option", { value: "incremental" }, "Incremental: what changed since the one before"),
    h("option", { value: "full" }, "Full: a copy of the whole disk"),
  );
  const tags = h("textarea", { rows: 3, spellcheck: "false", placeholder: "env=prod" });
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

function tagsOf(text) {
  try {
    return parseTags(text);
  } catch (error) {
    throw {
      status: 0,
      code: "InvalidTags",
      summary: error.message,
      message: "",
      details: [],
      retryAt: null,
    };
  }
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

/** Shares a snapshot; its URL is shown once. */
export function grantAccess(app, snapshot) {
  const seconds = h(
    "select",
    {},
    DURATIONS.map(([value, text]) => h("option", { value }, text)),
  );
  seconds.value = "3600";
  return ask({
    title: `Share ${snapshot.name}`,
    confirm: "Make a URL",
    fields: [
      field(
        "grant-seconds",
        "For",
        seconds,
        "Whoever has the URL can read the snapshot until then, or until access is ended.",
      ),
    ],
    async act() {
      const url = await app.arm.grant(snapshot.resourceId, Number(seconds.value));
      app.announce(`Snapshot ${snapshot.name} is shared.`);
      return url ? urlOnce(url) : null;
    },
  });
}

function urlOnce(url) {
  const text = h("textarea", {
    id: "grant-url",
    class: "secret",
    rows: 5,
    readonly: true,
    spellcheck: "false",
  });
  text.value = url;
  const copied = h("span", { class: "hint", role: "status" });
  const copy = h("button", { type: "button", class: "button", on: { click: copyUrl } }, "Copy");

  async function copyUrl() {
    try {
      await navigator.clipboard.writeText(url);
      replace(copied, "Copied.");
    } catch {
      text.focus();
      text.select();
      replace(copied, "Selected; copy it with the keyboard.");
    }
  }

  return h(
    "div",
    { class: "field" },
    h("label", { for: "grant-url" }, "URL of the snapshot"),
    text,
    h(
      "p",
      { class: "hint" },
      "It is shown this once, and kept nowhere. It works without signing in.",
    ),
    h("div", { class: "row" }, copy, copied),
  );
}

/** Ends all shared access to a snapshot; true if it is ended. */
export function endAccess(app, snapshot) {
  return ask({
    title: "End all shared access?",
    confirm: "End access",
    danger: true,
    fields: [
      h(
        "p",
        {},
        "Every URL of ",
        h("strong", { class: "name" }, snapshot.name),
        " stops working at once.",
      ),
    ],
    async act() {
      await app.arm.endAccess(snapshot.resourceId);
      app.announce(`Shared access to ${snapshot.name} is ended.`);
    },
  });
}
