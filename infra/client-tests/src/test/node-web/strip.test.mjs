import assert from "node:assert/strict";
import { test } from "node:test";
import { web } from "./web.mjs";

const { addRanges, diffPaths, diffSummary, heatPaths, heatTotal, levelOf, pathsOf } =
  await web("pure/strip.mjs");

test("little is never shown as nothing, nor nothing as little", () => {
  assert.equal(levelOf(0, 65536), 0);
  assert.equal(levelOf(1, 2 ** 40), 1);
  assert.equal(levelOf(65536, 65536), 4);
  assert.equal(levelOf(16385, 65536), 4);
  assert.equal(levelOf(16384, 65536), 3);
  assert.equal(levelOf(2 ** 41, 2 ** 40), 4);
});

test("neighbours of one level are one rectangle", () => {
  assert.deepEqual(pathsOf([0, 2, 2, 1, 0, 2]), [
    { level: 1, path: "M3 0H4V1H3z" },
    { level: 2, path: "M1 0H3V1H1zM5 0H6V1H5z" },
  ]);
  assert.deepEqual(pathsOf([]), []);
  assert.deepEqual(pathsOf([0, 0]), []);
});

test("a last cell that ends with the disk can be full", () => {
  const map = { sizeBytes: 150, cellBytes: 100, cells: [0, 50] };
  assert.deepEqual(heatPaths(map), [{ level: 4, path: "M1 0H2V1H1z" }]);
  assert.equal(heatTotal(map), 50);
});

test("ranges are spread over cells, data apart from what was cleared", () => {
  const summary = diffSummary(1000, 0, 1000, 10);
  addRanges(summary, [
    { startByte: 50, endByte: 250, kind: "data" },
    { startByte: 900, endByte: 1000, kind: "cleared" },
  ]);
  assert.deepEqual(summary.data.slice(0, 4), [50, 100, 50, 0]);
  assert.equal(summary.cleared[9], 100);
  assert.deepEqual(
    [summary.dataBytes, summary.clearedBytes, summary.ranges, summary.seenTo],
    [200, 100, 2, 1000],
  );
  assert.deepEqual(diffPaths(summary, "cleared"), [{ level: 4, path: "M9 0H10V1H9z" }]);
});

test("a range that begins before what is shown counts from there on", () => {
  const summary = diffSummary(1000, 500, 1000, 5);
  addRanges(summary, [{ startByte: 0, endByte: 600, kind: "data" }]);
  assert.deepEqual(summary.data, [100, 0, 0, 0, 0]);
});
