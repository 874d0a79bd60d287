package dev.snapledger.runtime.access;

import dev.snapledger.runtime.topics.LedgerTopic;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;

/** What a user may be allowed to do with a ledger. Nobody but its nodes may write events. */
public enum Right {
  /** Send commands, and read all replies. */
  COMMAND(List.of(LedgerTopic.COMMANDS), List.of(LedgerTopic.REPLIES)),
  /** Read what was decided: events, replies and block maps. */
  READ(List.of(), List.of(LedgerTopic.EVENTS, LedgerTopic.REPLIES, LedgerTopic.BLOCK_MAPS));

  @SuppressWarnings("ImmutableEnumChecker") // Both are made by List.of.
  private final List<LedgerTopic> written;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<LedgerTopic> read;

  Right(List<LedgerTopic> written, List<LedgerTopic> read) {
    this.written = written;
    this.read = read;
  }

  /**
   * Topics on which an operation is allowed.
   *
   * @param operation {@code WRITE} or {@code READ}
   */
  List<LedgerTopic> topics(AclOperation operation) {
    return operation == AclOperation.WRITE ? written : read;
  }
}
