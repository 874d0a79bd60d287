// Requests with the token of the session. An answer that is no success is thrown as a failure of
// pure/problems.mjs; one that was given up on as an AbortError.
import { failureOf } from "../pure/problems.mjs";

/** Requests that run at a time, beside the stream of changes. */
export const REQUESTS_MAX = 4;

/** onAnswer() is called at each answer: the server is there. */
export function http(session, queue, onAnswer) {
  async function send(path, { method = "GET", body, headers = {}, signal } = {}) {
    const token = session.token();
    let response;
    try {
      response = await fetch(path, {
        method,
        signal,
        credentials: "omit",
        redirect: "error",
        headers: {
          Accept: "application/json",
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...headers,
          ...(token ? { Authorization: `Bearer ${token}` } : {}),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch (error) {
      throw error.name === "AbortError" ? error : failureOf(0, null);
    }
    onAnswer();
    if (!response.ok) {
      throw await refusal(response, token);
    }
    return response;
  }

  async function refusal(response, token) {
    const body = await response.json().catch(() => null);
    const failure = failureOf(response.status, body, response.headers.get("x-ms-request-id"));
    if (response.status === 401 && token === session.token()) {
      session.expire("You were signed out: the server takes your token no more.");
    }
    return failure;
  }

  async function read(response) {
    try {
      return await response.json();
    } catch (error) {
      throw error.name === "AbortError" ? error : failureOf(0, null);
    }
  }

  return {
    send,
    read,
    /** JSON of a GET, by the queue; soon: before those that only fill strips. */
    get(path, { signal, soon = true } = {}) {
      return queue.run(async () => read(await send(path, { signal })), { signal, soon });
    },
  };
}

/** The failure as such, also where code went wrong. */
export function asFailure(error) {
  if (typeof error?.summary === "string") {
    return error;
  }
  return {
    status: 0,
    code: "PageFault",
    summary: "The page failed.",
    message: String(error),
    details: [],
    retryAt: null,
  };
}

export function isAbort(error) {
  return error?.name === "AbortError";
}
