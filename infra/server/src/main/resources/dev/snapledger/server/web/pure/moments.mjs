// The moments of a family's history at which something changed, and times as fields show them.

/** Instants of a disk and its snapshots, oldest first, each once, as text. */
export function momentsOf(disk, snapshots) {
  const found = [disk.createdAt, disk.deletedAt];
  for (const each of snapshots) {
    found.push(each.startedAt, each.completedAt, each.deletedAt);
  }
  const byTime = new Map();
  for (const instant of found) {
    const at = Date.parse(instant);
    if (!Number.isNaN(at)) {
      byTime.set(at, instant);
    }
  }
  return [...byTime].sort(([one], [other]) => one - other).map(([, instant]) => instant);
}

/** Index of the last moment that is not after an instant; moments.length for none, that is now. */
export function positionOf(moments, at) {
  if (at === null) {
    return moments.length;
  }
  return Math.max(
    0,
    moments.findLastIndex((each) => Date.parse(each) <= Date.parse(at)),
  );
}

/** The instant a text is, in the form that the ledger takes; null if it is none. */
export function instantOf(text) {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text ?? "") ? new Date(text) : new Date(NaN);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** An instant for a field of local time that shows UTC, to the second; "" for none. */
export function fieldOf(instant) {
  return instant === null ? "" : instant.slice(0, 19);
}

/** What such a field says, as an instant; null if it is empty. A whole second is meant to its end. */
export function instantOfField(text) {
  const at = text === "" ? null : instantOf(`${text}Z`);
  return at === null ? null : at.replace(/\.000Z$/, ".999Z");
}
