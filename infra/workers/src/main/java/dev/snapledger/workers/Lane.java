package dev.snapledger.workers;

import dev.snapledger.projections.work.WorkItem;

/** Kinds of work that do not wait for each other, each with a number done at once. */
enum Lane {
  LIGHT,
  HEAVY,
  FILL;

  static Lane of(WorkItem item) {
    return switch (item) {
      case WorkItem.CreateVolume _,
          WorkItem.ResizeVolume _,
          WorkItem.SealSnapshot _,
          WorkItem.DeleteVolume _,
          WorkItem.DeleteImage _,
          WorkItem.MoveOut _ ->
          LIGHT;
      case WorkItem.CopyFull _, WorkItem.CopyToRegion _ -> HEAVY;
      case WorkItem.FillVolume _ -> FILL;
    };
  }

  int runningMax(WorkersSettings.Parallel parallel) {
    return switch (this) {
      case LIGHT -> parallel.lightMax();
      case HEAVY -> parallel.heavyMax();
      case FILL -> parallel.fillsMax();
    };
  }
}
