// Shared access to disks and snapshots: given by a URL that is shown once, ended for all at once.
import { ask } from "./dialogs.mjs";
import { h, replace } from "./dom.mjs";
import { choice, field } from "./fields.mjs";

const DURATIONS = [
  [900, "15 minutes"],
  [3600, "1 hour"],
  [8 * 3600, "8 hours"],
  [24 * 3600, "1 day"],
  [7 * 24 * 3600, "7 days"],
];

/** Shares a snapshot, to be read; true if it is shared. */
export function shareSnapshot(app, snapshot) {
  return share(app, snapshot, "Snapshot", null);
}

/** Shares a disk, to be read or written; true if it is shared. */
export function shareDisk(app, disk) {
  return share(
    app,
    disk,
    "Disk",
    choice([
      ["Read", "Read it"],
      ["Write", "Read and write it"],
    ]),
  );
}

function share(app, resource, what, access) {
  const seconds = choice(DURATIONS, 3600);
  return ask({
    title: `Share ${resource.name}`,
    confirm: "Make a URL",
    fields: [
      access && field("grant-access", "Whoever has the URL may", access),
      field(
        "grant-seconds",
        "For",
        seconds,
        `The URL works without signing in, until then or until access to the ${what.toLowerCase()} is ended.`,
      ),
    ],
    async act() {
      const url = await app.arm.grant(
        resource.resourceId,
        Number(seconds.value),
        access?.value ?? "Read",
      );
      app.announce(`${what} ${resource.name} is shared.`);
      return url ? urlOnce(url, what.toLowerCase()) : null;
    },
  });
}

function urlOnce(url, what) {
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
    h("label", { for: "grant-url" }, `URL of the ${what}`),
    text,
    h(
      "p",
      { class: "hint" },
      "It is shown this once, and kept nowhere. It works without signing in.",
    ),
    h("div", { class: "row" }, copy, copied),
  );
}

/** Ends all shared access to a disk or snapshot; true if it is ended. */
export function endAccess(app, resource) {
  return ask({
    title: "End all shared access?",
    confirm: "End access",
    danger: true,
    fields: [
      h(
        "p",
        {},
        "Every URL of ",
        h("strong", { class: "name" }, resource.name),
        " stops working at once.",
      ),
    ],
    async act() {
      await app.arm.endAccess(resource.resourceId);
      app.announce(`Shared access to ${resource.name} is ended.`);
    },
  });
}
