package dev.snapledger.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.ReplyCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.runtime.LedgerRuntime;
import dev.snapledger.runtime.RuntimeSettings;
import dev.snapledger.runtime.audit.ReexecutionAudit;
import dev.snapledger.runtime.audit.ReexecutionReport;
import dev.snapledger.runtime.audit.StateAudit;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.StateDigest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** What is in the ledger's topics, and whether that is right. */
final class LedgerLog {
  private static final Duration READY_MAX = Duration.ofMinutes(1);

  private final KafkaConnection connection;

  LedgerLog(KafkaConnection connection) {
    this.connection = connection;
  }

  /** Waits until a runtime takes commands of all partitions. */
  static void awaitReady(LedgerRuntime runtime) {
    Awaitility.await("readiness of all partitions")
        .atMost(READY_MAX)
        .until(
            () ->
                runtime.health().ready()
                    && runtime.health().partitions().size() == KafkaInDocker.PARTITIONS);
  }

  /** Turns the bytes of a record into what it says about a command. */
  private interface Decoder<T> {
    T decode(byte[] value) throws UndecodableException;
  }

  /** All committed records of a topic. */
  private <T> List<T> read(String topic, Decoder<T> decoder) {
    List<TopicPartition> logs =
        IntStream.range(0, KafkaInDocker.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .toList();
    List<T> all = new ArrayList<>();
    try (Admin admin = Admin.create(connection.admin());
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(connection.consumer())) {
      Map<TopicPartition, Long> ends = new LogEnds(admin).stableEnds(logs);
      consumer.assign(logs);
      consumer.seekToBeginning(logs);
      while (logs.stream().anyMatch(log -> consumer.position(log) < ends.getOrDefault(log, 0L))) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          all.add(decoder.decode(record.value()));
        }
      }
    } catch (UndecodableException e) {
      throw new AssertionError("expected decodable records in " + topic, e);
    }
    return all;
  }

  /** Number of committed events. */
  long events() {
    return read(LogTopics.EVENTS, value -> value).size();
  }

  /**
   * Nothing of this was lost and nothing doubled: each command that was answered is in the log
   * once, with the events and the reply that its sender got. Each is one that leads to one event.
   */
  void assertEachOnce(Map<CommandId, Reply> answers) {
    assertThat(answers.values()).allMatch(reply -> reply.outcome() instanceof Accepted);
    assertThat(
            read(LogTopics.COMMANDS, value -> new CommandCodec().decode(value)).stream()
                .map(command -> command.header().commandId()))
        .doesNotHaveDuplicates()
        .containsAll(answers.keySet());
    assertThat(
            read(LogTopics.EVENTS, value -> new EventCodec().decode(value)).stream()
                .map(event -> event.header().commandId()))
        .doesNotHaveDuplicates()
        .containsAll(answers.keySet());
    List<Reply> replies = read(LogTopics.REPLIES, value -> new ReplyCodec().decode(value));
    assertThat(replies.stream().map(Reply::commandId)).doesNotHaveDuplicates();
    assertThat(replies).containsAll(answers.values());
    assertThat(read(LogTopics.DEAD_LETTERS, value -> value)).isEmpty();
  }

  /** The commands of the log, decided again, give the events and replies of the log. */
  void assertDecidedAgainAlike() {
    List<ReexecutionReport> reports =
        new ReexecutionAudit(connection, RuntimeSettings.DEFAULT_GROUP_ID).run();
    assertThat(reports).hasSize(KafkaInDocker.PARTITIONS).allMatch(ReexecutionReport::same);
    assertThat(reports.stream().mapToLong(ReexecutionReport::events).sum())
        .isEqualTo(events())
        .isPositive();
  }

  /**
   * A runtime that has to read everything back from the log comes to the state that the events
   * give; tells which, as a digest of each partition by number.
   */
  Map<Integer, String> assertRestoredAlike(Path emptyFolder) {
    RuntimeSettings settings = RuntimeSettings.of("auditor", emptyFolder);
    try (LedgerRuntime runtime = LedgerRuntime.start(connection, settings, (_, _, _) -> {})) {
      awaitReady(runtime);
      List<StateDigest> digests = runtime.stateDigests().join();
      StateAudit audit = new StateAudit(connection);
      assertThat(digests)
          .hasSize(KafkaInDocker.PARTITIONS)
          .allSatisfy(digest -> assertThat(audit.compare(digest).same()).isTrue());
      return sha256(digests);
    }
  }

  /** Digests of states by partition; the offsets are left out, because markers take some, too. */
  static Map<Integer, String> sha256(List<StateDigest> digests) {
    return digests.stream().collect(Collectors.toMap(StateDigest::partition, StateDigest::sha256));
  }
}
