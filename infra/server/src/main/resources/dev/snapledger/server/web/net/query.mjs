// The query API, by what it answers. Paths and shapes: docs/internals/query-api.md.
import { pages } from "../pure/paging.mjs";

const BASE = "/api/v1/subscriptions";

export function queryApi(http) {
  const at = (subscription, path = "") => `${BASE}/${encodeURIComponent(subscription)}${path}`;
  const withQuery = (path, query) => {
    const given = Object.entries(query).filter(
      ([, value]) => value !== undefined && value !== null && value !== "",
    );
    return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
  };
  const list = (path, query, options) =>
    pages((cursor) => http.get(withQuery(path, { ...query, asOf: options?.at, cursor }), options));
  /** As it stood at options.at, or now. */
  const getThen = (path, query, options) =>
    http.get(withQuery(path, { ...query, asOf: options?.at }), options);

  return {
    subscriptions: (options) => http.get(BASE, options),
    families: (subscription, query, options) => list(at(subscription, "/families"), query, options),
    family: (subscription, family, options) =>
      getThen(at(subscription, `/families/${family}`), {}, options),
    diskGrants: (subscription, family, options) =>
      getThen(
        at(subscription, `/families/${family}/grants`),
        { active: true, limit: 200 },
        options,
      ),
    chain: (subscription, family, options) =>
      list(
        at(subscription, `/families/${family}/snapshots`),
        { state: "any", limit: 1000 },
        options,
      ),
    fullSnapshots: (subscription, options) =>
      list(at(subscription, "/snapshots"), { kind: "full", state: "any", limit: 1000 }, options),
    snapshot: (subscription, snapshot, options) =>
      getThen(at(subscription, `/snapshots/${snapshot}`), {}, options),
    headroom: (subscription, family, options) =>
      http.get(at(subscription, `/families/${family}/headroom`), options),
    heatMap: (subscription, snapshot, of, options) =>
      http.get(
        withQuery(at(subscription, `/snapshots/${snapshot}/heatmap`), { of, cells: 256 }),
        options,
      ),
    grants: (subscription, snapshot, options) =>
      getThen(
        at(subscription, `/snapshots/${snapshot}/grants`),
        { active: true, limit: 200 },
        options,
      ),
    diff: (subscription, from, to, span, options) =>
      list(at(subscription, "/diffs"), { from, to, ...span, limit: 10000 }, options),
    usageDays: (subscription, days, options) =>
      http.get(withQuery(at(subscription, "/usage/days"), days), options),
    events: (subscription, { family, snapshot }, options) => {
      const path = snapshot
        ? `/snapshots/${snapshot}/events`
        : family
          ? `/families/${family}/events`
          : "/events";
      return list(at(subscription, path), { limit: 50 }, options);
    },
    changesPath: (subscription) => at(subscription, "/changes"),
  };
}
