import assert from "node:assert/strict";
import { test } from "node:test";
import { web } from "./web.mjs";

const { fieldOf, instantOf, instantOfField, momentsOf, positionOf } = await web("pure/moments.mjs");
const { share } = await web("pure/formats.mjs");

const DISK = { createdAt: "2026-01-01T00:00:00Z" };
const SNAPSHOTS = [
  { startedAt: "2026-01-01T02:00:00Z", completedAt: "2026-01-01T02:00:05.5Z" },
  {
    startedAt: "2026-01-01T01:00:00Z",
    completedAt: "2026-01-01T02:00:00Z",
    deletedAt: "2026-01-03T00:00:00Z",
  },
];

test("moments are those at which something changed, oldest first, each once", () => {
  assert.deepEqual(momentsOf(DISK, SNAPSHOTS), [
    "2026-01-01T00:00:00Z",
    "2026-01-01T01:00:00Z",
    "2026-01-01T02:00:00Z",
    "2026-01-01T02:00:05.5Z",
    "2026-01-03T00:00:00Z",
  ]);
  assert.deepEqual(momentsOf({ createdAt: "no time" }, []), []);
});

test("a time stands at the last moment before it, and now behind all", () => {
  const moments = momentsOf(DISK, SNAPSHOTS);
  assert.equal(positionOf(moments, null), 5);
  assert.equal(positionOf(moments, "2026-01-01T02:00:00Z"), 2);
  assert.equal(positionOf(moments, "2026-01-01T02:00:04Z"), 2);
  assert.equal(positionOf(moments, "2025-01-01T00:00:00Z"), 0);
  assert.equal(positionOf([], "2025-01-01T00:00:00Z"), 0);
});

test("times of links and fields are UTC; what is none is null", () => {
  assert.equal(instantOf("2026-01-01T05:10:00Z"), "2026-01-01T05:10:00.000Z");
  assert.equal(instantOf("3:17"), null);
  assert.equal(instantOf("2026-13-41T05:10:00Z"), null);
  assert.equal(instantOf(undefined), null);
  assert.equal(fieldOf("2026-01-01T05:10:00.123Z"), "2026-01-01T05:10:00");
  assert.equal(fieldOf(null), "");
  assert.equal(instantOfField(""), null);
  assert.equal(instantOfField("2026-01-01T05:10:07"), "2026-01-01T05:10:07.999Z");
});

test("parts are told in whole per cent", () => {
  assert.equal(share(1, 3), 33);
  assert.equal(share(0, 0), 100);
  assert.equal(share(9, 4), 100);
});
