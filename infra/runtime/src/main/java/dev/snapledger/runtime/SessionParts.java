package dev.snapledger.runtime;

import dev.snapledger.runtime.checkpoint.CheckpointStore;
import dev.snapledger.runtime.kafka.LogClients;
import dev.snapledger.runtime.partition.Codecs;
import dev.snapledger.runtime.partition.CommandEngine;

/**
 * What outlives a session.
 *
 * @param transactionalId transactional id of this node
 * @param clients makes Kafka clients
 * @param codecs codecs of the loop's thread
 * @param engines makes command engines
 * @param store checkpoint files
 * @param checkpoints when they are written
 * @param standby copies of partitions that other nodes own
 * @param health where the session says how it is
 * @param listener told about commits
 */
record SessionParts(
    String transactionalId,
    LogClients clients,
    Codecs codecs,
    CommandEngine.Factory engines,
    CheckpointStore store,
    Checkpoints checkpoints,
    StandbyStates standby,
    HealthBoard health,
    CommitListener listener) {}
