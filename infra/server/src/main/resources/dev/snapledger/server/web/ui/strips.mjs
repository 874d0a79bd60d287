// Strips of a disk, asked for when their row comes into sight.
import { bytes } from "../pure/formats.mjs";
import { heatPaths, heatTotal } from "../pure/strip.mjs";
import { asFailure, isAbort } from "../net/http.mjs";
import { h, replace, s } from "./dom.mjs";

/** Pictures of heat maps, or of a diff: layers are [{paths, name}] in a box of cells × 1. */
export function stripPicture(width, layers, label) {
  return s(
    "svg",
    {
      class: "strip-map",
      viewBox: `0 0 ${width} 1`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": label,
    },
    layers.flatMap(({ paths, name }) =>
      paths.map(({ level, path }) => s("path", { d: path, class: `${name}-${level}` })),
    ),
  );
}

/**
 * Loads strips while they are seen. heat(snapshot, signal) asks for a heat map; seen(snapshot,
 * signal) is called for each row that comes into sight.
 */
export function stripLoader({ heat, seen }) {
  const places = new WeakMap();
  const observer = new IntersectionObserver(onSight, { rootMargin: "150px 0px" });

  function onSight(entries) {
    for (const { target, isIntersecting } of entries) {
      const place = places.get(target);
      if (!place) {
        continue;
      }
      if (isIntersecting) {
        load(place);
      } else {
        place.request?.abort();
        place.request = null;
      }
    }
  }

  async function load(place) {
    place.request?.abort();
    const request = new AbortController();
    place.request = request;
    seen(place.snapshot, request.signal);
    if (place.drawn || !hasMap(place.snapshot)) {
      return;
    }
    try {
      const map = await heat(place.snapshot, request.signal);
      place.drawn = true;
      draw(place.element, map);
    } catch (error) {
      if (!isAbort(error)) {
        replace(
          place.element,
          h(
            "span",
            { class: "strip-none", title: asFailure(error).message },
            asFailure(error).summary,
          ),
        );
      }
    }
  }

  return {
    /** Watches the strip of a row; again when its snapshot changed. */
    watch(element, snapshot) {
      const before = places.get(element);
      const drawn = before?.drawn && before.snapshot.state === snapshot.state;
      before?.request?.abort();
      places.set(element, { element, snapshot, drawn, request: null });
      if (!drawn) {
        replace(element, !hasMap(snapshot) && h("span", { class: "strip-none" }, noneOf(snapshot)));
      }
      observer.unobserve(element);
      observer.observe(element);
    },
    forget(element) {
      places.get(element)?.request?.abort();
      places.delete(element);
      observer.unobserve(element);
    },
    close() {
      observer.disconnect();
    },
  };
}

function hasMap(snapshot) {
  return snapshot.state === "completed" || snapshot.state === "moving";
}

function noneOf(snapshot) {
  return { creating: "being made", failed: "failed", deleted: "deleted" }[snapshot.state] ?? "";
}

function draw(element, map) {
  const total = heatTotal(map);
  const what = map.of === "changes" ? "changed" : "hold data";
  if (total === 0) {
    replace(
      element,
      h("span", { class: "strip-none" }, map.of === "changes" ? "nothing changed" : "no data"),
    );
    return;
  }
  const label = `${bytes(total)} of ${bytes(map.sizeBytes)} ${what}`;
  const width = map.sizeBytes / map.cellBytes;
  replace(element, stripPicture(width, [{ paths: heatPaths(map), name: "heat" }], label));
  element.title = label;
}
