package dev.snapledger.blockstore.api;

import java.util.UUID;

/** Names a disk's writable volume; equal to the ledger's disk id. */
public record VolumeId(UUID value) {
  public static VolumeId of(String uuid) {
    return new VolumeId(UUID.fromString(uuid));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
