package dev.snapledger.cli.node;

import static dev.snapledger.cli.node.TwoPartitions.disk;
import static dev.snapledger.cli.node.TwoPartitions.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.app.AuditedNode;
import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.LogAccess;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.NodeStartException;
import dev.snapledger.app.config.Settings;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.event.DiskDeleted;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.runtime.kafka.TailReader;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node among whose events somebody put one that the views cannot apply. */
class StoppedViewsTest {
  private static final Settings SETTINGS = Settings.of(TwoPartitions.SETTINGS);

  @TempDir Path folder;

  @Test
  void startsAndTakesCommandsAndSaysWhereTheViewsStopped() throws Exception {
    // given
    Path data = folder.resolve("data");
    try (LedgerNode node = LedgerNode.start(data, SETTINGS, NodePorts.real())) {
      assertThat(node.health().views().state()).isEqualTo(TailReader.State.READING);
    }
    RecordMetadata forged = forge(data, in(1));
    String place = "partition 1, offset %d: expected disk ".formatted(forged.offset());

    // when
    try (LedgerNode node = LedgerNode.start(data, SETTINGS, NodePorts.real())) {
      // then
      assertThat(node.health().views().state()).isEqualTo(TailReader.State.STOPPED);
      assertThat(node.health().views().detail()).contains(place);
      assertThat(node.commands().submit(disk(in(0), "disk")).get(1, TimeUnit.MINUTES).outcome())
          .isInstanceOf(Accepted.class);
    }
    assertThatThrownBy(() -> AuditedNode.open(data, SETTINGS))
        .isInstanceOf(NodeStartException.class)
        .hasMessageContaining(place);
  }

  /** Appends an event of a disk that never was. */
  private static RecordMetadata forge(Path data, SubscriptionId subscription) throws Exception {
    Event event =
        new DiskDeleted(
            new EventHeader(
                new CommandId(UUID.randomUUID()), 0, subscription, Instant.EPOCH, 0, "nobody"),
            new DiskId(UUID.randomUUID()),
            new ResourceName("group", "never"),
            "eastus");
    try (LogAccess log = LogAccess.open(data, SETTINGS);
        var producer = new KafkaProducer<byte[], byte[]>(log.connection().producer())) {
      return producer
          .send(
              new ProducerRecord<>(
                  "ledger.events",
                  1,
                  SubscriptionKey.of(subscription),
                  new EventCodec().encode(event)))
          .get();
    }
  }
}
