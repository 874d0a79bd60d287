package dev.snapledger.runtime;

import dev.snapledger.runtime.checkpoint.LogPosition;
import dev.snapledger.runtime.partition.PartitionProcessor;
import dev.snapledger.runtime.partition.PartitionState;

/** A partition that takes commands: its processor, and how far its log is. For one thread. */
final class OwnedPartition {
  private final PartitionProcessor processor;
  private LogPosition position;
  private long nextCommandOffset;

  /**
   * A partition whose state is that of the log's end.
   *
   * @param nextCommandOffset offset of the first command that is not taken yet
   */
  OwnedPartition(PartitionProcessor processor, LogPosition position, long nextCommandOffset) {
    this.processor = processor;
    this.position = position;
    this.nextCommandOffset = nextCommandOffset;
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

  /** Makes a batch that is in the log the committed state. */
  void commit(BatchEnd end) {
    processor.commit();
    position =
        new LogPosition(
            position.logId(),
            Math.max(position.nextEventOffset(), end.nextEventOffset()),
            Math.max(position.nextReplyOffset(), end.nextReplyOffset()));
    nextCommandOffset = end.nextCommandOffset();
  }

  void rollback() {
    processor.rollback();
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
