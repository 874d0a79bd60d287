package dev.snapledger.blockstore.api;

import java.util.UUID;

/** Names a sealed, immutable image: the bytes of one snapshot. */
public record ImageId(UUID value) {
  public static ImageId of(String uuid) {
    return new ImageId(UUID.fromString(uuid));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
