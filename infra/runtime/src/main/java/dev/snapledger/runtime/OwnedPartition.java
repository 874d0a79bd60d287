package dev.snapledger.runtime;

import dev.snapledger.runtime.checkpoint.LogPosition;
import dev.snapledger.runtime.partition.PartitionProcessor;
import dev.snapledger.runtime.partition.PartitionState;

/** A partition that takes commands: its processor, and how far its log is. For one thread. */
final class OwnedPartition {
  private final PartitionProcessor processor;

  /** The next event's offset is not known, because a batch was aborted. */
  static final long UNKNOWN = -1;

  /** What ends a transaction in each partition that it wrote to. */
  private static final int MARKER_RECORDS = 1;

  private LogPosition position;
  private long nextCommandOffset;
  private long expectedEventOffset;

  /**
   * A partition whose state is that of the log's end.
   *
   * @param nextCommandOffset offset of the first command that is not taken yet
   */
  OwnedPartition(PartitionProcessor processor, LogPosition position, long nextCommandOffset) {
    this.processor = processor;
    this.position = position;
    this.nextCommandOffset = nextCommandOffset;
    this.expectedEventOffset = position.nextEventOffset();
  }

  PartitionProcessor processor() {
    return processor;
  }

  PartitionState state() {
    return processor.state();
  }

  LogPosition position() {
    return position;
  }

  /** Offset of the first command that no committed batch contains. */
  long nextCommandOffset() {
    return nextCommandOffset;
  }

  /**
   * The offset that the next event will get, since nobody else writes events here: one more than
   * the last event of the last batch and the marker that ended its transaction; or {@link
   * #UNKNOWN}.
   */
  long expectedEventOffset() {
    return expectedEventOffset;
  }

  /**
   * Ends a batch that is about to be written; the next one may be decided before it is committed.
   *
   * @param events number of its events
   */
  void seal(int events) {
    processor.seal();
    if (events > 0 && expectedEventOffset != UNKNOWN) {
      expectedEventOffset += events + MARKER_RECORDS;
    }
  }

  /** Makes the sealed batch, which is in the log, the committed state. */
  void commit(BatchEnd end) {
    processor.commitSealed();
    position =
        new LogPosition(
            position.logId(),
            Math.max(position.nextEventOffset(), end.nextEventOffset()),
            Math.max(position.nextReplyOffset(), end.nextReplyOffset()));
    nextCommandOffset = end.nextCommandOffset();
    if (end.nextEventOffset() > 0 && expectedEventOffset == UNKNOWN) {
      expectedEventOffset = end.nextEventOffset() + MARKER_RECORDS;
    }
  }

  /** Forgets what was decided after the sealed batch. */
  void rollbackOpen() {
    processor.rollbackOpen();
  }

  /** Forgets everything that is not committed; where the log ends is not known any more. */
  void rollback() {
    processor.rollback();
    expectedEventOffset = UNKNOWN;
  }

  /**
   * Where the batch of one partition ended.
   *
   * @param nextCommandOffset one more than the offset of its last command record
   * @param nextEventOffset one more than the offset of its last event; 0 when it had none
   * @param nextReplyOffset one more than the offset of its last reply; 0 when it had none
   */
  record BatchEnd(long nextCommandOffset, long nextEventOffset, long nextReplyOffset) {}
}
