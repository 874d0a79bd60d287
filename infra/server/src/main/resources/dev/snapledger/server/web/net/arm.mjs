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

  return {
    /** Begins a snapshot; it is there, creating, when this ends. The change stream tells the rest. */
    async takeSnapshot({ subscription, group, name, source, location, incremental, tags }) {
      const path = `/subscriptions/${subscription}/resourceGroups/${encodeURIComponent(group)}/providers/Microsoft.Compute/snapshots/${encodeURIComponent(name)}`;
      const body = {
        location,
        tags,
        properties: {
          incremental,
          creationData: { createOption: "Copy", sourceResourceId: source },
        },
      };
      const response = await http.send(withVersion(path), { method: "PUT", body });
      return http.read(response);
    },
    deleteSnapshot: (resourceId) => send("DELETE", encoded(resourceId)),
    /** The URL of a grant to read. */
    async grant(resourceId, seconds) {
      const body = { access: "Read", durationInSeconds: seconds };
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
