package dev.snapledger.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.broker.EmbeddedBroker;
import dev.snapledger.broker.EmbeddedBrokerSettings;
import dev.snapledger.cli.LedgerCli;
import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.Snapshots;
import dev.snapledger.projections.engine.Row;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.rocks.RocksViewStore;
import dev.snapledger.projections.row.KeyRange;
import dev.snapledger.runtime.checkpoint.Checkpoint;
import dev.snapledger.runtime.checkpoint.RocksCheckpointStore;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.partition.EntityTable;
import dev.snapledger.runtime.partition.FrozenState;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The audit fails when it has to, and names what does not fit: damage to the node's own files. Each
 * test has a copy of them; the log, which it leaves alone, is shared.
 */
class AuditFindsTest {
  /** Where the stored bytes of a segment's first record are: docs/internals/segment-format.md. */
  private static final int FIRST_BYTES = 64 + 64;

  @TempDir static Path folder;
  private static SmallLedger ledger;
  private static EmbeddedBroker broker;

  @TempDir Path copy;

  @BeforeAll
  static void makeALedger() throws Exception {
    ledger = SmallLedger.make(folder.resolve("data"));
    broker = EmbeddedBroker.start(EmbeddedBrokerSettings.in(ledger.folder().resolve("broker")));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void findsNothingInDataThatNobodyTouched() throws Exception {
    // given
    copyFiles();

    // when
    LedgerCli audit = audit("--json");

    // then
    assertThat(audit.exitCode()).as(audit.toString()).isZero();
    JsonNode report = new ObjectMapper().readTree(audit.out());
    assertThat(report.at("/clean").asBoolean()).isTrue();
    assertThat(report.at("/checks")).hasSize(6).allSatisfy(AuditFindsTest::comparedSomething);
  }

  @Test
  void leavesTheFilesOfTheStoresAsTheyAre() throws Exception {
    // given
    copyFiles();
    Path leftOver = Files.writeString(copy.resolve("regions/eastus/volumes/left-over"), "x");
    Map<Path, FileTime> before = storeFiles();

    // when
    LedgerCli audit = audit();

    // then
    assertThat(audit.exitCode()).as(audit.toString()).isZero();
    assertThat(storeFiles()).isEqualTo(before).containsKey(leftOver);
  }

  private Map<Path, FileTime> storeFiles() throws IOException {
    Map<Path, FileTime> times = new HashMap<>();
    try (Stream<Path> files = Files.walk(copy.resolve("regions"))) {
      for (Path file : files.toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  private static void comparedSomething(JsonNode check) {
    assertThat(check.at("/count").asLong()).as(check.toString()).isPositive();
  }

  @Test
  void findsAFlippedByteOfABlock() throws Exception {
    // given
    copyFiles();
    flip(first("regions/eastus/segments", ".seg"), FIRST_BYTES + 7);

    // when
    LedgerCli audit = audit();

    // then
    found(audit, "blocks", "block 4 of snapshot snapshot-1", idOf(0));
  }

  @Test
  void findsALostDelta() throws Exception {
    // given
    copyFiles();
    Files.delete(first("regions/eastus/chains/" + ledger.disk(), idOf(1) + ".delta"));

    // when
    LedgerCli audit = audit();

    // then
    found(
        audit, "blocks", "expected a file of image " + idOf(1) + " with sequence 2", "found none");
  }

  @Test
  void findsADamagedDelta() throws Exception {
    // given
    copyFiles();
    Path delta = first("regions/eastus/chains/" + ledger.disk(), idOf(1) + ".delta");
    flip(delta, Files.size(delta) - 3);

    // when
    LedgerCli audit = audit();

    // then
    found(audit, "blocks", idOf(1));
  }

  @Test
  void findsAnAlteredRowOfAView() throws Exception {
    // given
    copyFiles();
    alterViews(
        (batch, row) -> batch.put(Snapshots.TABLE, row.key(), ofSize(row.value(), 7L << 30)));

    // when
    LedgerCli audit = audit();

    // then
    found(audit, "views", "in table snapshots", idOf(0), Long.toString(7L << 30));
  }

  @Test
  void findsALostRowOfAView() throws Exception {
    // given
    copyFiles();
    alterViews((batch, row) -> batch.remove(Snapshots.TABLE, row.key()));

    // when
    LedgerCli audit = audit();

    // then
    found(audit, "views", "in table snapshots", idOf(0));
  }

  @Test
  void findsADamagedCheckpoint() throws Exception {
    // given
    copyFiles();
    flip(first("checkpoints", ".sst"), 100); // In the first block of rows.

    // when
    LedgerCli audit = audit();

    // then
    found(audit, "entities", "expected to read the checkpoint", "checksum mismatch");
  }

  @Test
  void findsACheckpointOfAnotherState() throws Exception {
    // given
    copyFiles();
    try (var store = RocksCheckpointStore.open(copy.resolve("checkpoints"), EntityCodec::new, 0)) {
      Checkpoint checkpoint = Objects.requireNonNull(store.read(partition(), logId()));
      store.write(withoutOneEntity(checkpoint.state().freeze()), checkpoint.position());
    }

    // when
    LedgerCli audit = audit();

    // then
    found(
        audit, "entities", "expected StateDigest[partition=" + partition(), "the checkpoint says");
  }

  private static FrozenState withoutOneEntity(FrozenState state) {
    Map<EntityKey, EntityTable.Slot> removed = new HashMap<>();
    state.forEachEntity(
        entity -> {
          if (removed.isEmpty()) {
            removed.put(entity.key(), new EntityTable.Slot(null));
          }
        });
    return new FrozenState(
        state.partition(), state.base(), removed, state.replies(), state.progress());
  }

  @FunctionalInterface
  private interface Alteration {
    void apply(ViewBatch batch, Row<SnapshotRow> row);
  }

  /** Changes the row of the oldest snapshot behind the runner's back. */
  private void alterViews(Alteration alteration) {
    try (RocksViewStore store = RocksViewStore.open(copy.resolve("views"))) {
      ViewBatch batch = store.batch();
      try (var rows = store.scan(Snapshots.TABLE, KeyRange.ALL)) {
        rows.forEachRemaining(
            row -> {
              if (row.value().snapshotId().toString().equals(idOf(0))) {
                alteration.apply(batch, row);
              }
            });
      }
      store.commit(batch);
    }
  }

  private static SnapshotRow ofSize(SnapshotRow row, long sizeBytes) {
    return new SnapshotRow(
        row.subscriptionId(),
        row.snapshotId(),
        row.kind(),
        row.familyId(),
        row.sequence(),
        row.name(),
        row.region(),
        row.sku(),
        sizeBytes,
        row.sources(),
        row.state(),
        row.startedAt(),
        row.completedAt(),
        row.deletedAt(),
        row.failure(),
        row.content(),
        row.tags());
  }

  private static String logId() {
    var connection = KafkaConnection.to(broker.bootstrapServers());
    try (Admin admin = Admin.create(connection.admin())) {
      return new LogEnds(admin).topics().logId();
    }
  }

  /** The one partition that decided something, and so has a checkpoint. */
  private static int partition() {
    byte[] key = SubscriptionKey.of(ledger.snapshots().getFirst().subscriptionId());
    return SubscriptionKey.partitionOf(key, 2);
  }

  private static String idOf(int snapshot) {
    return ledger.snapshots().get(snapshot).snapshotId().toString();
  }

  private static void flip(Path file, long at) throws IOException {
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int value = bytes.read();
      bytes.seek(at);
      bytes.write(value ^ 0x10);
    }
  }

  private Path first(String directory, String end) throws IOException {
    try (Stream<Path> files = Files.list(copy.resolve(directory))) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().findFirst().orElseThrow();
    }
  }

  private void copyFiles() throws IOException {
    DataCopy.withoutLog(ledger.folder(), copy);
  }

  private LedgerCli audit(String... more) {
    return DataCopy.audit(copy, broker, more);
  }

  private static void found(LedgerCli audit, String check, String... texts) {
    DataCopy.found(audit, check, texts);
  }
}
