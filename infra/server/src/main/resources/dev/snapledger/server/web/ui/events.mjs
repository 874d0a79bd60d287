// The log of a subscription, a disk or a snapshot, newest first, with what each event says; all of
// it, or up to a moment of the past that the address says.
import { count, time, words } from "../pure/formats.mjs";
import { hashOf } from "../pure/hash.mjs";
import { instantOf } from "../pure/moments.mjs";
import { isAbort } from "../net/http.mjs";
import { h, replace } from "./dom.mjs";
import { button, empty, facts, failureBox, idText, loading, timeText } from "./parts.mjs";

const PAGE = 50;

export function eventsView(app, route) {
  const { subscription, family, snapshot } = route.ids;
  const at = instantOf(route.query.at);
  const ended = new AbortController();
  const options = { at, signal: ended.signal };
  const rows = h("ol", { class: "events" });
  const under = h("div", {}, loading("events"));
  const fresh = h("div", { role: "status" });
  let list;

  async function load() {
    replace(fresh);
    replace(rows);
    list = app.api.events(subscription, { family, snapshot }, options);
    await more();
  }

  async function more() {
    const asked = list;
    replace(under, loading("events"));
    try {
      const items = await asked.more(PAGE);
      if (asked !== list) {
        return;
      }
      rows.append(...items.map(eventRow));
      replace(
        under,
        rows.childElementCount === 0 &&
          empty(at === null ? "Nothing happened here yet." : "Nothing had happened here by then."),
        !list.isDone() && button("Older ones", more),
      );
    } catch (error) {
      if (!isAbort(error)) {
        replace(under, failureBox(error, more));
      }
    }
  }

  function eventRow(event) {
    const place = `${event.partition}:${event.logOffset}`;
    return h(
      "li",
      {},
      h(
        "details",
        {},
        h(
          "summary",
          {},
          h("span", { class: "event-type" }, words(event.type)),
          timeText(event.time),
          h("code", { class: "event-place", title: "Partition and offset in the log" }, place),
          h("span", { class: "event-who name" }, event.principal),
        ),
        facts([
          ["Type", h("code", {}, event.type)],
          ["Command", idText(event.commandId)],
          ["Command's offset", count(event.commandOffset)],
          ["Who", h("span", { class: "name" }, event.principal)],
        ]),
        h("h3", {}, "Payload"),
        h("pre", { tabindex: 0, "aria-label": "Payload" }, JSON.stringify(event.payload, null, 2)),
      ),
    );
  }

  async function name() {
    if (!family) {
      return;
    }
    try {
      const disk = await app.api.family(subscription, family, options);
      const one = snapshot && (await app.api.snapshot(subscription, snapshot, options));
      app.crumb(route, { family: disk.name });
      replace(
        what,
        "of ",
        h(
          "a",
          {
            class: "name",
            href: hashOf("family", { subscription, family }, { snap: snapshot, at }),
          },
          one ? one.name : disk.name,
        ),
      );
    } catch {
      // The events say what went wrong.
    }
  }

  function past() {
    return h(
      "p",
      { class: "past-mark" },
      `This is the past: what had happened by ${time(at)}. `,
      h("a", { href: hashOf(route.view, route.ids) }, "Show all events"),
    );
  }

  const what = h("p", { class: "line" }, family ? "" : "of the whole subscription");
  name();
  load();
  return {
    element: h("div", {}, h("h1", {}, "Event log"), what, at && past(), fresh, rows, under),
    title: "Event log",
    changed(changes) {
      if (at !== null) {
        return; // The past stays what it was.
      }
      const mine = changes.some((each) =>
        snapshot ? each.snapshotId === snapshot : family ? each.familyId === family : true,
      );
      if (mine && !fresh.firstChild) {
        replace(fresh, button("There are newer events: show them", load, { kind: "primary" }));
      }
    },
    reload: load,
    close: () => ended.abort(),
  };
}
