package dev.snapledger.runtime.partition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a record of the command topic. */
public sealed interface Processed {

  /**
   * A new command was decided.
   *
   * @param key key of its events and of its reply
   * @param events encoded events in order; empty when it changed nothing
   * @param reply its reply, complete after {@link PartitionProcessor#locate}
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Decided(byte[] key, List<LinkedEvent> events, UnlocatedReply reply) implements Processed {}

  /**
   * A command that was decided before came again; it changed nothing.
   *
   * @param key key of its reply
   * @param first the first reply, to be sent again byte by byte
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Repeated(byte[] key, RememberedReply first) implements Processed {}

  /**
   * The record is not a command, or must not be decided here.
   *
   * @param code why
   * @param text what was expected, and what was found
   * @param rejection the answer to its sender, where it is known which command is meant
   */
  record Buried(DeadLetterCode code, String text, @Nullable Rejection rejection)
      implements Processed {}

  /**
   * A refusal of a record that was not decided.
   *
   * @param key key of the reply
   * @param bytes the encoded reply
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Rejection(byte[] key, byte[] bytes) {}
}
