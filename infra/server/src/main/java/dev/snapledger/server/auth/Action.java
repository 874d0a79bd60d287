package dev.snapledger.server.auth;

/** What a caller may be permitted to do, on a subscription or a resource group. */
public enum Action {
  /** Look at resources and their operations. */
  READ,
  /** Make, change and delete resource groups. */
  WRITE_GROUPS,
  /** Make, change, resize and delete disks. */
  WRITE_DISKS,
  /** Make, change and delete snapshots. */
  WRITE_SNAPSHOTS,
  /** Give and end shared access to snapshots. */
  SHARE_SNAPSHOTS,
  /** Give and end shared access to disks. */
  SHARE_DISKS,
  /** Deploy templates; what is in them needs its own. */
  DEPLOY,
  /** Move resources out of here, or in. */
  MOVE
}
