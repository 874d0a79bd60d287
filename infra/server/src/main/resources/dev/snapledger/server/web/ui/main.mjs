// The page: session, routes, the view that is shown, and the stream of changes for it.
import { armApi } from "../net/arm.mjs";
import { REQUESTS_MAX, http } from "../net/http.mjs";
import { liveChanges } from "../net/live.mjs";
import { queryApi } from "../net/query.mjs";
import { session as openSession } from "../net/session.mjs";
import { hashOf, parseHash } from "../pure/hash.mjs";
import { queue } from "../pure/queue.mjs";
import { diffView } from "./diff.mjs";
import { closeDialogs } from "./dialogs.mjs";
import { disksView } from "./disks.mjs";
import { h, replace } from "./dom.mjs";
import { eventsView } from "./events.mjs";
import { familyView } from "./family.mjs";
import { signInView } from "./signin.mjs";
import { subscriptionsView } from "./subscriptions.mjs";
import { startTheme } from "./theme.mjs";
import { usageView } from "./usage.mjs";

const VIEWS = {
  subscriptions: subscriptionsView,
  disks: disksView,
  family: familyView,
  diff: diffView,
  events: eventsView,
  familyEvents: eventsView,
  snapshotEvents: eventsView,
  usage: usageView,
};
/** A tab that nobody looked at for so long needs no stream. */
const HIDDEN_MILLIS = 20_000;
const LIVE_WORDS = {
  connecting: "connecting",
  live: "live",
  waiting: "reconnecting",
  refused: "not live",
};

const main = document.getElementById("main");
const crumbs = document.getElementById("crumbs");
const liveMark = document.getElementById("live");
const signOut = document.getElementById("sign-out");
const announcements = document.getElementById("announcements");

const session = openSession({ onEnd: (why) => showSignIn(why) });
const client = http(session, queue(REQUESTS_MAX), () => live?.hurry());
const app = {
  api: queryApi(client),
  arm: armApi(client),
  announce: (text) => replace(announcements, text),
  go: (view, ids, query) => (location.hash = hashOf(view, ids, query)),
  /** Changes the address without a new view, for what the view keeps itself. */
  remember: (view, ids, query) => history.replaceState(null, "", hashOf(view, ids, query)),
  /** Names that the address has no room for. */
  crumb,
};

let view = null;
let live = null;
let liveSubscription = null;
let restTimer = 0;

function show(next, { focus = true } = {}) {
  view?.close();
  view = next;
  replace(main, next.element);
  document.title = `${next.title} – Snapshot Ledger`;
  if (next.focus) {
    next.focus();
  } else if (focus) {
    main.focus({ preventScroll: true });
  }
  window.scrollTo(0, 0);
}

function showSignIn(why) {
  closeDialogs();
  follow(null);
  signOut.hidden = true;
  replace(crumbs);
  show(signInView({ session, why, onDone: route }));
}

function unknownView() {
  const element = h(
    "div",
    { class: "empty" },
    h("h1", {}, "Nothing here"),
    h("p", {}, "This address is none of this page."),
    h("p", {}, h("a", { href: "#/" }, "To the subscriptions")),
  );
  return { element, title: "Nothing here", changed() {}, reload() {}, close() {} };
}

function route(event) {
  if (!session.token()) {
    if (!view?.asksWho) {
      showSignIn(null); // One that is shown stays, with its reason and what was typed.
    }
    return;
  }
  const found = parseHash(location.hash);
  signOut.hidden = false;
  signOut.title = session.name();
  crumb(found, {});
  follow(found.ids.subscription ?? null);
  const make = VIEWS[found.view] ?? unknownView;
  show(make(app, found), { focus: event !== undefined });
}

/** Where you are; names replaces ids that a view knows more of. */
function crumb({ view: name, ids }, names) {
  const parts = [];
  const add = (text, target) => parts.push([text, target]);
  if (ids.subscription) {
    add(names.subscription ?? short(ids.subscription), hashOf("disks", ids));
  }
  if (ids.family) {
    add(names.family ?? short(ids.family), hashOf("family", ids));
  }
  if (name === "diff") {
    add("differences", null);
  } else if (name === "usage") {
    add("usage", null);
  } else if (name.toLowerCase().endsWith("events")) {
    add("events", null);
  }
  replace(
    crumbs,
    parts.map(([text, target], index) =>
      h(
        "li",
        {},
        target === null || index === parts.length - 1
          ? h("span", { "aria-current": "page", class: "name" }, text)
          : h("a", { href: target, class: "name" }, text),
      ),
    ),
  );
}

function short(id) {
  return id.startsWith("00000000-0000-0000-0000-") ? `…${id.slice(-6)}` : `${id.slice(0, 8)}…`;
}

function follow(subscription) {
  if (subscription === liveSubscription) {
    return;
  }
  live?.stop();
  live = null;
  liveSubscription = subscription;
  liveMark.hidden = subscription === null;
  if (subscription !== null) {
    live = liveChanges({
      http: client,
      path: app.api.changesPath(subscription),
      onChanges: (changes) => view?.changed(changes),
      onGap: () => view?.reload(),
      onState: showLive,
    });
  }
}

function showLive(state) {
  if (liveMark.dataset.state !== state) {
    liveMark.dataset.state = state;
    replace(liveMark, LIVE_WORDS[state]);
    liveMark.title =
      state === "live"
        ? "Changes show as they happen"
        : "What is shown may be older than the ledger";
  }
}

signOut.addEventListener("click", () => {
  session.forget();
  showSignIn("You are signed out.");
});
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault(); // The hash is the route.
  main.focus();
});
window.addEventListener("hashchange", route);
window.addEventListener("pagehide", () => live?.rest());
window.addEventListener("pageshow", () => live?.wake());
document.addEventListener("visibilitychange", () => {
  clearTimeout(restTimer);
  if (document.hidden) {
    restTimer = setTimeout(() => live?.rest(), HIDDEN_MILLIS);
  } else {
    live?.wake();
  }
});
startTheme(document.getElementById("theme"));
route();
