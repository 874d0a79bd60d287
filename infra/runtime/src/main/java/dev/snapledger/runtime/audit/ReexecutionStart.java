package dev.snapledger.runtime.audit;

import dev.snapledger.runtime.partition.PartitionState;

/**
 * Where deciding again begins.
 *
 * @param state the state before the command
 * @param command offset of the first command
 * @param event offset of its first event
 * @param reply offset of its reply; -1 if replies are not compared
 */
record ReexecutionStart(PartitionState state, long command, long event, long reply) {
  /** With the first command. */
  static ReexecutionStart ofBeginning(int partition, boolean allReplies) {
    return new ReexecutionStart(new PartitionState(partition), 0, 0, allReplies ? 0 : -1);
  }
}
