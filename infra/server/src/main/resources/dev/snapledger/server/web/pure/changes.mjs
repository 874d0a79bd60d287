// What a batch of changes means for a view.

/** More changed snapshots than this are not asked for one by one. */
export const SINGLE_MAX = 8;

/**
 * {all, snapshotIds, grants, headroom, disk} for the view of one family.
 *
 * known is a set of snapshot ids that are shown; a full snapshot has no family, so an event of an
 * unknown one is looked at if its type says that a full one began.
 */
export function effectOnFamily(changes, familyId, known) {
  const effect = {
    all: false,
    snapshotIds: new Set(),
    grants: new Set(),
    headroom: false,
    disk: false,
  };
  for (const change of changes) {
    const mine =
      change.familyId === familyId ||
      known.has(change.snapshotId) ||
      (change.type === "FullSnapshotStarted" && change.snapshotId !== undefined);
    if (mine) {
      addTo(effect, change);
    }
  }
  if (effect.snapshotIds.size > SINGLE_MAX) {
    effect.all = true;
  }
  return effect;
}

function addTo(effect, change) {
  effect.headroom = true;
  if (change.type.startsWith("Sas") && change.snapshotId) {
    effect.grants.add(change.snapshotId);
  } else if (change.snapshotId) {
    effect.snapshotIds.add(change.snapshotId);
  } else {
    effect.disk = true;
  }
}

/** Whether a list of disks may look different after them. */
export function touchesDisks(changes) {
  return changes.some((change) => !change.snapshotId);
}
