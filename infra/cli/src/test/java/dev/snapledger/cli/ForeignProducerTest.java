package dev.snapledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.config.Settings;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.example.JsonProducer;
import dev.snapledger.projections.answer.MinOffset;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.query.LedgerQuery;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole path: a stranger's process, Kafka, the node, its workers, views and bytes. */
class ForeignProducerTest {
  private static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.parse("00000000-0000-0000-0000-0000000000aa");
  private static final Duration WORK_MAX = Duration.ofMinutes(2);
  private static final int BLOCK_BYTES = 64 * 1024;

  @TempDir static Path folder;
  private static LedgerNode node;
  private static LedgerProcess producer;

  private final ObjectMapper json = new ObjectMapper();

  @BeforeAll
  static void start() throws Exception {
    node =
        LedgerNode.start(
            folder.resolve("data"), Settings.of(Map.of("log.partitions", "2")), NodePorts.real());
    producer =
        LedgerProcess.start(
            folder.resolve("errors"),
            Map.of(),
            JsonProducer.class,
            Stream.of(node.bootstrapServers(), "../../commands/src/main/avro"));
    producer.awaitLine("ready");
  }

  @AfterAll
  static void stop() {
    producer.close();
    node.close();
  }

  @Test
  void takesASnapshotWhoseBytesAreThoseWrittenBefore() throws Exception {
    // given
    JsonNode created = send("CreateDisk", createDisk("disk"));
    DiskId disk = DiskId.parse(created.at("/outcome/ids/diskId").asText());
    node.ensureVolume(ask(new LedgerQuery.FindDiskById(disk, after(created))));
    var volume = new VolumeId(disk.value());
    byte[] bytes = new byte[3 * BLOCK_BYTES];
    new SplittableRandom(1).nextBytes(bytes);
    store().write(volume, BLOCK_BYTES, ByteBuffer.wrap(bytes));
    store().flush(volume);

    // when
    JsonNode started = send("CreateIncrementalSnapshot", snapshot("disk", "first"));
    SnapshotId id = SnapshotId.parse(started.at("/outcome/ids/snapshotId").asText());
    SnapshotRow row = ask(new LedgerQuery.FindSnapshotById(id, after(started)));
    boolean completed =
        node.await(
            () ->
                ask(new LedgerQuery.FindSnapshotById(id, null)).state() == SnapshotState.COMPLETED,
            WORK_MAX);
    store().write(volume, BLOCK_BYTES, ByteBuffer.wrap(new byte[BLOCK_BYTES]));

    // then
    assertThat(completed).as("completed: %s", node.health()).isTrue();
    assertThat(row.name()).isEqualTo(new ResourceName("strangers", "first"));
    assertThat(row.sku()).isEqualTo("Standard_ZRS");
    assertThat(ask(new LedgerQuery.GetPageRanges(id, null, null)).ranges().toList())
        .containsExactly(PageRange.ofLength(BLOCK_BYTES, bytes.length));
    ByteBuffer read = ByteBuffer.allocate(5 * BLOCK_BYTES);
    store().read(new ImageId(id.value()), 0, read);
    byte[] expected = new byte[read.capacity()];
    System.arraycopy(bytes, 0, expected, BLOCK_BYTES, bytes.length);
    assertThat(read.array()).isEqualTo(expected);
  }

  @Test
  void givesTheFirstAnswerToACommandThatIsSentAgain() throws Exception {
    // given
    String command = createDisk("twice");
    JsonNode first = send("CreateDisk", command);

    // when
    JsonNode second = send("CreateDisk", command);

    // then
    assertThat(first.at("/outcome/ids/diskId").asText()).isNotEmpty();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void refusesASnapshotOfADiskThatIsNotThere() throws Exception {
    // when
    JsonNode reply = send("CreateIncrementalSnapshot", snapshot("nowhere", "none"));

    // then
    assertThat(reply.at("/outcome/code").asText()).isEqualTo("NotFound");
    assertThat(reply.at("/outcome/message").asText()).contains("nowhere");
  }

  private JsonNode send(String command, String text) throws Exception {
    producer.send(command + " " + text);
    String line = producer.nextLine();
    assertThat(line).as("a reply; %s", producer).isNotNull();
    return json.readTree(line);
  }

  private String createDisk(String name) throws Exception {
    return json.writeValueAsString(
        Map.of(
            "header",
            header(),
            "name",
            name(name),
            "region",
            "eastus",
            "sku",
            "Premium_LRS",
            "sizeGib",
            1,
            "origin",
            "UPLOAD",
            "tags",
            Map.of()));
  }

  /** Written by hand, because a map of this kind takes no null. */
  private String snapshot(String disk, String name) throws Exception {
    return """
    {"header": %s, "name": %s, "sourceDisk": {"subscriptionId": "%s", "name": %s}, \
    "sku": null, "tags": {}}\
    """
        .formatted(
            json.writeValueAsString(header()),
            json.writeValueAsString(name(name)),
            SUBSCRIPTION,
            json.writeValueAsString(name(disk)));
  }

  private static Map<String, String> header() {
    return Map.of(
        "commandId", UUID.randomUUID().toString(),
        "subscriptionId", SUBSCRIPTION.toString(),
        "principal", "a stranger");
  }

  private static Map<String, String> name(String name) {
    return Map.of("resourceGroup", "strangers", "name", name);
  }

  private static MinOffset after(JsonNode reply) {
    return new MinOffset(
        node.partitionOf(SUBSCRIPTION), reply.at("/outcome/lastEventOffset").asLong());
  }

  private static <R> R ask(LedgerQuery<R> query) {
    return node.queries().ask(query).orThrow();
  }

  private static BlockStore store() {
    return node.store("eastus");
  }
}
