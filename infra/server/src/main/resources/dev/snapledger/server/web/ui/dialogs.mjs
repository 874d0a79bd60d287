// Modal dialogs: the browser's own, which keep the focus and close with Escape.
import { h, replace, uniqueId } from "./dom.mjs";
import { failureBox } from "./parts.mjs";

/**
 * Asks with a form. act() is called with the dialog open; it may give an element that is shown
 * instead of the form, with a way to close. What is refused is shown above the form, which stays as
 * it is. prepare() may load what the form needs once it is open. The promise ends when the dialog
 * closes: true if act() succeeded.
 */
export function ask({ title, fields = [], confirm, danger = false, prepare, act }) {
  return new Promise((resolve) => {
    const opener = document.activeElement;
    const heading = uniqueId("dialog");
    const message = h("div", { class: "form-message" });
    const cancel = h(
      "button",
      { type: "button", class: "button", on: { click: () => dialog.close() } },
      "Cancel",
    );
    const go = h(
      "button",
      { type: "submit", class: `button ${danger ? "danger" : "primary"}` },
      confirm,
    );
    const form = h(
      "form",
      { class: "form", on: { submit } },
      message,
      fields,
      h("div", { class: "dialog-buttons" }, cancel, go),
    );
    const dialog = h(
      "dialog",
      { "aria-labelledby": heading },
      h("h2", { id: heading }, title),
      form,
    );
    let done = false;

    async function submit(event) {
      event.preventDefault();
      go.disabled = true;
      replace(message);
      try {
        const shown = await act();
        done = true;
        if (shown) {
          const close = h(
            "button",
            { type: "button", class: "button primary", on: { click: () => dialog.close() } },
            "Close",
          );
          form.replaceWith(
            h("div", { class: "form" }, shown, h("div", { class: "dialog-buttons" }, close)),
          );
          close.focus();
        } else {
          dialog.close();
        }
      } catch (error) {
        replace(message, failureBox(error));
        go.disabled = false;
        go.focus();
      }
    }

    dialog.addEventListener("close", () => {
      dialog.remove();
      if (opener instanceof HTMLElement && opener.isConnected) {
        opener.focus();
      }
      resolve(done);
    });
    document.body.append(dialog);
    dialog.showModal();
    if (danger) {
      cancel.focus();
    }
    if (prepare) {
      go.disabled = true;
      prepare().then(
        () => (go.disabled = false),
        (error) => replace(message, failureBox(error)),
      );
    }
  });
}

/** Closes whatever is open, as when the session ends. */
export function closeDialogs() {
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
}
