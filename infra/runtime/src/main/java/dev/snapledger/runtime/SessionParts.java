package dev.snapledger.runtime;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.ReplyCodec;
import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.runtime.checkpoint.CheckpointStore;
import dev.snapledger.runtime.kafka.LogClients;
import dev.snapledger.runtime.partition.Codecs;
import dev.snapledger.runtime.partition.CommandEngine;
import java.util.concurrent.Executor;

/**
 * What outlives a session.
 *
 * @param transactionalId transactional id of this node
 * @param clients makes Kafka clients
 * @param codecs codecs of the loop's thread
 * @param engines makes command engines
 * @param store checkpoints
 * @param checkpoints when they are written
 * @param standby copies of partitions that other nodes own
 * @param health where the session says how it is
 * @param transactions runs a round's transaction while the next round is decided
 * @param aheadRecordsMin while a round of so many records is on its way, the next one is decided
 * @param listener told about commits
 * @param metrics told about everything that is counted or timed
 * @param tracing records traces of commands
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
    Executor transactions,
    int aheadRecordsMin,
    CommitListener listener,
    RuntimeMetrics metrics,
    Tracing tracing) {

  /**
   * Parts of one node.
   *
   * @param store its checkpoints, which stay the caller's to close
   * @param checkpointWriter runs the writing of checkpoints and the taking of digests
   * @param transactions runs a round's transaction while the next round is decided
   * @param aheadRecordsMin while a round of so many records is on its way, the next one is decided
   */
  static SessionParts of(
      RuntimeSettings settings,
      LogClients clients,
      CommandEngine.Factory engines,
      CheckpointStore store,
      Executor checkpointWriter,
      Executor transactions,
      int aheadRecordsMin,
      CommitListener listener,
      RuntimeMetrics metrics,
      Tracing tracing) {
    CheckpointStore timed = new TimedCheckpointStore(store, metrics);
    return new SessionParts(
        settings.transactionalId(),
        clients,
        newCodecs(),
        engines,
        timed,
        new Checkpoints(timed, settings.checkpointChanges(), checkpointWriter),
        new StandbyStates(clients, timed, settings.checkpointChanges(), newCodecs()),
        new HealthBoard(),
        transactions,
        aheadRecordsMin,
        listener,
        metrics,
        tracing);
  }

  private static Codecs newCodecs() {
    return new Codecs(new CommandCodec(), new EventCodec(), new ReplyCodec());
  }
}
