package dev.snapledger.runtime.client;

import static dev.snapledger.runtime.client.KafkaEventReader.EVENT_READERS_MAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.event.SnapshotCopyProgressed;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.projections.engine.EventRecord;
import dev.snapledger.runtime.kafka.LogTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many read single events at a time. */
@Timeout(60)
class EventReadersTest {
  private static final SnapshotCopyProgressed EVENT =
      new SnapshotCopyProgressed(
          new EventHeader(
              new CommandId(new UUID(0, 1)),
              0,
              new SubscriptionId(new UUID(0, 2)),
              Instant.EPOCH,
              7,
              "worker"),
          new SnapshotId(new UUID(0, 3)),
          new FamilyId(new UUID(0, 4)),
          1,
          2);

  private final CountDownLatch reading = new CountDownLatch(EVENT_READERS_MAX);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final List<SlowConsumer> opened = new ArrayList<>();

  /** Gives an event once the test says so. */
  private final class SlowConsumer extends MockConsumer<byte[], byte[]> {
    SlowConsumer() {
      super("none");
      opened.add(this);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // Its thread is the only one.
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      reading.countDown();
      try {
        answer.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      TopicPartition log = LogTopics.events(0);
      var record =
          new ConsumerRecord<>(
              log.topic(), 0, position(log), new byte[0], new EventCodec().encode(EVENT));
      return new ConsumerRecords<>(Map.of(log, List.of(record)), Map.of());
    }
  }

  private KafkaEventReader reader(Duration waitMax) {
    return new KafkaEventReader(
        () -> {
          synchronized (opened) {
            return new SlowConsumer();
          }
        },
        waitMax);
  }

  /** Starts to read one event each, so many at a time; they are at it when this returns. */
  private List<FutureTask<List<EventRecord>>> takeAllPlaces(KafkaEventReader reader)
      throws InterruptedException {
    List<FutureTask<List<EventRecord>>> tasks = new ArrayList<>();
    for (int i = 0; i < EVENT_READERS_MAX; i++) {
      long offset = i;
      var task = new FutureTask<>(() -> reader.read(0, List.of(offset)));
      Thread.startVirtualThread(task);
      tasks.add(task);
    }
    reading.await();
    return tasks;
  }

  @Test
  void readsSoManyAtATimeAndRefusesTheNextOnceItWaitedForLong() throws Exception {
    try (KafkaEventReader reader = reader(Duration.ZERO)) {
      // given
      List<FutureTask<List<EventRecord>>> tasks = takeAllPlaces(reader);

      // when, then
      assertThatThrownBy(() -> reader.read(0, List.of(9L)))
          .isInstanceOf(EventUnreadableException.class)
          .hasMessageContaining("expected one of 4 readers of the log to be free");

      // when
      answer.countDown();

      // then
      for (int i = 0; i < tasks.size(); i++) {
        assertThat(tasks.get(i).get()).containsExactly(new EventRecord(i, EVENT));
      }
      assertThat(reader.read(0, List.of(9L))).containsExactly(new EventRecord(9, EVENT));
      assertThat(opened).hasSize(EVENT_READERS_MAX);
    }
  }

  @Test
  void waitsForAPlace() throws Exception {
    try (KafkaEventReader reader = reader(Duration.ofSeconds(50))) {
      // given
      takeAllPlaces(reader);
      var next = new FutureTask<>(() -> reader.read(0, List.of(9L)));
      Thread.startVirtualThread(next);

      // when
      answer.countDown();

      // then
      assertThat(next.get()).containsExactly(new EventRecord(9, EVENT));
      assertThat(opened).hasSize(EVENT_READERS_MAX);
    }
  }
}
