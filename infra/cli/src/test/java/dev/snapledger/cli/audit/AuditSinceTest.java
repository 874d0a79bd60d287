package dev.snapledger.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.broker.EmbeddedBroker;
import dev.snapledger.broker.EmbeddedBrokerSettings;
import dev.snapledger.cli.LedgerCli;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.event.SnapshotUpdated;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.runtime.kafka.EventRecords;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.partition.ChainHash;
import dev.snapledger.runtime.partition.EventChain;
import dev.snapledger.runtime.partition.EventLink;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Audits of what came since an earlier report; the last test alters the log that all share. */
@TestMethodOrder(OrderAnnotation.class)
class AuditSinceTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path folder;
  private static SmallLedger ledger;
  private static EmbeddedBroker broker;
  private static Path first;

  @TempDir Path own;

  @BeforeAll
  static void makeALedgerAndAReport() throws Exception {
    ledger = SmallLedger.make(folder.resolve("data"));
    broker = EmbeddedBroker.start(EmbeddedBrokerSettings.in(ledger.folder().resolve("broker")));
    first = folder.resolve("first.json");
    LedgerCli audit = audit("--report", first.toString());
    assertThat(audit.exitCode()).as(audit.toString()).isZero();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static LedgerCli audit(String... arguments) {
    return DataCopy.audit(ledger.folder(), broker, arguments);
  }

  @Test
  @Order(1)
  void keepsHowFarTheChainsHold() throws Exception {
    ObjectNode report = report();
    assertThat(report.path("clean").asBoolean()).isTrue();
    assertThat(report.path("checks")).hasSize(6);
    assertThat(report.path("partitions")).hasSize(2);
    assertThat(head().path("events").asLong()).isEqualTo(7);
    assertThat(head().path("chainHead").asText()).matches("[0-9a-f]{64}");
    assertThat(ReportFile.read(first).heads()).hasSize(2);
  }

  @Test
  @Order(2)
  void findsNothingNewSinceAReport() {
    LedgerCli audit = audit("--since", first.toString());
    assertThat(audit.exitCode()).as(audit.toString()).isZero();
    assertThat(audit.out())
        .contains("chain      0 events of 2 partitions")
        .contains("decisions  0 commands")
        .contains("everything agrees");
  }

  @Test
  @Order(3)
  void decidesAgainWhatLedToTheEventsSinceAnOffset() {
    LedgerCli audit = audit("--since", "3");
    assertThat(audit.exitCode()).as(audit.toString()).isZero();
    assertThat(audit.out()).containsPattern("decisions  [1-6] commands decided again to [1-6] ev");
    DataCopy.found(audit("--since", "99999"), "chain", "expected a log of 99999 events or more");
  }

  @Test
  @Order(4)
  void refusesWhatIsNoStartAndKeepsOldReports() throws Exception {
    String before = Files.readString(first);
    expectRefusal("--report", first.toString(), "expected a new file, but found one");
    expectRefusal("--since", "yesterday", "expected an offset or the report");
    Path other = Files.writeString(own.resolve("other.json"), "{\"format\":\"x\"}");
    expectRefusal("--since", other.toString(), "expected a report in format snapledger-audit-1");
    Path text = Files.writeString(own.resolve("text.json"), "no json");
    expectRefusal("--since", text.toString(), "is no JSON");
    assertThat(first).hasContent(before);
  }

  @Test
  @Order(5)
  void refusesAReportThatWasChanged() throws Exception {
    Path changed = own.resolve("changed.json");
    Files.writeString(changed, Files.readString(first).replace("\"events\" : 7", "\"events\" : 8"));
    expectRefusal("--since", changed.toString(), "it was changed");
  }

  @Test
  @Order(6)
  void findsAHistoryThatIsNoLongerTheOneOfTheReport() throws Exception {
    // given: what the log would be like, had somebody rewritten it and all its links since
    ObjectNode report = report();
    report.path("partitions").forEach(p -> ((ObjectNode) p).put("chainHead", "ab".repeat(32)));
    report.remove(ReportFile.DIGEST);
    report.put(ReportFile.DIGEST, ReportFile.digestOf(report));
    Path kept = own.resolve("kept.json");
    ReportFile.write(kept, report);

    // when
    LedgerCli audit = audit("--since", kept.toString());

    // then
    DataCopy.found(audit, "chain", "abababab", "as the earlier report says");
  }

  @Test
  @Order(7)
  void findsAnEventThatWasLinkedRightlyButNeverDecided() throws Exception {
    // given
    var head = head();
    SnapshotRow row = ledger.snapshots().getFirst();
    var header =
        new EventHeader(
            new CommandId(UUID.randomUUID()), 0, row.subscriptionId(), row.startedAt(), 99, "me");
    byte[] value =
        new EventCodec()
            .encode(
                new SnapshotUpdated(header, row.familyId(), row.snapshotId(), Map.of("a", "b")));
    byte[] key = SubscriptionKey.of(row.subscriptionId());
    ChainHash before = ChainHash.parse(head.path("chainHead").asText());
    var link = new EventLink(8, new EventChain().link(before, 8, key, value));
    var connection = KafkaConnection.to(broker.bootstrapServers());
    try (var producer = new KafkaProducer<byte[], byte[]>(connection.producer())) {
      producer.send(EventRecords.toSend(head.path("partition").asInt(), key, value, link)).get();
    }

    // when
    LedgerCli audit = audit("--since", first.toString());

    // then
    assertThat(audit.out()).contains("chain      1 events of 2 partitions");
    DataCopy.found(audit, "decisions", "partition " + head.path("partition").asInt(), "too much");
  }

  private static void expectRefusal(String option, String value, String text) {
    LedgerCli audit = audit(option, value);
    assertThat(audit.exitCode()).as(audit.toString()).isEqualTo(2);
    assertThat(audit.err()).contains(option + ": ").contains(text);
  }

  private static ObjectNode report() throws Exception {
    return (ObjectNode) MAPPER.readTree(Files.readAllBytes(first));
  }

  /** The partition that has the events. */
  private static ObjectNode head() throws Exception {
    for (var partition : report().path("partitions")) {
      if (partition.path("events").asLong() > 0) {
        return (ObjectNode) partition;
      }
    }
    throw new AssertionError("expected a partition with events, but found none");
  }
}
