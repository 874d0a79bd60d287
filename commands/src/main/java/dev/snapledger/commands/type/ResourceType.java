package dev.snapledger.commands.type;

/** Kind of a named resource; names are unique per subscription, resource group and kind. */
public enum ResourceType {
  DISK,
  SNAPSHOT
}
