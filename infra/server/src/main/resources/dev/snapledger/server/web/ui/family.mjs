// A disk with its snapshots: the chain, what changed where, what the rules leave, and actions.
import { bytes, tagsText } from "../pure/formats.mjs";
import { effectOnFamily } from "../pure/changes.mjs";
import { hashOf } from "../pure/hash.mjs";
import { byNewest, withSnapshot } from "../pure/timeline.mjs";
import { isAbort } from "../net/http.mjs";
import { takeSnapshot } from "./actions.mjs";
import { chainList } from "./chain.mjs";
import { h, replace } from "./dom.mjs";
import { legend } from "./graph.mjs";
import { headroomPanel } from "./headroom.mjs";
import { snapshotPanel } from "./panel.mjs";
import { pickBar } from "./picks.mjs";
import { button, empty, failureBox, loading, stateBadge, timeText } from "./parts.mjs";

/** Snapshots that are loaded at a time; older ones when they are asked for. */
const LOADED = 1000;

export function familyView(app, route) {
  const { subscription, family } = route.ids;
  const ended = new AbortController();
  const options = { signal: ended.signal };
  const model = { disk: null, snapshots: [], sharedAtAll: false, chain: null };
  const head = h("div", {}, loading("the disk"));
  const count = h("span", { class: "hint", role: "status" });
  const deleted = h("input", {
    type: "checkbox",
    id: "show-deleted",
    checked: true,
    on: { change: draw },
  });
  const notes = h("div", {});
  const picks = pickBar(route, (ids) => list.pick(ids));
  const panel = snapshotPanel({
    app,
    route,
    onPick: pick,
    onClose: () => list.focus(),
    onGrants: (id, is) => list.share(id, is),
  });
  const list = chainList({
    onSelect(snapshot) {
      app.remember("family", route.ids, { snap: snapshot.snapshotId });
      panel.show(snapshot, byId());
    },
    onOpen: () => panel.focus(),
    onPick: pick,
    heat: (snapshot, signal) =>
      app.api.heatMap(
        subscription,
        snapshot.snapshotId,
        snapshot.kind === "full" ? "data" : "changes",
        { signal, soon: false },
      ),
    seen: loadGrants,
  });
  const headroom = headroomPanel({
    ask: () => app.api.headroom(subscription, family, options),
    onLoad(found) {
      const before = model.sharedAtAll;
      model.sharedAtAll = found.sas.used > 0;
      if (!before && model.sharedAtAll) {
        list.lookAgain(); // Rows that are seen already have not asked.
      }
    },
  });
  const body = h("div", {}, loading("snapshots"));
  const element = h(
    "div",
    { class: "family" },
    head,
    headroom.element,
    h(
      "div",
      { class: "toolbar" },
      h("h2", {}, "Snapshots"),
      count,
      h("label", { class: "check" }, deleted, "Deleted ones too"),
      legend(),
      h("span", { class: "hint keys" }, "Arrow keys walk, Enter opens, Space picks for comparison"),
    ),
    picks.element,
    notes,
    h("div", { class: "split" }, body, panel.element),
  );

  function byId() {
    return new Map(model.snapshots.map((each) => [each.snapshotId, each]));
  }

  function pick(snapshot) {
    const refused = picks.toggle(snapshot);
    if (refused) {
      app.announce(refused);
    }
  }

  async function loadGrants(snapshot, signal) {
    if (!model.sharedAtAll || snapshot.state !== "completed") {
      return;
    }
    try {
      const { items } = await app.api.grants(subscription, snapshot.snapshotId, {
        signal,
        soon: false,
      });
      list.share(snapshot.snapshotId, items.length > 0);
    } catch {
      // The ring is a hint; the panel says what went wrong.
    }
  }

  async function loadDisk() {
    model.disk = await app.api.family(subscription, family, options);
    app.crumb(route, { family: model.disk.name });
    document.title = `${model.disk.name} – Snapshot Ledger`;
    replace(head, header());
  }

  function header() {
    const disk = model.disk;
    const copy = disk.backgroundCopy;
    return [
      h(
        "div",
        { class: "head" },
        h("h1", { class: "name" }, disk.name),
        stateBadge(disk.state),
        disk.state === "active" &&
          button("Take snapshot", () => takeSnapshot(app, subscription, disk), { kind: "primary" }),
        h("a", { class: "button", href: hashOf("familyEvents", route.ids) }, "Events"),
      ),
      h("p", { class: "line" }, [
        h("span", { class: "name" }, disk.resourceGroup),
        h("span", {}, disk.region),
        h("span", {}, disk.sku),
        h("span", {}, bytes(disk.sizeBytes)),
        h("span", {}, "created ", timeText(disk.createdAt)),
        disk.deletedAt && h("span", {}, "deleted ", timeText(disk.deletedAt)),
        disk.everResized && h("span", { class: "warn" }, "was resized"),
        copy?.state === "running" &&
          h(
            "span",
            { class: "warn" },
            `being filled: ${bytes(copy.copiedBytes)} of ${bytes(copy.totalBytes)}`,
          ),
        copy?.failure && h("span", { class: "warn" }, copy.failure),
        tagsText(disk.tags) && h("span", { class: "name" }, tagsText(disk.tags)),
      ]),
    ];
  }

  async function load() {
    try {
      const chain = app.api.chain(subscription, family, options);
      const full = app.api.fullSnapshots(subscription, options);
      const [, snapshots] = await Promise.all([loadDisk(), chain.more(LOADED)]);
      model.chain = chain;
      model.snapshots = snapshots.sort(byNewest);
      draw();
      performance.mark("family-drawn");
      addAll(await full.more(1));
    } catch (error) {
      if (!isAbort(error)) {
        replace(head);
        replace(body, failureBox(error, reload));
      }
    }
  }

  /** Full snapshots belong to no family: those of this disk, and of snapshots that are shown. */
  function addAll(found) {
    const known = byId();
    const mine = found.filter((each) => belongs(each, known) && !known.has(each.snapshotId));
    if (mine.length > 0) {
      model.snapshots = [...model.snapshots, ...mine].sort(byNewest);
      draw();
    }
  }

  function belongs(snapshot, known) {
    return (
      snapshot.familyId === family ||
      (snapshot.kind === "full" &&
        (snapshot.sourceDiskId === family || known.has(snapshot.sourceSnapshotId)))
    );
  }

  async function loadOlder() {
    try {
      addAll(await model.chain.more(LOADED));
      draw();
    } catch (error) {
      if (!isAbort(error)) {
        replace(notes, failureBox(error, loadOlder));
      }
    }
  }

  function draw() {
    const shown = deleted.checked
      ? model.snapshots
      : model.snapshots.filter((each) => each.state !== "deleted");
    const existing = model.snapshots.filter(
      (each) => each.state !== "deleted" && each.state !== "failed",
    ).length;
    replace(count, `${existing} existing, ${shown.length} shown`);
    replace(notes, model.chain && !model.chain.isDone() && button("Show older ones", loadOlder));
    if (shown.length === 0) {
      replace(
        body,
        empty(
          "There is no snapshot of this disk.",
          model.disk?.state === "active" &&
            h("p", {}, "Take one: it stores what is there, later ones only what changed."),
        ),
      );
    } else if (body.firstChild !== list.element) {
      replace(body, list.element);
    }
    list.show(shown, model.disk?.region ?? "");
    picks.refresh(byId());
    if (route.query.snap && panel.shown() === null && body.firstChild === list.element) {
      const wanted = route.query.snap;
      route.query.snap = undefined;
      list.select(wanted);
    }
  }

  async function loadSingle(id) {
    try {
      const snapshot = await app.api.snapshot(subscription, id, options);
      if (belongs(snapshot, byId())) {
        model.snapshots = withSnapshot(model.snapshots, snapshot);
        draw();
        if (panel.shown() === id) {
          panel.show(snapshot, byId());
        }
      }
    } catch (error) {
      if (!isAbort(error) && error.status !== 404) {
        replace(notes, failureBox(error, reload));
      }
    }
  }

  function reload() {
    load();
    headroom.load();
  }

  reload();
  return {
    element,
    title: "Disk",
    changed(changes) {
      const effect = effectOnFamily(changes, family, new Set(byId().keys()));
      if (effect.headroom) {
        headroom.load();
      }
      if (effect.all) {
        load();
        return;
      }
      effect.snapshotIds.forEach(loadSingle);
      for (const id of effect.grants) {
        model.sharedAtAll = true;
        const snapshot = byId().get(id);
        if (snapshot) {
          loadGrants(snapshot, ended.signal);
          if (panel.shown() === id) {
            panel.show(snapshot, byId());
          }
        }
      }
      if (effect.disk) {
        loadDisk().catch(() => {});
      }
    },
    reload,
    close() {
      ended.abort();
      panel.end();
      headroom.close();
      list.close();
    },
  };
}
