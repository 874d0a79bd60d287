package dev.snapledger.commands.type;

/** What a disk was made of. */
public enum DiskOrigin {
  EMPTY,
  UPLOAD,
  SNAPSHOT
}
