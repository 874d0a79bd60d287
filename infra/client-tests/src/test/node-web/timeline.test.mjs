import assert from "node:assert/strict";
import { test } from "node:test";
import { web } from "./web.mjs";

const { byNewest, step, timelineLayout, withSnapshot } = await web("pure/timeline.mjs");

const snap = (id, more = {}) => ({
  snapshotId: id,
  kind: "incremental",
  region: "eastus",
  state: "completed",
  sequence: Number(id.slice(1)),
  startedAt: new Date(Number(id.slice(1)) * 1000).toISOString(),
  ...more,
});
const CHAIN = [
  snap("s5", { kind: "full", sourceDiskId: "d" }),
  snap("s4", { kind: "copy", region: "westus", sourceSnapshotId: "s2", parentSnapshotId: "s9" }),
  snap("s3", { parentSnapshotId: "s2", state: "creating" }),
  snap("s2", { parentSnapshotId: "s1" }),
  snap("s1"),
];

test("each kind has its lane and shape, each state its name", () => {
  const { lanes, nodes, width, height } = timelineLayout(CHAIN, "eastus", 30);
  assert.deepEqual(
    lanes.map((lane) => lane.label),
    ["eastus", "copies in westus", "full snapshots"],
  );
  assert.deepEqual(
    nodes.map((node) => node.lane),
    [2, 1, 0, 0, 0],
  );
  assert.deepEqual(
    nodes.map((node) => node.shape),
    ["square", "diamond", "circle", "circle", "circle"],
  );
  assert.deepEqual(
    nodes.map((node) => node.y),
    [15, 45, 75, 105, 135],
  );
  assert.equal(nodes[2].state, "creating");
  assert.equal(height, 150);
  assert.equal(width, 64);
});

test("edges lead to what a snapshot is made of, and hint at what is not shown", () => {
  const { edges } = timelineLayout(CHAIN, "eastus", 30);
  const of = (from) => edges.filter((edge) => edge.from === from);
  assert.deepEqual(
    of("s3").map((edge) => edge.path),
    ["M14 75V105"],
  );
  assert.deepEqual(
    of("s4").map((edge) => [edge.to, edge.kind, edge.open]),
    [
      ["s9", "parent", true],
      ["s2", "source", false],
    ],
  );
  assert.match(of("s4")[1].path, /^M32 45V90C32 105 14 90 14 105$/);
  assert.deepEqual(of("s1"), []);
});

test("an empty family, and one of a single snapshot, can be drawn", () => {
  assert.deepEqual(timelineLayout([], "eastus", 30).nodes, []);
  assert.equal(timelineLayout([snap("s1")], "eastus", 30).height, 30);
});

test("500 snapshots are laid out within any frame", () => {
  const many = Array.from({ length: 500 }, (_, i) =>
    snap(`s${500 - i}`, { parentSnapshotId: `s${499 - i}` }),
  );
  const { nodes, edges } = timelineLayout(many, "eastus", 30);
  assert.equal(nodes.length, 500);
  assert.equal(edges.length, 500);
});

test("keys walk along time, back to what a snapshot is made of, and on", () => {
  assert.equal(step("ArrowDown", 0, CHAIN, 10), 1);
  assert.equal(step("ArrowUp", 0, CHAIN, 10), 0);
  assert.equal(step("End", 0, CHAIN, 10), 4);
  assert.equal(step("PageDown", 1, CHAIN, 10), 4);
  assert.equal(step("ArrowLeft", 3, CHAIN, 10), 4);
  assert.equal(step("ArrowLeft", 4, CHAIN, 10), null);
  assert.equal(step("ArrowRight", 4, CHAIN, 10), 3);
  assert.equal(step("ArrowRight", 0, CHAIN, 10), null);
  assert.equal(step("a", 0, CHAIN, 10), null);
  assert.equal(step("ArrowDown", 0, [], 10), null);
});

test("a changed snapshot replaces itself, a new one finds its place", () => {
  const changed = withSnapshot(CHAIN, { ...CHAIN[2], state: "completed" });
  assert.deepEqual(
    changed.map((each) => each.snapshotId),
    CHAIN.map((each) => each.snapshotId),
  );
  assert.equal(changed[2].state, "completed");
  assert.equal(withSnapshot(CHAIN, snap("s6"))[0].snapshotId, "s6");
  assert.ok(byNewest(snap("s2"), snap("s1")) < 0);
});
