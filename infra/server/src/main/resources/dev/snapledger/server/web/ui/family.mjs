// A disk with its snapshots: the chain, what changed where, what the rules leave, and actions.
import { effectOnFamily } from "../pure/changes.mjs";
import { instantOf, momentsOf } from "../pure/moments.mjs";
import { belongsTo, byNewest, withSnapshot } from "../pure/timeline.mjs";
import { isAbort } from "../net/http.mjs";
import { chainList } from "./chain.mjs";
import { copiesList } from "./copies.mjs";
import { diskHead } from "./diskhead.mjs";
import { h, replace } from "./dom.mjs";
import { headroomPanel } from "./headroom.mjs";
import { snapshotPanel } from "./panel.mjs";
import { timeBar } from "./past.mjs";
import { pickBar } from "./picks.mjs";
import { button, empty, failureBox, loading } from "./parts.mjs";
import { chainToolbar, noSnapshots } from "./toolbar.mjs";

/** Snapshots that are loaded at a time; older ones when they are asked for. */
const LOADED = 1000;

export function familyView(app, route) {
  const { subscription, family } = route.ids;
  const ended = new AbortController();
  const now = { signal: ended.signal };
  const model = { disk: null, snapshots: [], sharedAtAll: false, chain: null };
  /** What is asked for the time that is looked at; given up on when that is another. */
  const asked = { at: instantOf(route.query.at), signal: null, end() {} };
  const head = diskHead({ app, route, onShared: () => loadDisk().catch(() => {}) });
  const toolbar = chainToolbar(draw);
  const bar = timeBar({ at: asked.at, onTime: lookAt });
  const copies = copiesList({ percent: (each) => app.arm.percent(each.resourceId, now) });
  const notes = h("div", {});
  const picks = pickBar(route, (ids) => list.pick(ids));
  const panel = snapshotPanel({
    app,
    route,
    when: () => asked,
    onPick: pick,
    onClose: () => list.focus(),
    onGrants: (id, is) => list.share(id, is),
  });
  const list = chainList({
    onSelect(snapshot) {
      remember(snapshot.snapshotId);
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
    ask: () => app.api.headroom(subscription, family, now),
    onLoad(found) {
      const before = model.sharedAtAll;
      model.sharedAtAll = asked.at !== null || found.sas.used > 0;
      if (!before && model.sharedAtAll) {
        list.lookAgain(); // Rows that are seen already have not asked.
      }
    },
  });
  const body = h("div", {}, loading("snapshots"));
  const element = h(
    "div",
    { class: "family" },
    head.element,
    bar.element,
    headroom.element,
    copies.element,
    toolbar.element,
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
        at: asked.at,
        signal,
        soon: false,
      });
      list.share(snapshot.snapshotId, items.length > 0);
    } catch {
      // The ring is a hint; the panel says what went wrong.
    }
  }

  async function loadDisk() {
    const options = { at: asked.at, signal: asked.signal };
    const disk = await app.api.family(subscription, family, options);
    model.disk = disk;
    app.crumb(route, { family: disk.name });
    document.title = `${disk.name} – Snapshot Ledger`;
    head.show(disk, options.at);
    app.api
      .diskGrants(subscription, family, options)
      .then(({ items }) => head.grants(items))
      .catch(() => {}); // The mark is a hint.
  }

  async function load() {
    asked.end();
    const request = new AbortController();
    asked.end = () => request.abort();
    asked.signal = AbortSignal.any([ended.signal, request.signal]);
    const options = { at: asked.at, signal: asked.signal };
    try {
      const chain = app.api.chain(subscription, family, options);
      const full = app.api.fullSnapshots(subscription, options);
      const [, snapshots] = await Promise.all([loadDisk(), chain.more(LOADED)]);
      model.chain = chain;
      model.snapshots = snapshots.sort(byNewest);
      draw();
      performance.mark("family-drawn");
      addAll(await full.more(1));
      tellMoments().catch(() => {});
    } catch (error) {
      if (!isAbort(error)) {
        const early = asked.at !== null && error.status === 404;
        head.clear();
        model.snapshots = early ? [] : model.snapshots;
        draw();
        replace(body, early ? empty("This disk was not there yet.") : failureBox(error, reload));
        tellMoments().catch(() => {});
      }
    }
  }

  /** Of the whole history, also where a part of it is looked at. */
  async function tellMoments() {
    if (asked.at === null) {
      bar.moments(momentsOf(model.disk, model.snapshots));
    } else if (!model.momentsTold) {
      const disk = await app.api.family(subscription, family, now);
      bar.moments(momentsOf(disk, await app.api.chain(subscription, family, now).more(LOADED)));
    }
    model.momentsTold = true;
  }

  function lookAt(at) {
    asked.at = at;
    model.sharedAtAll = at !== null;
    list.forgetShares();
    remember(panel.shown());
    reload();
  }

  /** What a link brings back. */
  function remember(snap) {
    app.remember("family", route.ids, { snap, at: asked.at });
  }

  /** Full snapshots belong to no family: those of this disk, and of snapshots that are shown. */
  function addAll(found) {
    const known = byId();
    const mine = found.filter(
      (each) => belongsTo(family, each, known) && !known.has(each.snapshotId),
    );
    if (mine.length > 0) {
      model.snapshots = [...model.snapshots, ...mine].sort(byNewest);
      draw();
    }
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
    const shown = toolbar.shownOf(model.snapshots);
    replace(notes, model.chain && !model.chain.isDone() && button("Show older ones", loadOlder));
    if (shown.length === 0) {
      replace(body, noSnapshots(model.disk, asked.at !== null));
    } else if (body.firstChild !== list.element) {
      replace(body, list.element);
    }
    list.show(shown, model.disk?.region ?? "");
    copies.show(asked.at === null ? model.snapshots : []);
    element.classList.toggle("in-past", asked.at !== null);
    picks.refresh(byId());
    if (route.query.snap && panel.shown() === null && body.firstChild === list.element) {
      const wanted = route.query.snap;
      route.query.snap = undefined;
      list.select(wanted);
    }
  }

  async function loadSingle(id) {
    try {
      const snapshot = await app.api.snapshot(subscription, id, now);
      if (belongsTo(family, snapshot, byId())) {
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
    loadAll().then(showAgain);
  }

  function loadAll() {
    headroom.element.hidden = asked.at !== null; // Nobody knows it of the past.
    if (asked.at === null) {
      headroom.load();
    }
    return load();
  }

  /** The panel, after all was loaded afresh: what it shows may be another now, or not be there. */
  function showAgain() {
    const known = byId();
    const shown = known.get(panel.shown());
    if (shown) {
      panel.show(shown, known);
    } else if (panel.shown() !== null && body.firstChild) {
      panel.hide();
    }
  }

  loadAll();
  return {
    element,
    title: "Disk",
    changed(changes) {
      if (asked.at !== null) {
        return; // The past stays what it was.
      }
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
      copies.close();
      list.close();
    },
  };
}
