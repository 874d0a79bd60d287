// Signing in: with id and secret at the built-in issuer, or with a token from elsewhere.
import { h, replace } from "./dom.mjs";

/** The view; onDone() is called when there is a session. why says why it is shown, or is null. */
export function signInView({ session, why, onDone }) {
  const message = h("div", { class: "form-message", role: "alert" });
  const say = (summary, more = "") =>
    replace(message, h("p", { class: "failure-summary" }, summary), more && h("p", {}, more));
  const id = h("input", {
    id: "client-id",
    name: "client-id",
    autocomplete: "username",
    required: true,
    spellcheck: "false",
    autocapitalize: "none",
  });
  const secret = h("input", {
    id: "client-secret",
    name: "client-secret",
    type: "password",
    autocomplete: "current-password",
    required: true,
  });
  const submit = h("button", { class: "button primary", type: "submit" }, "Sign in");
  const token = h("textarea", {
    id: "token",
    rows: 4,
    required: true,
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "none",
  });

  async function byClient(event) {
    event.preventDefault();
    submit.disabled = true;
    try {
      await session.signIn(id.value.trim(), secret.value);
      secret.value = "";
      onDone();
    } catch (failure) {
      say(failure.summary ?? "The page failed.", failure.message ?? String(failure));
      secret.focus();
    } finally {
      submit.disabled = false;
    }
  }

  function byToken(event) {
    event.preventDefault();
    try {
      session.paste(token.value);
      token.value = "";
      onDone();
    } catch (error) {
      say(error.message);
    }
  }

  if (why) {
    say(why);
  }
  const element = h(
    "div",
    { class: "sign-in" },
    h("h1", {}, "Sign in"),
    message,
    h(
      "form",
      { class: "panel form", "aria-labelledby": "by-client", on: { submit: byClient } },
      h("h2", { id: "by-client" }, "With a client"),
      h(
        "p",
        { class: "hint" },
        "The id and the secret of a client of this ledger; for the first one, in auth/admin-id and auth/admin-secret of its data directory.",
      ),
      h("label", { for: "client-id" }, "Client id"),
      id,
      h("label", { for: "client-secret" }, "Client secret"),
      secret,
      submit,
    ),
    h(
      "form",
      { class: "panel form", "aria-labelledby": "by-token", on: { submit: byToken } },
      h("h2", { id: "by-token" }, "With a token"),
      h(
        "p",
        { class: "hint" },
        "What ",
        h("code", {}, "ledger token"),
        " prints, or a token of the issuer that this server trusts.",
      ),
      h("label", { for: "token" }, "Token"),
      token,
      h("button", { class: "button", type: "submit" }, "Use this token"),
    ),
    h(
      "p",
      { class: "hint" },
      "The token is kept in this tab alone, until it is closed, you sign out, or the token ends.",
    ),
  );
  return {
    element,
    title: "Sign in",
    asksWho: true,
    focus: () => id.focus(),
    changed() {},
    reload() {},
    close() {},
  };
}
