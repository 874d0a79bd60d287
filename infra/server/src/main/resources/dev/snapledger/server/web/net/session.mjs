// Who is signed in: a token in this tab's storage, and nowhere else.
import { expiryOf, isToken, subjectOf } from "../pure/token.mjs";
import { failureOf } from "../pure/problems.mjs";

const KEY = "ledger.token";
const ENDS = "ledger.token.ends";
const TIMER_MILLIS_MAX = 2 ** 31 - 1;

/** The session of this tab. onEnd(why) is called once when it ends by itself; why is a sentence. */
export function session({ onEnd }) {
  let timer = 0;

  function watch() {
    clearTimeout(timer);
    const ends = Number(sessionStorage.getItem(ENDS));
    if (token() && ends > 0) {
      const left = Math.min(TIMER_MILLIS_MAX, Math.max(0, ends - Date.now()));
      timer = setTimeout(
        () => (Date.now() < ends ? watch() : expire("Your token has ended. Sign in again.")),
        left,
      );
    }
  }

  function token() {
    return sessionStorage.getItem(KEY);
  }

  function forget() {
    clearTimeout(timer);
    sessionStorage.removeItem(KEY);
    sessionStorage.removeItem(ENDS);
  }

  function expire(why) {
    if (token()) {
      forget();
      onEnd(why);
    }
  }

  function keep(given, ends) {
    sessionStorage.setItem(KEY, given);
    sessionStorage.setItem(ENDS, String(ends ?? 0));
    watch();
  }

  watch();
  return {
    token,
    forget,
    expire,
    /** Who the token is about. */
    name: () => subjectOf(token() ?? "") ?? "signed in",
    /** Takes a pasted token; throws a sentence for people. */
    paste(text) {
      const given = text.trim().replace(/^Bearer\s+/i, "");
      if (!isToken(given)) {
        throw new Error("That is no token: expected three parts with dots between them.");
      }
      const ends = expiryOf(given);
      if (ends !== null && ends <= Date.now()) {
        throw new Error("That token has ended. Ask for another: ledger token");
      }
      keep(given, ends);
    },
    /** Signs in at the built-in issuer; throws {summary, message}. */
    async signIn(id, secret) {
      const answer = await ask(id, secret);
      keep(answer.access_token, Date.now() + answer.expires_in * 1000);
    },
  };
}

async function ask(id, secret) {
  let response;
  try {
    response = await fetch("/adfs/oauth2/token", {
      method: "POST",
      credentials: "omit",
      cache: "no-store",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: id,
        client_secret: secret,
      }),
    });
  } catch {
    throw failureOf(0, null);
  }
  const body = await response.json().catch(() => null);
  if (response.status === 404) {
    const failure = failureOf(404, body);
    throw {
      ...failure,
      summary: "This server takes tokens of another issuer alone.",
      message: "Get a token there and paste it below.",
    };
  }
  if (!response.ok || typeof body?.access_token !== "string") {
    throw failureOf(response.status, body);
  }
  return body;
}
