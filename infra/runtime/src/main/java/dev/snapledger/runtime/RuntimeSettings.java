package dev.snapledger.runtime;

import java.nio.file.Path;

/**
 * What a node's command runtime is told.
 *
 * @param nodeId name of this node: unique in the group, the same after a restart, so that a restart
 *     takes over at once what its predecessor left
 * @param groupId group of the command processors; nodes of one ledger share it
 * @param checkpointDirectory where checkpoints go; of this node alone
 * @param checkpointEvents a checkpoint is begun after so many events of a partition, at least 1
 */
public record RuntimeSettings(
    String nodeId, String groupId, Path checkpointDirectory, int checkpointEvents) {
  /** Group of the command processors unless settings say otherwise. */
  public static final String DEFAULT_GROUP_ID = "ledger-command-processors";

  /** Events between checkpoints unless settings say otherwise: about a second of replay. */
  public static final int DEFAULT_CHECKPOINT_EVENTS = 200_000;

  /** Checks the values. */
  public RuntimeSettings {
    if (!nodeId.matches("[A-Za-z0-9._-]{1,100}") || !groupId.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new IllegalArgumentException(
          "expected node and group of 1 to 100 letters, digits, '.', '_' or '-', but found '%s', '%s'"
              .formatted(nodeId, groupId));
    }
    if (checkpointEvents < 1) {
      throw new IllegalArgumentException(
          "expected a checkpoint after at least 1 event, but found " + checkpointEvents);
    }
  }

  /** The usual settings of a node. */
  public static RuntimeSettings of(String nodeId, Path checkpointDirectory) {
    return new RuntimeSettings(
        nodeId, DEFAULT_GROUP_ID, checkpointDirectory, DEFAULT_CHECKPOINT_EVENTS);
  }
}
