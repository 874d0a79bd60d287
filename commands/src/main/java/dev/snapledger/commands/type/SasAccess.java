package dev.snapledger.commands.type;

/** What a SAS permits: reading a snapshot or a disk, or writing a disk. */
public enum SasAccess {
  READ,
  WRITE
}
