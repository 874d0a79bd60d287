// One snapshot closer: what it is, who may read it, what can be done.
import { ago, bytes, count, tagsText } from "../pure/formats.mjs";
import { hashOf } from "../pure/hash.mjs";
import { asFailure, isAbort } from "../net/http.mjs";
import { copySnapshot, deleteSnapshot } from "./actions.mjs";
import { h, replace } from "./dom.mjs";
import { restore } from "./making.mjs";
import { button, facts, idText, stateBadge, timeText } from "./parts.mjs";
import { endAccess, shareSnapshot } from "./sharing.mjs";

/**
 * Shows what it is told to; onPick, onClose and onGrants(id, shared) as the family needs. when() says
 * which time is looked at: actions are off in the past.
 */
export function snapshotPanel({ app, route, when, onPick, onClose, onGrants }) {
  const heading = h("h2", { tabindex: -1, class: "name" });
  const body = h("div", {});
  const element = h(
    "aside",
    { class: "panel side", "aria-label": "Snapshot", hidden: true },
    h("div", { class: "head" }, heading, button("Close", close, { kind: "quiet" })),
    body,
  );
  let request = new AbortController();
  let shown = null;

  function hide() {
    element.hidden = true;
    shown = null;
    request.abort();
  }

  function close() {
    hide();
    onClose();
  }

  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  });

  async function show(snapshot, byId) {
    request.abort();
    request = new AbortController();
    shown = snapshot.snapshotId;
    element.hidden = false;
    heading.textContent = snapshot.name;
    const grants = h("div", { class: "grants" });
    replace(body, actions(snapshot, byId), grants, described(snapshot, byId));
    if (snapshot.state === "completed") {
      await showGrants(snapshot, grants, request.signal);
    }
  }

  async function showGrants(snapshot, place, signal) {
    try {
      const { items } = await app.api.grants(route.ids.subscription, snapshot.snapshotId, {
        at: when().at,
        signal,
      });
      onGrants(snapshot.snapshotId, items.length > 0);
      replace(
        place,
        h("h3", {}, "Shared access"),
        items.length === 0
          ? h("p", { class: "hint" }, "Nobody can read it by a URL.")
          : [
              h(
                "ul",
                {},
                items.map((grant) =>
                  h(
                    "li",
                    {},
                    grant.access,
                    " until ",
                    timeText(grant.expiresAt),
                    ` (${ago(grant.expiresAt, Date.now())})`,
                  ),
                ),
              ),
              button(
                "End all access",
                () =>
                  endAccess(app, snapshot).then(
                    (done) => done && showGrants(snapshot, place, signal),
                  ),
                { kind: "danger-quiet", disabled: when().at !== null },
              ),
            ],
      );
    } catch (error) {
      if (!isAbort(error)) {
        replace(place, h("p", { class: "hint" }, asFailure(error).summary));
      }
    }
  }

  function described(snapshot, byId) {
    const content = snapshot.content ?? {};
    const nameOf = (id) => (id ? (byId.get(id)?.name ?? idText(id)) : null);
    return [
      snapshot.failure && h("p", { class: "failure", role: "alert" }, snapshot.failure),
      facts([
        ["State", stateBadge(snapshot.state)],
        ["Kind", snapshot.kind],
        ["Group", h("span", { class: "name" }, snapshot.resourceGroup)],
        ["Region", snapshot.region],
        ["Tier", snapshot.sku],
        ["Size", bytes(snapshot.sizeBytes)],
        [
          "Changed",
          content.changedBytes === undefined
            ? null
            : `${bytes(content.changedBytes)} in ${count(content.changedBlocks)} blocks`,
        ],
        ["Stored", content.storedBytes === undefined ? null : bytes(content.storedBytes)],
        ["Moved", content.movedBytes ? bytes(content.movedBytes) : null],
        ["Before it", nameOf(snapshot.parentSnapshotId)],
        ["Made of", nameOf(snapshot.sourceSnapshotId)],
        ["Started", timeText(snapshot.startedAt)],
        ["Completed", snapshot.completedAt && timeText(snapshot.completedAt)],
        ["Deleted", snapshot.deletedAt && timeText(snapshot.deletedAt)],
        ["Tags", tagsText(snapshot.tags) && h("span", { class: "name" }, tagsText(snapshot.tags))],
        ["Id", idText(snapshot.snapshotId)],
        ["Root digest", content.rootDigest && idText(content.rootDigest)],
      ]),
    ];
  }

  function actions(snapshot, byId) {
    const ids = route.ids;
    const parent = byId.get(snapshot.parentSnapshotId);
    const complete = snapshot.state === "completed";
    const comparable = complete && snapshot.kind !== "full";
    return h(
      "div",
      { class: "row wrap" },
      comparable &&
        parent?.state === "completed" &&
        h(
          "a",
          {
            class: "button",
            href: hashOf("diff", { ...ids, from: parent.snapshotId, to: snapshot.snapshotId }),
          },
          "What changed",
        ),
      comparable && button("Compare with another", () => onPick(snapshot)),
      changing(snapshot, byId),
      h(
        "a",
        {
          class: "button",
          href: hashOf(
            "snapshotEvents",
            { ...ids, snapshot: snapshot.snapshotId },
            { at: when().at },
          ),
        },
        "Events",
      ),
    );
  }

  /** What changes something, and so is off in the past. */
  function changing(snapshot, byId) {
    const { subscription } = route.ids;
    const off = { disabled: when().at !== null };
    const complete = snapshot.state === "completed";
    return [
      complete &&
        button(
          "Make a disk",
          () =>
            restore(
              app,
              subscription,
              snapshot,
              (made) => made && app.go("family", { subscription, family: made }),
            ),
          off,
        ),
      complete &&
        snapshot.kind !== "full" &&
        button("Copy to a region", () => copySnapshot(app, subscription, snapshot), off),
      complete && button("Share", () => shareIt(snapshot, byId), off),
      snapshot.state !== "deleted" &&
        button("Delete", () => deleteSnapshot(app, snapshot), { kind: "danger-quiet", ...off }),
    ];
  }

  async function shareIt(snapshot, byId) {
    if (await shareSnapshot(app, snapshot)) {
      show(snapshot, byId);
    }
  }

  return {
    element,
    show,
    hide,
    shown: () => shown,
    focus: () => heading.focus(),
    end: () => request.abort(),
  };
}
