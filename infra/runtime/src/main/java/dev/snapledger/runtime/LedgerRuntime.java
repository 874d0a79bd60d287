package dev.snapledger.runtime;

import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.runtime.axon.AxonCommandEngine;
import dev.snapledger.runtime.checkpoint.RocksCheckpointStore;
import dev.snapledger.runtime.checkpoint.RocksCheckpointStore.CacheCounts;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogClients;
import dev.snapledger.runtime.partition.StateDigest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the commands of the partitions that this node owns, decides them, and writes events,
 * replies and consumed offsets in one transaction per batch.
 *
 * <p>One thread decides, and one writes what is decided while the other decides on; one more writes
 * checkpoints, and one copies what other nodes own. Faults are tried again without end; {@link
 * #health} tells how it is. May be used from any thread.
 */
public final class LedgerRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerRuntime.class);

  /** Longest time that {@link #close} takes. */
  public static final Duration CLOSE_MAX = Duration.ofSeconds(60);

  /**
   * While a round of so many records is on its way, the next one is decided. With fewer it is
   * better to wait and to decide all that came meanwhile in one round.
   */
  private static final int AHEAD_RECORDS_MIN = 1_000;

  private final LoopControl control = new LoopControl();
  private final ExecutorService checkpointWriter =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("ledger-checkpoints").daemon().factory());
  private final ExecutorService transactions =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("ledger-transactions").daemon().factory());
  private final RocksCheckpointStore store;
  private final SessionParts parts;
  private final Thread loop;
  private final Thread copying;

  private LedgerRuntime(
      RuntimeSettings settings,
      LogClients clients,
      CommitListener listener,
      RuntimeMetrics metrics,
      Tracing tracing) {
    this.store =
        RocksCheckpointStore.open(
            settings.checkpointDirectory(), EntityCodec::new, settings.entityCacheBytes());
    this.parts =
        SessionParts.of(
            settings,
            clients,
            AxonCommandEngine::new,
            store,
            checkpointWriter,
            transactions,
            AHEAD_RECORDS_MIN,
            listener,
            metrics,
            tracing);
    this.loop =
        Thread.ofPlatform()
            .name("ledger-commands")
            .daemon()
            .uncaughtExceptionHandler((_, e) -> LOG.error("The command loop ended", e))
            .unstarted(new CommandLoop(parts, control));
    this.copying =
        Thread.ofPlatform()
            .name("ledger-standby")
            .daemon()
            .uncaughtExceptionHandler((_, e) -> LOG.error("Copying ended", e))
            .unstarted(this::copy);
  }

  private void copy() {
    try (StandbyStates standby = parts.standby()) {
      while (!control.closing()) {
        control.pause(standby.step());
      }
    }
  }

  /**
   * Starts; the topics must exist. Returns at once: {@link #health} tells when it takes commands.
   *
   * @param listener told about each committed batch
   */
  public static LedgerRuntime start(
      KafkaConnection connection, RuntimeSettings settings, CommitListener listener) {
    return start(connection, settings, listener, RuntimeMetrics.NONE, Tracing.NONE);
  }

  /**
   * As above.
   *
   * @param metrics told about everything that is counted or timed
   * @param tracing records traces of commands
   */
  public static LedgerRuntime start(
      KafkaConnection connection,
      RuntimeSettings settings,
      CommitListener listener,
      RuntimeMetrics metrics,
      Tracing tracing) {
    LogClients clients =
        new KafkaLogClients(
            connection, settings.groupId(), settings.nodeId(), settings.transactionalId());
    return new LedgerRuntime(settings, clients, listener, metrics, tracing).begun();
  }

  /** As above, with clients of another make. */
  public static LedgerRuntime start(
      LogClients clients, RuntimeSettings settings, CommitListener listener) {
    return start(clients, settings, listener, RuntimeMetrics.NONE);
  }

  /**
   * As above.
   *
   * @param metrics told about everything that is counted or timed
   */
  public static LedgerRuntime start(
      LogClients clients,
      RuntimeSettings settings,
      CommitListener listener,
      RuntimeMetrics metrics) {
    return new LedgerRuntime(settings, clients, listener, metrics, Tracing.NONE).begun();
  }

  private LedgerRuntime begun() {
    copying.start();
    loop.start();
    return this;
  }

  /** The partitions of other nodes that this one holds a warm copy of. */
  public Set<Integer> standbyPartitions() {
    return parts.standby().partitions();
  }

  /** How often entities were found in memory since the start; both numbers only grow. */
  public CacheCounts cacheCounts() {
    return store.counts();
  }

  /** How it is now. */
  public RuntimeHealth health() {
    return parts.health().read();
  }

  /**
   * Digests of the committed state of every partition that takes commands here, each at the event
   * offset it names; for audits. Fails when the runtime is closed first.
   */
  public CompletableFuture<List<StateDigest>> stateDigests() {
    CompletableFuture<List<StateDigest>> digests = parts.checkpoints().digests();
    if (control.closing()) {
      parts.checkpoints().close();
    }
    return digests;
  }

  /**
   * Ends the batch in hand, leaves the group, writes checkpoints, and returns; within {@link
   * #CLOSE_MAX}.
   */
  @Override
  public void close() {
    control.close();
    try {
      if (!loop.join(CLOSE_MAX.minusSeconds(5))) {
        LOG.warn("Expected the loop to end within {}, but it did not", CLOSE_MAX);
        loop.interrupt();
        loop.join(Duration.ofSeconds(5));
      }
      if (!copying.join(KafkaLogClients.CLOSE_MAX)) {
        copying.interrupt();
      }
    } catch (InterruptedException e) {
      loop.interrupt();
      Thread.currentThread().interrupt();
    } finally {
      parts.checkpoints().close();
      transactions.shutdown();
      checkpointWriter.close();
      store.close();
    }
  }
}
