package dev.snapledger.blockstore.api;

import java.util.UUID;

/**
 * Names a chain: the images of one family, each layered on its predecessor. A volume's own chain
 * has the volume's UUID, a standalone image's chain the image's UUID.
 */
public record ChainId(UUID value) {
  public static ChainId of(String uuid) {
    return new ChainId(UUID.fromString(uuid));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
