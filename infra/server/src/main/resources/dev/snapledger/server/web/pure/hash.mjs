// Routes: the part of the address behind '#'. Reads and writes them; knows nothing of views.

const PATTERNS = [
  ["subscriptions", []],
  ["disks", ["s", ":subscription"]],
  ["events", ["s", ":subscription", "events"]],
  ["usage", ["s", ":subscription", "usage"]],
  ["family", ["s", ":subscription", "f", ":family"]],
  ["familyEvents", ["s", ":subscription", "f", ":family", "events"]],
  ["snapshotEvents", ["s", ":subscription", "f", ":family", "events", ":snapshot"]],
  ["diff", ["s", ":subscription", "f", ":family", "diff", ":from", ":to"]],
];
const ID = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

/** {view, ids, query} of a hash; view "unknown" for one that is none of ours. */
export function parseHash(hash) {
  const text = hash.replace(/^#\/?/, "");
  const mark = text.indexOf("?");
  const path = mark < 0 ? text : text.slice(0, mark);
  const query = Object.fromEntries(new URLSearchParams(mark < 0 ? "" : text.slice(mark + 1)));
  const segments = path.split("/").filter((each) => each !== "");
  for (const [view, pattern] of PATTERNS) {
    const ids = match(pattern, segments);
    if (ids) {
      return { view, ids, query };
    }
  }
  return { view: "unknown", ids: {}, query: {} };
}

function match(pattern, segments) {
  if (pattern.length !== segments.length) {
    return null;
  }
  const ids = {};
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i].startsWith(":")) {
      if (!ID.test(segments[i])) {
        return null;
      }
      ids[pattern[i].slice(1)] = segments[i].toLowerCase();
    } else if (pattern[i] !== segments[i]) {
      return null;
    }
  }
  return ids;
}

/** The hash of a view; parameters without a value are left out. */
export function hashOf(view, ids = {}, query = {}) {
  const [, pattern] = PATTERNS.find(([name]) => name === view);
  const path = pattern.map((each) => (each.startsWith(":") ? ids[each.slice(1)] : each)).join("/");
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  const parameters = new URLSearchParams(given).toString();
  return `#/${path}${parameters ? `?${parameters}` : ""}`;
}
