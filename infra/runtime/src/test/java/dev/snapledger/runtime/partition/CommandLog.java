package dev.snapledger.runtime.partition;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.command.Command;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the records of one command partition: offsets rise by one, time as told. */
final class CommandLog {
  static final int PARTITION = 3;

  private final CommandCodec codec = new CommandCodec();
  private Instant time = Instant.parse("2026-03-01T00:00:00Z");
  private long offset;

  Instant time() {
    return time;
  }

  CommandLog after(Duration passed) {
    time = time.plus(passed);
    return this;
  }

  InboundRecord append(Command command) {
    byte[] key = command.header().subscriptionId().toString().getBytes(UTF_8);
    return append(key, codec.encode(command));
  }

  InboundRecord append(byte @Nullable [] key, byte @Nullable [] value) {
    return new InboundRecord(PARTITION, offset++, time, key, value);
  }
}
