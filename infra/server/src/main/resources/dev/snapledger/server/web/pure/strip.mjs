// A disk as a strip: cells of equal size from its first byte to its last, darker where more of a
// cell changed. Neighbours of one level become one rectangle.

/** Levels of a heat map, beside "nothing". */
export const LEVELS = 4;

/** 0 for nothing, 1 to LEVELS by the share of a cell; little is never shown as nothing. */
export function levelOf(bytes, cellBytes) {
  if (!(bytes > 0)) {
    return 0;
  }
  const share = Math.min(1, bytes / cellBytes);
  // By powers of four: a page of a large cell is seen, and a full cell is told from a half one.
  return Math.max(1, Math.min(LEVELS, LEVELS + Math.ceil(Math.log(share) / Math.log(4))));
}

/** Paths of a heat map in a box of cells × 1, by level: [{level, path}]. */
export function heatPaths(map) {
  return pathsOf(map.cells.map((bytes, index) => levelOf(bytes, cellSize(map, index))));
}

/** The last cell ends with the disk. */
function cellSize(map, index) {
  return Math.min(map.cellBytes, map.sizeBytes - index * map.cellBytes);
}

/** Runs of equal levels as rectangles; level 0 is left out. */
export function pathsOf(levels) {
  const paths = new Map();
  let from = 0;
  for (let i = 1; i <= levels.length; i++) {
    if (i === levels.length || levels[i] !== levels[from]) {
      if (levels[from] > 0) {
        const path = paths.get(levels[from]) ?? "";
        paths.set(levels[from], `${path}M${from} 0H${i}V1H${from}z`);
      }
      from = i;
    }
  }
  return [...paths].sort(([one], [other]) => one - other).map(([level, path]) => ({ level, path }));
}

/** Sum of a heat map. */
export function heatTotal(map) {
  return map.cells.reduce((sum, bytes) => sum + bytes, 0);
}

/** A diff that grows: cells with data and cleared bytes, totals, and where it has come to. */
export function diffSummary(sizeBytes, startByte, endByte, cells) {
  const cellBytes = (endByte - startByte) / cells;
  const summary = {
    sizeBytes,
    startByte,
    endByte,
    cellBytes,
    data: new Array(cells).fill(0),
    cleared: new Array(cells).fill(0),
    dataBytes: 0,
    clearedBytes: 0,
    ranges: 0,
    seenTo: startByte,
  };
  return summary;
}

/** Adds a page of ranges, ascending, to a summary. */
export function addRanges(summary, ranges) {
  for (const range of ranges) {
    const cells = range.kind === "cleared" ? summary.cleared : summary.data;
    const size = range.endByte - range.startByte;
    if (range.kind === "cleared") {
      summary.clearedBytes += size;
    } else {
      summary.dataBytes += size;
    }
    summary.ranges++;
    summary.seenTo = Math.max(summary.seenTo, range.endByte);
    spread(summary, cells, range);
  }
}

function spread(summary, cells, range) {
  const from = Math.max(0, Math.floor((range.startByte - summary.startByte) / summary.cellBytes));
  for (let i = from; i < cells.length; i++) {
    const start = summary.startByte + i * summary.cellBytes;
    const overlap =
      Math.min(range.endByte, start + summary.cellBytes) - Math.max(range.startByte, start);
    if (overlap <= 0) {
      break;
    }
    cells[i] += overlap;
  }
}

/** Paths of one kind of a diff's cells. */
export function diffPaths(summary, kind) {
  return pathsOf(summary[kind].map((bytes) => levelOf(bytes, summary.cellBytes)));
}
