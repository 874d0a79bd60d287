package dev.snapledger.simulation.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.workers.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.Test;

/** The simulated cluster promises what Kafka promises. */
class SimulatedLogTest {
  private static final TopicPartition EVENTS = LogTopics.events(0);
  private static final TopicPartition COMMANDS = LogTopics.commands(0);

  private final VirtualClock clock = new VirtualClock();
  private final SimulatedLog log =
      new SimulatedLog(clock, new SplittableRandom(1), 2, Fencing.ON, _ -> {});

  @Test
  void showsRecordsOfATransactionOnceItIsCommitted() {
    // given
    ProducerHandle producer = log.init("a");
    append("one", producer);

    // when, then
    assertThat(values(EVENTS)).isEmpty();
    assertThat(log.stableEnd(EVENTS)).isZero();
    assertThat(log.highWatermark(EVENTS)).isEqualTo(1);

    // when
    log.end(producer, Ending.COMMIT);
    tickUntilIdle();

    // then
    assertThat(values(EVENTS)).containsExactly("one");
    assertThat(log.stableEnd(EVENTS)).isEqualTo(2); // The marker takes an offset.
  }

  @Test
  void hidesWhatWasAbortedAndWhatIsBehindAnOpenTransaction() {
    // given
    ProducerHandle open = log.init("a");
    ProducerHandle other = log.init("b");
    append("aborted", open);
    append("committed", other);
    log.end(other, Ending.COMMIT);
    log.tick();

    // when, then
    assertThat(values(EVENTS)).isEmpty();

    // when
    log.end(open, Ending.ABORT);
    tickUntilIdle();

    // then
    assertThat(values(EVENTS)).containsExactly("committed");
  }

  @Test
  void refusesAProducerWhoseSuccessorIntroducedItself() {
    // given
    ProducerHandle old = log.init("a");
    append("old", old);

    // when
    log.init("a");

    // then
    assertThatThrownBy(() -> append("zombie", old)).isInstanceOf(ProducerFencedException.class);
    assertThatThrownBy(() -> log.end(old, Ending.COMMIT))
        .isInstanceOf(ProducerFencedException.class);
    assertThat(values(EVENTS)).isEmpty();
    assertThat(log.busy()).isFalse();
  }

  @Test
  void abortsATransactionThatIsOpenForTooLong() {
    // given
    ProducerHandle producer = log.init("a");
    append("late", producer);

    // when
    clock.pass(Transactions.OPEN_MAX.plusMillis(1));
    tickUntilIdle();

    // then
    assertThatThrownBy(() -> log.end(producer, Ending.COMMIT))
        .isInstanceOf(ProducerFencedException.class);
    assertThat(values(EVENTS)).isEmpty();
  }

  @Test
  void dropsACommitThatArrivesAfterItsProducerWasFenced() {
    // given
    ProducerHandle producer = log.init("a");
    append("one", producer);
    log.endLate(producer, Ending.COMMIT);

    // when
    log.fence("a");
    tickUntilIdle();

    // then
    assertThat(values(EVENTS)).isEmpty();
  }

  @Test
  void commitsOffsetsWithTheTransactionOfACurrentMemberOnly() {
    // given
    String member = log.join("node");
    SimulatedLog.Membership joined = Objects.requireNonNull(log.poll("node", member, Set.of()));
    ProducerHandle producer = log.init("a");

    // when
    log.addOffsets(producer, offset(7), metadata(joined.generation(), member));

    // then
    assertThat(log.offsetUnstable(COMMANDS)).isTrue();
    assertThat(log.committedOffset(COMMANDS)).isNull();

    // when
    log.end(producer, Ending.COMMIT);
    tickUntilIdle();

    // then
    assertThat(log.offsetUnstable(COMMANDS)).isFalse();
    assertThat(Objects.requireNonNull(log.committedOffset(COMMANDS)).offset()).isEqualTo(7);
    assertThatThrownBy(
            () -> log.addOffsets(producer, offset(9), metadata(joined.generation() - 1, member)))
        .isInstanceOf(CommitFailedException.class);
  }

  @Test
  void takesPartitionsFromTheirOwnerBeforeItGivesThemToAnother() {
    // given
    String first = log.join("first");
    assertThat(owned("first", first, Set.of())).containsExactly(0, 1);

    // when
    String second = log.join("second");

    // then
    assertThat(log.poll("second", second, Set.of())).isNull(); // It waits for the other member.
    Set<Integer> kept = owned("first", first, Set.of(0, 1));
    assertThat(kept).hasSize(1);
    assertThat(owned("second", second, Set.of())).isEmpty();

    // when
    log.rejoin();
    owned("first", first, kept);

    // then
    assertThat(owned("second", second, Set.of())).hasSize(1).doesNotContainAnyElementsOf(kept);
  }

  @Test
  void forgetsAMemberThatIsSilentForTooLong() {
    // given
    String member = log.join("node");
    owned("node", member, Set.of());

    // when
    clock.pass(Group.SESSION_MAX.plus(Duration.ofMillis(1)));
    log.tick();

    // then
    assertThatThrownBy(() -> log.poll("node", member, Set.of(0, 1)))
        .isInstanceOf(UnknownMemberIdException.class);
  }

  private Set<Integer> owned(String instance, String member, Set<Integer> before) {
    SimulatedLog.Membership now = log.poll(instance, member, before);
    return now == null ? Set.of() : now.partitions();
  }

  private static Map<TopicPartition, OffsetAndMetadata> offset(long offset) {
    return Map.of(COMMANDS, new OffsetAndMetadata(offset));
  }

  @SuppressWarnings("removal") // Kafka has no other public way to make one with a generation.
  private static ConsumerGroupMetadata metadata(int generation, String member) {
    return new ConsumerGroupMetadata("group", generation, member, Optional.of("node"));
  }

  private void append(String value, ProducerHandle producer) {
    log.append(
        new ProducerRecord<>(
            EVENTS.topic(), EVENTS.partition(), "key".getBytes(UTF_8), value.getBytes(UTF_8)),
        producer);
  }

  private List<String> values(TopicPartition partition) {
    return log.committed(partition, 0, Integer.MAX_VALUE).records().stream()
        .map(record -> new String(Objects.requireNonNull(record.value()), UTF_8))
        .toList();
  }

  private void tickUntilIdle() {
    for (int i = 0; i < 200 && log.busy(); i++) {
      log.tick();
    }
    assertThat(log.busy()).isFalse();
  }
}
