// One snapshot closer: what it is, who may read it, what can be done.
import { ago, bytes, count, tagsText } from "../pure/formats.mjs";
import { hashOf } from "../pure/hash.mjs";
import { asFailure, isAbort } from "../net/http.mjs";
import { deleteSnapshot, endAccess, grantAccess } from "./actions.mjs";
import { h, replace } from "./dom.mjs";
import { button, facts, idText, stateBadge, timeText } from "./parts.mjs";

/** Shows what it is told to; onPick, onClose and onGrants(id, shared) as the family needs. */
export function snapshotPanel({ app, route, onPick, onClose, onGrants }) {
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

  function close() {
    element.hidden = true;
    shown = null;
    request.abort();
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
                { kind: "danger-quiet" },
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
    const comparable = snapshot.state === "completed" && snapshot.kind !== "full";
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
      snapshot.state === "completed" &&
        button("Share", async () => {
          if (await grantAccess(app, snapshot)) {
            show(snapshot, byId);
          }
        }),
      h(
        "a",
        {
          class: "button",
          href: hashOf("snapshotEvents", { ...ids, snapshot: snapshot.snapshotId }),
        },
        "Events",
      ),
      snapshot.state !== "deleted" &&
        button("Delete", () => deleteSnapshot(app, snapshot), { kind: "danger-quiet" }),
    );
  }

  return {
    element,
    show,
    shown: () => shown,
    focus: () => heading.focus(),
    end: () => request.abort(),
  };
}
