package dev.snapledger.runtime.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.engine.MemoryViewStore;
import dev.snapledger.projections.engine.ReadView;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.KeyRange;
import dev.snapledger.runtime.kafka.LogTopics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelApplierTest {
  private static final int PARTITIONS = 6;
  private static final int EVENTS = 40;

  private final MemoryViewStore store = new MemoryViewStore();
  private final ParallelApplier applier =
      new ParallelApplier(LedgerViews.over(store).runner(), Map.of(), Tracing.NONE);

  @AfterEach
  void close() {
    applier.close();
  }

  @Test
  void givesTheRowsThatOneThreadGives() {
    // given
    MemoryViewStore sequential = new MemoryViewStore();
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = poll();

    // when
    applier.apply(records(polled), positions());
    new FeedApplier(LedgerViews.over(sequential).runner(), Map.of())
        .apply(records(polled), positions());

    // then
    assertThat(rows(store)).isEqualTo(rows(sequential)).hasSizeGreaterThan(PARTITIONS * EVENTS);
  }

  @Test
  void namesTheLowestBrokenPartitionAndAppliesTheOthers() {
    // given
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = poll();
    List.of(3, 5)
        .forEach(
            p ->
                Objects.requireNonNull(polled.get(LogTopics.events(p)))
                    .set(7, record(p, 7, new byte[] {1, 2, 3})));

    // when
    assertThatThrownBy(() -> applier.apply(records(polled), positions()))
        .hasMessageContaining("partition 3, offset 7")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .singleElement()
                    .satisfies(
                        other -> assertThat(other).hasMessageContaining("partition 5, offset 7")));

    // then
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertThat(applier.appliedOffset(LogTopics.events(partition)))
          .isEqualTo(partition == 3 || partition == 5 ? 0 : EVENTS);
    }

    // and when the broken ones are mended, only they are applied
    applier.apply(records(poll()), positions());
    assertThat(applier.appliedOffset(LogTopics.events(3))).isEqualTo(EVENTS);
    assertThat(applier.appliedOffset(LogTopics.events(5))).isEqualTo(EVENTS);
  }

  private static Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> poll() {
    EventCodec codec = new EventCodec();
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int offset = 0; offset < EVENTS; offset++) {
        records.add(record(partition, offset, codec.encode(event(partition, offset))));
      }
      polled.put(LogTopics.events(partition), records);
    }
    return polled;
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, int offset, byte[] value) {
    return new ConsumerRecord<>(LogTopics.EVENTS, partition, offset, new byte[0], value);
  }

  private static DiskCreated event(int partition, int number) {
    UUID id = new UUID(partition, number);
    return new DiskCreated(
        new EventHeader(
            new CommandId(id),
            0,
            new SubscriptionId(new UUID(9, partition)),
            Instant.ofEpochMilli(number),
            number,
            "test"),
        new DiskId(id),
        new ResourceName("group", "disk-" + number),
        "eastus",
        "Premium_LRS",
        1L << 30,
        DiskOrigin.EMPTY,
        null,
        Map.of());
  }

  private static ConsumerRecords<byte[], byte[]> records(
      Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled) {
    return new ConsumerRecords<>(polled, Map.of());
  }

  private static Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      positions.put(LogTopics.events(partition), (long) EVENTS);
    }
    return positions;
  }

  private static Map<String, Object> rows(MemoryViewStore of) {
    Map<String, Object> rows = new TreeMap<>();
    try (ReadView view = of.readView()) {
      LedgerViews.TABLES.forEach(table -> collect(view, table, rows));
    }
    return rows;
  }

  private static <R> void collect(ReadView view, ViewTable<R> table, Map<String, Object> into) {
    view.scan(table, KeyRange.ALL)
        .rows(Integer.MAX_VALUE)
        .forEach(row -> into.put(table.name() + row.key(), row.value()));
  }
}
