package dev.snapledger.app;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Where a node gets time and chance from.
 *
 * @param time the clock; none of its times decides anything in the log
 * @param uuids ids that nobody else has
 */
public record NodePorts(InstantSource time, Supplier<UUID> uuids) {
  /** The machine's clock and random ids. */
  public static NodePorts real() {
    return new NodePorts(InstantSource.system(), UUID::randomUUID);
  }
}
