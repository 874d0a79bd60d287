// Actions, through the control plane that Azure's clients use too: docs/reference/azure.md.

import { failureOf } from "../pure/problems.mjs";

const VERSION = "2023-04-02";
const WAIT_MILLIS_MAX = 10_000;

/** wait(millis) is the clock's; tests may give another. */
export function armApi(http, wait = (millis) => new Promise((done) => setTimeout(done, millis))) {
  const withVersion = (path) => `${path}?api-version=${VERSION}`;

  async function send(method, path, body) {
    const response = await http.send(withVersion(path), { method, body });
    if (response.status === 202) {
      return follow(response);
    }
    return response.status === 204 ? null : response.json().catch(() => null);
  }

  /** Until the operation ends; what it gives, or a failure. */
  async function follow(response) {
    const link = response.headers.get("Azure-AsyncOperation");
    let pause = pauseOf(response);
    while (link) {
      await wait(pause);
      // Only the path: behind a proxy the server may know itself by another name.
      const { pathname, search } = new URL(link, location.href);
      const answer = await http.send(pathname + search);
      const state = await http.read(answer);
      if (state.status === "Failed") {
        throw failureOf(409, { error: state.error });
      }
      if (state.status !== "InProgress") {
        return state.properties?.output ?? null;
      }
      pause = pauseOf(answer);
    }
    return null;
  }

  const groupPath = ({ subscription, group }) =>
    `/subscriptions/${subscription}/resourceGroups/${encodeURIComponent(group)}`;
  const put = async (path, body) =>
    http.read(await http.send(withVersion(path), { method: "PUT", body }));

  /** Begins a snapshot; it is there, creating, when this ends. The change stream tells the rest. */
  function make(where, { location, tags, incremental, createOption, source }) {
    const path = `${groupPath(where)}/providers/Microsoft.Compute/snapshots/${encodeURIComponent(where.name)}`;
    const creationData = { createOption, sourceResourceId: source };
    return put(path, { location, tags, properties: { incremental, creationData } });
  }

  return {
    takeSnapshot: (all) => make(all, { ...all, createOption: "Copy" }),
    /** Begins a copy of an incremental snapshot in another region. */
    copySnapshot: (all) => make(all, { ...all, createOption: "CopyStart", incremental: true }),
    /** How much of a copy is done, 0 to 100. */
    async percent(resourceId, options) {
      const found = await http.get(withVersion(encoded(resourceId)), { ...options, soon: false });
      return found.properties?.completionPercent ?? 100;
    },
    /** Names of the regions that the policy knows. */
    async regions(subscription) {
      const { value } = await http.get(withVersion(`/subscriptions/${subscription}/locations`));
      return value.map((each) => each.name);
    },
    async hasGroup(where) {
      try {
        await http.get(withVersion(groupPath(where)));
        return true;
      } catch (error) {
        if (error.status === 404) {
          return false;
        }
        throw error;
      }
    },
    makeGroup: (where) => put(groupPath(where), { location: where.location }),
    /** A disk of a snapshot if there is a source, else an empty one of so many GiB. */
    makeDisk(all) {
      const path = `${groupPath(all)}/providers/Microsoft.Compute/disks/${encodeURIComponent(all.name)}`;
      const properties = all.source
        ? { creationData: { createOption: "Copy", sourceResourceId: all.source } }
        : { diskSizeGB: all.gibibytes, creationData: { createOption: "Empty" } };
      return put(path, { location: all.location, properties });
    },
    deleteSnapshot: (resourceId) => send("DELETE", encoded(resourceId)),
    /** The URL of a grant; access is Read or Write. */
    async grant(resourceId, seconds, access) {
      const body = { access, durationInSeconds: seconds };
      const output = await send("POST", `${encoded(resourceId)}/beginGetAccess`, body);
      return output?.accessSAS ?? null;
    },
    endAccess: (resourceId) => send("POST", `${encoded(resourceId)}/endGetAccess`),
  };
}

/** A resource id as a path; names are the ledger's, but no part of them may lead elsewhere. */
function encoded(resourceId) {
  return resourceId.split("/").map(encodeURIComponent).join("/");
}

function pauseOf(response) {
  const seconds = Number(response.headers.get("Retry-After") ?? 1);
  return Math.min(WAIT_MILLIS_MAX, Math.max(200, (Number.isFinite(seconds) ? seconds : 1) * 1000));
}
