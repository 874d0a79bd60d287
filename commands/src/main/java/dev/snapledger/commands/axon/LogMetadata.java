package dev.snapledger.commands.axon;

import dev.snapledger.commands.decision.DecisionContext;
import java.time.Instant;
import java.util.Map;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.Message;
import org.jspecify.annotations.Nullable;

/** How time and place of a command record travel with Axon's command message. */
public final class LogMetadata {
  /** Time of the decision, in milliseconds since 1970. */
  static final String TIME = "ledger.time";

  /** Offset of the command record in its partition. */
  static final String OFFSET = "ledger.commandOffset";

  /**
   * The same as a resource of the processing context, for a sender that decides many commands in
   * one; it wins over the metadata, and must be set anew for each command.
   */
  public static final Context.ResourceKey<DecisionContext> RESOURCE =
      Context.ResourceKey.withLabel("ledger.decisionContext");

  private LogMetadata() {}

  /** The metadata to send a command with. */
  public static Map<String, String> of(DecisionContext context) {
    return Map.of(
        TIME, Long.toString(context.now().toEpochMilli()),
        OFFSET, Long.toString(context.commandOffset()));
  }

  /**
   * The context a command came with.
   *
   * @throws IllegalArgumentException if it came without one: a clock must never fill it in
   */
  static DecisionContext read(Message command) {
    return new DecisionContext(
        Instant.ofEpochMilli(number(command, TIME)), number(command, OFFSET));
  }

  private static long number(Message command, String name) {
    @Nullable String text = command.metadata().get(name);
    if (text == null) {
      throw new IllegalArgumentException(
          "expected metadata %s with the command, but found none".formatted(name));
    }
    return Long.parseLong(text);
  }
}
