package dev.snapledger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.event.SnapshotUpdated;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.runtime.RuntimeHealth.PartitionState;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.DeadLetterCode;
import dev.snapledger.runtime.sample.SampleCommands;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a runtime tells those who run it: its metrics, and its health when a partition stops. */
class OperationsTest extends RuntimeOnBroker {
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);

  private LedgerRuntime start(FaultyClients clients, RecordedMetrics metrics) {
    return LedgerRuntime.start(
        clients, RuntimeSettings.of("a", directory), (_, _, _) -> {}, metrics);
  }

  private FaultyClients clients() {
    return faulty("a", cluster.connection());
  }

  @Test
  void tellsWhatBecameOfEachCommand() {
    // given
    SampleCommands commands = new SampleCommands(1);
    Command disk = commands.createDisk("disk");
    cluster.append(disk);
    cluster.append(disk);
    cluster.append(commands.createDisk("disk"));
    cluster.append(SubscriptionKey.of(commands.subscription()), new byte[] {1, 2, 3});
    cluster.append(commands.createDisk("another"));
    RecordedMetrics metrics = new RecordedMetrics();
    FaultyClients clients =
        clients()
            .before(
                "commitTransaction",
                () -> {
                  throw new KafkaException("injected");
                });

    // when
    try (LedgerRuntime runtime = start(clients, metrics)) {
      cluster.awaitReplies(4);
      LedgerCluster.awaitReady(runtime, LedgerCluster.PARTITIONS);
      Awaitility.await()
          .atMost(WAIT_MAX)
          .until(() -> metrics.lags.equals(Map.of(0, 0L, 1, 0L, 2, 0L, 3, 0L)));
    }

    // then
    assertThat(metrics.decided).hasValue(3);
    assertThat(metrics.repeated).hasValue(1);
    assertThat(metrics.codes).containsExactlyInAnyOrder("AlreadyExists", "Undecodable");
    assertThat(metrics.records).hasValue(5);
    assertThat(metrics.aborted).hasValue(1);
    assertThat(metrics.lost).hasValue(0);
    assertThat(metrics.restored).hasValue(LedgerCluster.PARTITIONS);
    assertThat(metrics.checkpoints).hasPositiveValue();
    assertThat(metrics.lags).isEmpty();
  }

  @Test
  void stopsOnePartitionAndSaysWhyWhileTheOthersDecide() {
    // given: somebody forged an event of a snapshot that never was
    List<SampleCommands> owners = ownersOfAllPartitions();
    List<Command> before = new ArrayList<>();
    owners.forEach(owner -> before.add(owner.createDisk("before")));
    cluster.appendAll(before);
    try (LedgerRuntime runtime = start(clients(), new RecordedMetrics())) {
      LedgerCluster.awaitReady(runtime, LedgerCluster.PARTITIONS);
      cluster.awaitReplies(before.size());
    }
    TopicPartition broken = cluster.append(owners.getFirst().createDisk("never decided"));
    cluster.forge(
        LogTopics.EVENTS,
        broken.partition(),
        SubscriptionKey.of(owners.getFirst().subscription()),
        forgedEvent(owners.getFirst()));

    // when
    RecordedMetrics metrics = new RecordedMetrics();
    try (LedgerRuntime runtime = start(clients(), metrics)) {
      List<Command> after = new ArrayList<>();
      owners.forEach(owner -> after.add(owner.createDisk("after")));
      cluster.appendAll(after);
      cluster.awaitReplies(before.size() + LedgerCluster.PARTITIONS - 1);
      Awaitility.await().atMost(WAIT_MAX).until(() -> runtime.health().serving());

      // then
      RuntimeHealth health = runtime.health();
      assertThat(health.ready()).isFalse();
      health
          .partitions()
          .forEach(
              (partition, found) -> {
                if (partition == broken.partition()) {
                  assertThat(found.state()).isEqualTo(PartitionState.STOPPED);
                  assertThat(found.detail()).startsWith("partition " + partition + ", offset ");
                } else {
                  assertThat(found.state()).isEqualTo(PartitionState.RUNNING);
                }
              });
      assertThat(metrics.decided).hasValue(LedgerCluster.PARTITIONS - 1);
      assertThat(metrics.lags).doesNotContainKey(broken.partition());
    }
    Set<Integer> answered = new HashSet<>();
    cluster.read(LogTopics.REPLIES).forEach(reply -> answered.add(reply.partition()));
    assertThat(cluster.replies()).hasSize(before.size() + LedgerCluster.PARTITIONS - 1);
    assertThat(answered).hasSize(LedgerCluster.PARTITIONS);
  }

  /** One subscription of each partition. */
  private static List<SampleCommands> ownersOfAllPartitions() {
    List<SampleCommands> owners = new ArrayList<>();
    for (int partition = 0; partition < LedgerCluster.PARTITIONS; partition++) {
      long number = 1;
      while (partitionOf(new SampleCommands(number)) != partition) {
        number++;
      }
      owners.add(new SampleCommands(number));
    }
    return owners;
  }

  private static int partitionOf(SampleCommands owner) {
    return SubscriptionKey.partitionOf(
        SubscriptionKey.of(owner.subscription()), LedgerCluster.PARTITIONS);
  }

  private static byte[] forgedEvent(SampleCommands owner) {
    UUID nobody = new UUID(1, 2);
    EventHeader header =
        new EventHeader(
            new CommandId(nobody), 99, owner.subscription(), Instant.EPOCH, 99, "forger");
    return new EventCodec()
        .encode(
            new SnapshotUpdated(header, new FamilyId(nobody), new SnapshotId(nobody), Map.of()));
  }

  /** Remembers what it was told. */
  private static final class RecordedMetrics implements RuntimeMetrics {
    private final AtomicLong decided = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong aborted = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong restored = new AtomicLong();
    private final AtomicLong checkpoints = new AtomicLong();
    private final Map<Integer, Long> lags = new ConcurrentHashMap<>();
    private final Set<String> codes = ConcurrentHashMap.newKeySet();

    @Override
    public void committed(int ofRecords, long commitNanos) {
      records.addAndGet(ofRecords);
    }

    @Override
    public void commands(int ofDecided, int ofRepeated) {
      decided.addAndGet(ofDecided);
      repeated.addAndGet(ofRepeated);
    }

    @Override
    public void rejected(String code) {
      codes.add(code);
    }

    @Override
    public void buried(DeadLetterCode code) {
      codes.add(code.code());
    }

    @Override
    public void aborted() {
      aborted.incrementAndGet();
    }

    @Override
    public void sessionLost() {
      lost.incrementAndGet();
    }

    @Override
    public void restored(long events, long nanos) {
      restored.incrementAndGet();
    }

    @Override
    public void checkpointed(long nanos) {
      checkpoints.incrementAndGet();
    }

    @Override
    public void lag(int partition, long commands) {
      lags.put(partition, commands);
    }

    @Override
    public void lagUnknown(int partition) {
      lags.remove(partition);
    }
  }
}
