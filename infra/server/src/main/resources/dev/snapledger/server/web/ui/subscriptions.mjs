// The subscriptions of which the caller may see something.
import { count } from "../pure/formats.mjs";
import { hashOf } from "../pure/hash.mjs";
import { isAbort } from "../net/http.mjs";
import { h, replace } from "./dom.mjs";
import { empty, failureBox, loading } from "./parts.mjs";

export function subscriptionsView(app) {
  const ended = new AbortController();
  const element = h("div", {});

  async function load() {
    replace(element, loading("subscriptions"));
    try {
      const { items } = await app.api.subscriptions({ signal: ended.signal });
      if (items.length === 1) {
        location.replace(hashOf("disks", { subscription: items[0].subscriptionId }));
        return;
      }
      replace(element, h("h1", {}, "Subscriptions"), items.length === 0 ? none() : table(items));
    } catch (error) {
      if (!isAbort(error)) {
        replace(element, failureBox(error, load));
      }
    }
  }

  load();
  return {
    element,
    title: "Subscriptions",
    changed() {},
    reload: load,
    close: () => ended.abort(),
  };
}

function none() {
  return empty(
    "There is no subscription of which you may see anything.",
    "Ask for a role: ledger clients add.",
  );
}

function table(items) {
  return h(
    "div",
    { class: "table-scroll" },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, "Subscription"),
          h("th", { scope: "col", class: "number" }, "Partition"),
          h("th", { scope: "col", class: "number" }, "Log offset"),
        ),
      ),
      h(
        "tbody",
        {},
        items.map((each) =>
          h(
            "tr",
            {},
            h(
              "td",
              {},
              h(
                "a",
                { href: hashOf("disks", { subscription: each.subscriptionId }) },
                h("code", {}, each.subscriptionId),
              ),
            ),
            h("td", { class: "number" }, count(each.partition)),
            h("td", { class: "number" }, count(each.appliedOffset)),
          ),
        ),
      ),
    ),
  );
}
