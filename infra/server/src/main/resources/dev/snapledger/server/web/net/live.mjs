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
  let resting = false;
  let attempt = null;

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
    const current = new AbortController();
    attempt = current;
    const end = () => current.abort();
    stopped.signal.addEventListener("abort", end, { once: true });
    let silence = setTimeout(end, SILENCE_MILLIS_MAX);
    try {
      const headers = {
        Accept: "text/event-stream",
        ...(lastId ? { "Last-Event-ID": lastId } : {}),
      };
      const response = await http.send(path, { headers, signal: current.signal });
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
      end();
    }
  }

  async function run() {
    while (!stopped.signal.aborted) {
      if (resting) {
        await new Promise((done) => (goOn = done));
        continue;
      }
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
  const hurry = () => away && !resting && goOn();
  window.addEventListener("online", hurry);
  run();
  return {
    /** Tries again now: the server answered something else. */
    hurry,
    /** Gives its connection up, until wake(): browsers have six for a server, for all tabs. */
    rest() {
      resting = true;
      attempt?.abort();
      goOn();
    },
    wake() {
      if (resting) {
        resting = false;
        goOn();
      }
    },
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
