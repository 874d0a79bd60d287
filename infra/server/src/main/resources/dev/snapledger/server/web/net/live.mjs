// Changes of one subscription while they happen. fetch and not EventSource, which sends no token.
import { backoff } from "../pure/backoff.mjs";
import { sseParser } from "../pure/sse.mjs";

const SILENCE_MILLIS_MAX = 45_000;
const GATHER_MILLIS = 250;

/**
 * Follows a stream until stop(). onChanges(list) gets what happened within a quarter of a second,
 * onGap() says that some of it was missed, onState(state) is "connecting", "live", "waiting" or
 * "refused".
 */
export function liveChanges({ http, path, onChanges, onGap, onState }) {
  const delays = backoff({ chance: Math.random });
  const stopped = new AbortController();
  let lastId = null;
  let gathered = [];
  let gatherTimer = 0;
  let goOn = () => {};
  let away = false;

  function gather(change) {
    gathered.push(change);
    gatherTimer ||= setTimeout(() => {
      const batch = gathered;
      gathered = [];
      gatherTimer = 0;
      onChanges(batch);
    }, GATHER_MILLIS);
  }

  function take({ id, event, data }) {
    lastId = id ?? lastId;
    if (event === "hello") {
      // Where a stream that is cut before its first event goes on.
      lastId ??= idOf(data);
      delays.reset();
      onState("live");
    } else if (event === "gap") {
      onGap();
    } else {
      const change = parsed(data);
      if (change) {
        gather(change);
      }
    }
  }

  async function readOnce() {
    onState("connecting");
    const attempt = new AbortController();
    const end = () => attempt.abort();
    stopped.signal.addEventListener("abort", end, { once: true });
    let silence = setTimeout(end, SILENCE_MILLIS_MAX);
    try {
      const headers = { Accept: "text/event-stream", ...(lastId ? { "Last-Event-ID": lastId } : {}) };
      const response = await http.send(path, { headers, signal: attempt.signal });
      const parser = sseParser();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          return;
        }
        clearTimeout(silence);
        silence = setTimeout(end, SILENCE_MILLIS_MAX);
        parser.push(value).forEach(take);
      }
    } finally {
      clearTimeout(silence);
      stopped.signal.removeEventListener("abort", end);
      attempt.abort();
    }
  }

  async function run() {
    while (!stopped.signal.aborted) {
      away = false;
      try {
        await readOnce();
      } catch (error) {
        away = !(error?.status > 0);
        if ([401, 403, 404].includes(error?.status)) {
          onState("refused");
          return;
        }
        if (error?.status === 400) {
          lastId = null; // An id that is none to this server: from now on, and all afresh.
          onGap();
        }
      }
      if (!stopped.signal.aborted) {
        onState("waiting");
        await pause(delays.next());
      }
    }
  }

  function pause(millis) {
    return new Promise((done) => {
      const timer = setTimeout(done, millis);
      goOn = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  /** A server that refused the stream, as with 503, is not asked sooner. */
  const hurry = () => away && goOn();
  window.addEventListener("online", hurry);
  run();
  return {
    /** Tries again now: the server answered something else. */
    hurry,
    stop() {
      stopped.abort();
      goOn();
      window.removeEventListener("online", hurry);
      clearTimeout(gatherTimer);
    },
  };
}

function idOf(data) {
  const offset = parsed(data)?.logOffset;
  return Number.isInteger(offset) && offset >= 0 ? String(offset) : null;
}

function parsed(data) {
  try {
    const value = JSON.parse(data);
    return typeof value === "object" && value !== null ? { type: "", ...value } : null;
  } catch {
    return null;
  }
}
