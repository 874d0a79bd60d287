// The chain as one SVG: lanes, what snapshots are made of, and a sign for each.
import { LANE_FIRST, LANE_STEP, timelineLayout } from "../pure/timeline.mjs";
import { h, replace, s } from "./dom.mjs";

const R = 5;

/** A picture for rows of a height; draw(snapshots, region, rowHeight) gives its width. */
export function graph() {
  const lanes = s("g", { class: "lanes" });
  const edges = s("g", { class: "edges" });
  const nodes = s("g", { class: "nodes" });
  const element = s("svg", { class: "graph", "aria-hidden": "true" }, lanes, edges, nodes);
  const marks = new Map();

  return {
    element,
    draw(snapshots, region, rowHeight) {
      const layout = timelineLayout(snapshots, region, rowHeight);
      element.setAttribute("width", layout.width);
      element.setAttribute("height", layout.height);
      replace(
        lanes,
        layout.lanes.map((_, index) => {
          const x = LANE_FIRST + index * LANE_STEP;
          return s("path", { d: `M${x} 0V${layout.height}` });
        }),
      );
      replace(
        edges,
        layout.edges.map((edge) =>
          s("path", { d: edge.path, class: `${edge.kind}${edge.open ? " open" : ""}` }),
        ),
      );
      marks.clear();
      replace(
        nodes,
        layout.nodes.map((node) => {
          const group = s(
            "g",
            { class: `node state-${node.state}`, transform: `translate(${node.x} ${node.y})` },
            sign(node),
          );
          marks.set(node.id, group);
          return group;
        }),
      );
      return layout;
    },
    /** Rings the snapshots that are shared. */
    share(id, shared) {
      marks.get(id)?.classList.toggle("shared", shared);
    },
  };
}

/** Shape by kind, and filled, hollow, dashed or crossed by state. */
function sign({ shape, state }) {
  const body =
    shape === "square"
      ? s("rect", { class: "body", x: -R, y: -R, width: 2 * R, height: 2 * R })
      : shape === "diamond"
        ? s("path", { class: "body", d: `M0 ${-R - 1.5}L${R + 1.5} 0L0 ${R + 1.5}L${-R - 1.5} 0z` })
        : s("circle", { class: "body", r: R });
  const cross = state === "failed" && s("path", { class: "cross", d: "M-3 -3L3 3M3 -3L-3 3" });
  return [s("circle", { class: "ring", r: R + 4 }), body, cross];
}

/** What the signs mean. */
export function legend() {
  const entries = [
    ["circle", "completed", "incremental"],
    ["square", "completed", "full"],
    ["diamond", "completed", "copy in another region"],
    ["circle", "creating", "being made"],
    ["circle", "failed", "failed"],
    ["circle", "deleted", "deleted"],
    ["circle", "completed shared", "shared"],
  ];
  return h(
    "details",
    { class: "legend" },
    h("summary", {}, "Signs"),
    h(
      "ul",
      {},
      entries.map(([shape, state, text]) =>
        h(
          "li",
          {},
          s(
            "svg",
            {
              class: "graph-sign",
              viewBox: "-11 -11 22 22",
              width: 22,
              height: 22,
              "aria-hidden": "true",
            },
            s("g", { class: `node state-${state}` }, sign({ shape, state: state.split(" ")[0] })),
          ),
          text,
        ),
      ),
      [4, 3, 2, 1].map((level) =>
        h(
          "li",
          {},
          h("span", { class: `swatch heat-${level}`, "aria-hidden": "true" }),
          HEAT_WORDS[level],
        ),
      ),
    ),
  );
}

const HEAT_WORDS = {
  4: "more than a quarter of this part changed",
  3: "more than a 16th",
  2: "more than a 64th",
  1: "less, but something",
};
