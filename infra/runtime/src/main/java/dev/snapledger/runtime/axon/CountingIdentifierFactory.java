package dev.snapledger.runtime.axon;

import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.common.IdentifierFactory;

/**
 * Names Axon's messages by counting: they live for one command and are never stored, so that random
 * UUIDs would cost time for nothing.
 */
public final class CountingIdentifierFactory extends IdentifierFactory {
  private final AtomicLong count = new AtomicLong();

  @Override
  public String generateIdentifier() {
    return Long.toString(count.incrementAndGet());
  }
}
