// Where the snapshots of a family are drawn: newest on top, a lane for the chain of the disk, one
// for each region with copies, one for full snapshots. Numbers in, numbers out.

/** Spacing: the middle of the first lane, and between lanes. */
export const LANE_FIRST = 14;
export const LANE_STEP = 18;

/**
 * {lanes, nodes, edges, width, height}. Snapshots come newest first; rowHeight is that of a row.
 *
 * A node is {id, row, lane, x, y, shape, state}; an edge {from, to, kind, path}, from a snapshot
 * back to what it is made of. What is not in the list is hinted at by an edge without an end.
 */
export function timelineLayout(snapshots, diskRegion, rowHeight) {
  const lanes = lanesOf(snapshots, diskRegion);
  const indexOfLane = new Map(lanes.map((lane, index) => [lane.key, index]));
  const nodes = snapshots.map((snapshot, row) => {
    const lane = indexOfLane.get(laneKey(snapshot, diskRegion));
    return {
      id: snapshot.snapshotId,
      row,
      lane,
      x: LANE_FIRST + lane * LANE_STEP,
      y: row * rowHeight + rowHeight / 2,
      shape: shapeOf(snapshot),
      state: snapshot.state,
    };
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const height = snapshots.length * rowHeight;
  const edges = snapshots.flatMap((snapshot, row) =>
    edgesOf(snapshot, nodes[row], byId, rowHeight, height),
  );
  return { lanes, nodes, edges, width: LANE_FIRST * 2 + (lanes.length - 1) * LANE_STEP, height };
}

function laneKey(snapshot, diskRegion) {
  if (snapshot.kind === "full") {
    return "full";
  }
  return snapshot.kind === "copy" && snapshot.region !== diskRegion
    ? `copy ${snapshot.region}`
    : "chain";
}

function lanesOf(snapshots, diskRegion) {
  const lanes = [{ key: "chain", label: diskRegion }];
  const regions = new Set();
  let full = false;
  for (const snapshot of snapshots) {
    const key = laneKey(snapshot, diskRegion);
    full ||= key === "full";
    if (key.startsWith("copy ")) {
      regions.add(snapshot.region);
    }
  }
  for (const region of [...regions].sort()) {
    lanes.push({ key: `copy ${region}`, label: `copies in ${region}` });
  }
  if (full) {
    lanes.push({ key: "full", label: "full snapshots" });
  }
  return lanes;
}

function shapeOf(snapshot) {
  return snapshot.kind === "full" ? "square" : snapshot.kind === "copy" ? "diamond" : "circle";
}

function edgesOf(snapshot, node, byId, rowHeight, height) {
  const edges = [];
  const parent = snapshot.parentSnapshotId;
  const source = snapshot.sourceSnapshotId;
  if (parent) {
    edges.push(edge(node, byId.get(parent), parent, "parent", rowHeight, height));
  }
  if (source && source !== parent) {
    edges.push(edge(node, byId.get(source), source, "source", rowHeight, height));
  }
  return edges;
}

function edge(node, target, to, kind, rowHeight, height) {
  const ends = target
    ? route(node, target, rowHeight)
    : `M${node.x} ${node.y}V${Math.min(height, node.y + rowHeight / 2)}`;
  return { from: node.id, to, kind, path: ends, open: !target };
}

/** Straight within a lane; else down the lane of the newer one and over within half a row. */
function route(node, target, rowHeight) {
  if (node.x === target.x) {
    return `M${node.x} ${node.y}V${target.y}`;
  }
  const turn = Math.max(node.y, target.y - rowHeight / 2);
  const line = turn > node.y ? `V${turn}` : "";
  return `M${node.x} ${node.y}${line}C${node.x} ${target.y} ${target.x} ${turn} ${target.x} ${target.y}`;
}

/**
 * Where a key leads from the row that is chosen; null if it leads nowhere.
 *
 * Up and down go along time, left to what a snapshot is made of, right to what is made of it.
 */
export function step(key, row, snapshots, pageRows) {
  const last = snapshots.length - 1;
  if (last < 0) {
    return null;
  }
  const id = snapshots[row]?.snapshotId;
  const clamp = (to) => Math.min(last, Math.max(0, to));
  switch (key) {
    case "ArrowDown":
      return clamp(row + 1);
    case "ArrowUp":
      return clamp(row - 1);
    case "PageDown":
      return clamp(row + pageRows);
    case "PageUp":
      return clamp(row - pageRows);
    case "Home":
      return 0;
    case "End":
      return last;
    case "ArrowLeft":
      return rowOf(snapshots, snapshots[row]?.parentSnapshotId ?? snapshots[row]?.sourceSnapshotId);
    case "ArrowRight":
      return found(
        snapshots.findLastIndex(
          (each) =>
            id !== undefined && (each.parentSnapshotId === id || each.sourceSnapshotId === id),
        ),
      );
    default:
      return null;
  }
}

function rowOf(snapshots, id) {
  return id === undefined ? null : found(snapshots.findIndex((each) => each.snapshotId === id));
}

function found(index) {
  return index < 0 ? null : index;
}

/** Newest first, by start and then by sequence, as the query API lists them. */
export function byNewest(one, other) {
  return (
    Date.parse(other.startedAt) - Date.parse(one.startedAt) ||
    (other.sequence ?? 0) - (one.sequence ?? 0) ||
    (one.snapshotId < other.snapshotId ? -1 : one.snapshotId > other.snapshotId ? 1 : 0)
  );
}

/** A list with one snapshot put in its place, instead of its older self if there is one. */
export function withSnapshot(snapshots, snapshot) {
  const others = snapshots.filter((each) => each.snapshotId !== snapshot.snapshotId);
  return [...others, snapshot].sort(byNewest);
}

/** Whether a snapshot is drawn with a family: full ones have none, but what they were made of has. */
export function belongsTo(familyId, snapshot, known) {
  return (
    snapshot.familyId === familyId ||
    (snapshot.kind === "full" &&
      (snapshot.sourceDiskId === familyId || known.has(snapshot.sourceSnapshotId)))
  );
}
