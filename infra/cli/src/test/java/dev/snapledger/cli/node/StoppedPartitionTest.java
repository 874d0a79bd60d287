package dev.snapledger.cli.node;

import static dev.snapledger.cli.node.TwoPartitions.disk;
import static dev.snapledger.cli.node.TwoPartitions.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.LogAccess;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.config.Settings;
import dev.snapledger.cli.LedgerCommand;
import dev.snapledger.cli.LedgerProcess;
import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.runtime.client.KafkaCommandClient;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose log lost a command that nobody had decided. */
class StoppedPartitionTest {
  @TempDir Path folder;

  @Test
  void servesTheOtherPartitionAndSaysWhy() throws Exception {
    // given
    Path data = folder.resolve("data");
    try (LedgerNode node =
        LedgerNode.start(data, Settings.of(TwoPartitions.SETTINGS), NodePorts.real())) {
      assertThat(node.commands().submit(disk(in(1), "first")).get(1, TimeUnit.MINUTES).outcome())
          .isInstanceOf(Accepted.class);
    }
    plant(data, in(1));

    // when
    try (LedgerProcess process =
        LedgerProcess.start(
            folder.resolve("errors"),
            Map.of(),
            LedgerCommand.class,
            Stream.of(
                "node",
                "--data",
                data.toString(),
                "--set",
                "log.partitions=2",
                "--metrics-every",
                "1"))) {
      process.awaitLine("node ready: ");
      String ready = process.output().getLast();
      process.awaitLine("PARTITION 1 STOPPED, the others go on: partition 1, offset ");

      // then
      try (KafkaCommandClient client =
          KafkaCommandClient.open(
              KafkaConnection.to(ready.substring(ready.lastIndexOf(' ') + 1)))) {
        assertThat(client.submit(disk(in(0), "disk")).get(1, TimeUnit.MINUTES).outcome())
            .isInstanceOf(Accepted.class);
      }
      process.awaitLine("decided 1,");
      assertThat(process.output().getLast()).contains("partitions running 1 restoring 0 stopped 1");
    }
  }

  /** Deletes a command that nobody decided yet. */
  private static void plant(Path data, SubscriptionId subscription) throws Exception {
    try (LogAccess log = LogAccess.open(data, Settings.of(TwoPartitions.SETTINGS));
        Admin admin = Admin.create(log.connection().admin());
        var producer = new KafkaProducer<byte[], byte[]>(log.connection().producer())) {
      var record =
          new ProducerRecord<>(
              "ledger.commands",
              SubscriptionKey.of(subscription),
              new CommandCodec().encode(disk(subscription, "lost")));
      RecordMetadata sent = producer.send(record).get();
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(sent.topic(), sent.partition()),
                  RecordsToDelete.beforeOffset(sent.offset() + 1)))
          .all()
          .get();
    }
  }
}
