package dev.snapledger.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.broker.EmbeddedBroker;
import dev.snapledger.broker.EmbeddedBrokerSettings;
import dev.snapledger.cli.LedgerCli;
import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.codec.BlockMapCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.event.SnapshotUpdated;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit names what somebody else wrote into the log. Each test has a copy of everything. */
class AuditFindsForgeryTest {
  private static final Duration POLL = Duration.ofMillis(200);

  @TempDir static Path folder;
  private static SmallLedger ledger;

  @TempDir Path copy;
  private EmbeddedBroker broker;

  @BeforeAll
  static void makeALedger() throws Exception {
    ledger = SmallLedger.make(folder.resolve("data"));
  }

  @BeforeEach
  void startABroker() throws Exception {
    DataCopy.withLog(ledger.folder(), copy);
    broker = EmbeddedBroker.start(EmbeddedBrokerSettings.in(copy.resolve("broker")));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void findsAnEventThatNoCommandLedTo() throws Exception {
    // given
    SnapshotRow row = ledger.snapshots().getFirst();
    var header =
        new EventHeader(
            new CommandId(UUID.randomUUID()), 0, row.subscriptionId(), row.startedAt(), 99, "me");
    var event =
        new SnapshotUpdated(header, row.familyId(), row.snapshotId(), Map.of("forged", "yes"));
    RecordMetadata forged = send("ledger.events", new EventCodec().encode(event));

    // when
    LedgerCli audit = DataCopy.audit(copy, broker);

    // then
    DataCopy.found(
        audit, "decisions", "partition " + forged.partition(), "offset " + forged.offset());
    DataCopy.found(
        audit, "chain", "partition " + forged.partition(), "offset " + forged.offset(), "header");
  }

  @Test
  void findsARecordAmongTheEventsThatIsNone() throws Exception {
    // given
    RecordMetadata forged = send("ledger.events", new byte[] {1, 2, 3});

    // when
    LedgerCli audit = DataCopy.audit(copy, broker);

    // then
    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.err())
        .contains(
            "ledger.events, partition %d, offset %d".formatted(forged.partition(), forged.offset()))
        .doesNotContain("\tat ");
  }

  @Test
  void findsABlockMapWithAWrongChecksum() throws Exception {
    // given
    BlockMapPart part = publishedPart(ledger.snapshots().get(1));
    ByteBuffer entries =
        ByteBuffer.allocate(part.entries().remaining()).put(part.entries().duplicate());
    entries.put(8, (byte) (entries.get(8) ^ 1)); // First byte of the first entry's CRC32C.
    send("ledger.block-maps", new BlockMapCodec().encode(withEntries(part, entries.flip())));

    // when
    LedgerCli audit = DataCopy.audit(copy, broker);

    // then
    DataCopy.found(
        audit,
        "block maps",
        "snapshot " + part.snapshotId(),
        "expected part 0 as published before, but found another");
  }

  private static BlockMapPart withEntries(BlockMapPart part, ByteBuffer entries) {
    return new BlockMapPart(
        part.subscriptionId(),
        part.familyId(),
        part.snapshotId(),
        part.region(),
        part.parentSnapshotId(),
        part.sizeBytes(),
        part.part(),
        part.parts(),
        entries);
  }

  private RecordMetadata send(String topic, byte[] value) throws Exception {
    byte[] key = SubscriptionKey.of(ledger.snapshots().getFirst().subscriptionId());
    try (var producer = new KafkaProducer<byte[], byte[]>(connection().producer())) {
      return producer.send(new ProducerRecord<>(topic, key, value)).get();
    }
  }

  private BlockMapPart publishedPart(SnapshotRow row) throws Exception {
    var codec = new BlockMapCodec();
    try (var consumer = new KafkaConsumer<byte[], byte[]>(connection().consumer())) {
      List<TopicPartition> logs =
          consumer.partitionsFor("ledger.block-maps").stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(logs);
      consumer.seekToBeginning(logs);
      Map<TopicPartition, Long> ends = consumer.endOffsets(logs);
      while (logs.stream()
          .anyMatch(l -> consumer.position(l) < Objects.requireNonNull(ends.get(l)))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          BlockMapPart part = codec.decode(record.value());
          if (part.snapshotId().equals(row.snapshotId())) {
            return part;
          }
        }
      }
    }
    throw new AssertionError("expected a block map of " + row.snapshotId() + ", but found none");
  }

  private KafkaConnection connection() {
    return KafkaConnection.to(broker.bootstrapServers());
  }
}
