package dev.snapledger.runtime;

import dev.snapledger.runtime.kafka.KafkaLogClients;
import java.nio.file.Path;
import java.util.List;

/**
 * What a node's command runtime is told.
 *
 * @param nodeId name of this node: unique in the group, the same after a restart, so that a restart
 *     takes over at once what its predecessor left
 * @param groupId group of the command processors; nodes of one ledger share it
 * @param transactionalIdPrefix what the transactional ids of all nodes of the group begin with; a
 *     dot and the node's id follow
 * @param checkpointDirectory where checkpoints go; of this node alone
 * @param checkpointChanges a checkpoint is begun when so many entities and replies changed since,
 *     in all partitions together; at least 1
 * @param entityCacheBytes about how much heap the unchanged entities of all partitions may take
 */
public record RuntimeSettings(
    String nodeId,
    String groupId,
    String transactionalIdPrefix,
    Path checkpointDirectory,
    int checkpointChanges,
    long entityCacheBytes) {
  /** What names of nodes and groups, and prefixes of ids, look like. */
  public static final String NAME = "[A-Za-z0-9._-]{1,100}";

  /** Group of the command processors unless settings say otherwise. */
  public static final String DEFAULT_GROUP_ID = "ledger-command-processors";

  /** Changes between checkpoints unless settings say otherwise: less than a second of replay. */
  public static final int DEFAULT_CHECKPOINT_CHANGES = 100_000;

  /** Heap of unchanged entities unless settings say otherwise. */
  public static final long DEFAULT_ENTITY_CACHE_BYTES = 192L << 20;

  /** Checks the values. */
  public RuntimeSettings {
    for (String name : List.of(nodeId, groupId, transactionalIdPrefix)) {
      if (!name.matches(NAME)) {
        throw new IllegalArgumentException(
            "expected node, group and prefix of 1 to 100 letters, digits, '.', '_' or '-', but found '%s'"
                .formatted(name));
      }
    }
    if (checkpointChanges < 1 || entityCacheBytes < 0) {
      throw new IllegalArgumentException(
          "expected a checkpoint after at least 1 change and a cache of 0 bytes or more, but found"
              + " %d and %d".formatted(checkpointChanges, entityCacheBytes));
    }
  }

  /** Settings whose transactional ids begin with the group's name. */
  public RuntimeSettings(
      String nodeId,
      String groupId,
      Path checkpointDirectory,
      int checkpointChanges,
      long entityCacheBytes) {
    this(nodeId, groupId, groupId, checkpointDirectory, checkpointChanges, entityCacheBytes);
  }

  /** The transactional id of this node: its successor after a crash ends what it left open. */
  public String transactionalId() {
    return KafkaLogClients.transactionalId(transactionalIdPrefix, nodeId);
  }

  /** The usual settings of a node. */
  public static RuntimeSettings of(String nodeId, Path checkpointDirectory) {
    return new RuntimeSettings(
        nodeId,
        DEFAULT_GROUP_ID,
        checkpointDirectory,
        DEFAULT_CHECKPOINT_CHANGES,
        DEFAULT_ENTITY_CACHE_BYTES);
  }
}
