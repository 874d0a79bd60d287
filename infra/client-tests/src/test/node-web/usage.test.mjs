import assert from "node:assert/strict";
import { test } from "node:test";
import { web } from "./web.mjs";

const { barsOf, daysOf, firstDay } = await web("pure/usage.mjs");

const row = (day, resourceGroup, snapshots) => ({
  day,
  resourceGroup,
  region: "eastus",
  disks: 1,
  snapshots,
  diskBytes: 10,
  snapshotBytes: 20,
  storedBytes: snapshots * 5,
});

test("what a day says holds until the next of the same group, also from before the first", () => {
  const rows = [
    row("2026-01-30", "a", 1),
    row("2026-03-01", "b", 4),
    row("2026-03-02", "a", 2),
    row("2026-02-28", "b", 3),
  ];
  const days = daysOf(rows, "2026-02-27", "2026-03-03");
  assert.deepEqual(
    days.map((each) => [each.day, each.changed, each.disks, each.snapshots, each.storedBytes]),
    [
      ["2026-02-27", false, 1, 1, 5],
      ["2026-02-28", true, 2, 4, 20],
      ["2026-03-01", true, 2, 5, 25],
      ["2026-03-02", true, 2, 6, 30],
      ["2026-03-03", false, 2, 6, 30],
    ],
  );
});

test("of several rows before the first day the newest holds", () => {
  const rows = [row("2026-01-02", "a", 7), row("2026-01-01", "a", 1)];
  assert.deepEqual(
    daysOf(rows, "2026-01-05", "2026-01-05").map((each) => each.snapshots),
    [7],
  );
});

test("days are reckoned over ends of months", () => {
  assert.equal(firstDay("2026-03-01", 2), "2026-02-28");
  assert.equal(firstDay("2026-03-01", 1), "2026-03-01");
});

test("the largest day is as high as the chart, and nothing is a flat line", () => {
  const days = daysOf(
    [row("2026-01-01", "a", 1), row("2026-01-02", "a", 4)],
    "2026-01-01",
    "2026-01-02",
  );
  assert.deepEqual(
    barsOf(days, "snapshots").bars.map((bar) => bar.height),
    [0.25, 1],
  );
  assert.equal(barsOf(days, "snapshots").most, 4);
  assert.deepEqual(
    barsOf(daysOf([], "2026-01-01", "2026-01-02"), "disks").bars.map((bar) => bar.height),
    [0, 0],
  );
});
