package dev.snapledger.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.port.BlockMapPublisher;
import dev.snapledger.commands.port.CommandUnansweredException;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.example.ForeignClient;
import dev.snapledger.projections.engine.BlockMapSink;
import dev.snapledger.projections.engine.EventRecord;
import dev.snapledger.projections.engine.Feed;
import dev.snapledger.projections.engine.MemoryViewStore;
import dev.snapledger.projections.engine.Projection;
import dev.snapledger.projections.engine.ProjectionRunner;
import dev.snapledger.runtime.client.EventUnreadableException;
import dev.snapledger.runtime.client.KafkaBlockMapPublisher;
import dev.snapledger.runtime.client.KafkaCommandClient;
import dev.snapledger.runtime.client.KafkaEventReader;
import dev.snapledger.runtime.feed.EventFeed;
import dev.snapledger.runtime.feed.FeedEnd;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.kafka.TailReader;
import dev.snapledger.runtime.sample.SampleCommands;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that talks to the ledger from outside its loop, against a real broker. */
@Timeout(240)
class ClientsTest {
  private static LedgerCluster cluster;

  @TempDir static Path brokerDirectory;
  @TempDir Path directory;

  private final List<Event> applied = Collections.synchronizedList(new ArrayList<>());
  private final List<BlockMapPart> parts = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void startBroker() {
    cluster = LedgerCluster.start(brokerDirectory);
  }

  @AfterAll
  static void stopBroker() {
    cluster.close();
  }

  @BeforeEach
  void makeTopics() {
    cluster.reset();
  }

  private LedgerRuntime start() {
    LedgerRuntime runtime =
        LedgerRuntime.start(
            cluster.connection(), RuntimeSettings.of("node", directory), (_, _, _) -> {});
    LedgerCluster.awaitReady(runtime, LedgerCluster.PARTITIONS);
    return runtime;
  }

  @Test
  void findsTheReplyToEachOfManyCommands() throws Exception {
    SampleCommands commands = new SampleCommands(1);
    try (LedgerRuntime runtime = start();
        KafkaCommandClient client = KafkaCommandClient.open(cluster.connection())) {
      // given
      List<Command> sent =
          LongStream.range(0, 500).mapToObj(n -> commands.createDisk("disk-" + n)).toList();

      // when
      List<CompletableFuture<Reply>> replies = sent.stream().map(client::submit).toList();

      // then
      for (int i = 0; i < sent.size(); i++) {
        Reply reply = replies.get(i).get(30, TimeUnit.SECONDS);
        assertThat(reply.commandId()).isEqualTo(sent.get(i).header().commandId());
        assertThat(reply.outcome()).isInstanceOf(Accepted.class);
      }
      assertThat(runtime.health().ready()).isTrue();
    }
  }

  @Test
  void readsSingleEventsOfTheLogAndSaysWhichAreNotThere() throws Exception {
    SampleCommands commands = new SampleCommands(4);
    try (LedgerRuntime _ = start();
        KafkaCommandClient client = KafkaCommandClient.open(cluster.connection());
        var reader = new KafkaEventReader(cluster.connection())) {
      // given
      for (int n = 0; n < 200; n++) {
        client.submit(commands.createDisk("disk-" + n)).get(30, TimeUnit.SECONDS);
      }
      List<ConsumerRecord<byte[], byte[]>> log = cluster.read(LogTopics.EVENTS);
      int partition = log.getFirst().partition();
      List<ConsumerRecord<byte[], byte[]>> picked = new ArrayList<>();
      for (int i = 0; i < log.size(); i += 7) {
        if (log.get(i).partition() == partition) {
          picked.addFirst(log.get(i));
        }
      }
      List<Long> offsets = picked.stream().map(ConsumerRecord::offset).toList();

      // when
      List<EventRecord> once = reader.read(partition, offsets);
      List<EventRecord> again = reader.read(partition, offsets);

      // then
      assertThat(once).extracting(EventRecord::logOffset).isEqualTo(offsets);
      for (int i = 0; i < picked.size(); i++) {
        assertThat(once.get(i).event()).isEqualTo(new EventCodec().decode(picked.get(i).value()));
      }
      assertThat(again).isEqualTo(once);
      assertThatThrownBy(() -> reader.read(partition, List.of(1_000_000L)))
          .isInstanceOf(EventUnreadableException.class);
      assertThat(reader.read(partition, offsets)).isEqualTo(once);
    }
  }

  @Test
  void saysThatACommandIsUnansweredAndAnswersItsRetry() throws Exception {
    // given
    Command command = new SampleCommands(2).createDisk("disk");
    try (KafkaCommandClient hasty =
        KafkaCommandClient.open(cluster.connection(), Duration.ofMillis(300))) {
      assertThatThrownBy(() -> hasty.submit(command).get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(CommandUnansweredException.class)
          .hasMessageContaining(command.header().commandId().toString());
    }

    // when
    try (LedgerRuntime runtime = start();
        KafkaCommandClient client = KafkaCommandClient.open(cluster.connection())) {
      Reply reply = client.submit(command).get(30, TimeUnit.SECONDS);

      // then
      assertThat(reply.outcome()).isInstanceOf(Accepted.class);
      assertThat(runtime.health().ready()).isTrue();
    }
    assertThat(cluster.events()).hasSize(1);
    assertThat(cluster.replies()).hasSize(2);
  }

  @Test
  void answersAForeignClientInAnotherProcess() throws Exception {
    // given
    String subscription = "5ab50000-0000-0000-0000-000000000003";
    Path output = directory.resolve("reply.json");
    try (LedgerRuntime runtime = start()) {
      // when
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ForeignClient.class.getName(),
                  cluster.bootstrapServers(),
                  Path.of("../../commands/src/main/avro").toAbsolutePath().toString(),
                  subscription,
                  "c0dd0000-0000-0000-0000-000000000003")
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();

      // then
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(output).content().contains("\"firstEventOffset\": 0", "\"diskId\": ");
      assertThat(process.exitValue()).isEqualTo(0);
      assertThat(runtime.health().ready()).isTrue();
    }
  }

  private ProjectionRunner runner(MemoryViewStore store) {
    Projection events = (event, _, _) -> applied.add(event);
    BlockMapSink blockMaps = (part, _, _) -> parts.add(part);
    return new ProjectionRunner(store, List.of(events), blockMaps);
  }

  @Test
  void feedsViewsOnceAndGoesOnWhereTheyAre() throws Exception {
    SampleCommands commands = new SampleCommands(4);
    MemoryViewStore store = new MemoryViewStore();
    try (LedgerRuntime runtime = start()) {
      // given
      cluster.append(commands.createDisk("one"));
      cluster.awaitReplies(1);

      // when
      try (EventFeed feed = EventFeed.follow(cluster.connection(), runner(store))) {
        assertThat(feed.awaitReached(Duration.ofSeconds(30))).isTrue();
        assertThat(applied).hasSize(1);
        cluster.append(commands.createDisk("two"));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> applied.size() == 2);
        assertThat(feed.health().state()).isEqualTo(TailReader.State.READING);
      }
      cluster.append(commands.createDisk("three"));
      cluster.awaitReplies(3);
      FeedEnd end = EventFeed.end(cluster.connection());
      try (EventFeed feed = EventFeed.readUpTo(cluster.connection(), runner(store), end)) {
        assertThat(feed.awaitReached(Duration.ofSeconds(30))).isTrue();
      }

      // then
      assertThat(applied).isEqualTo(cluster.events());
      ProjectionRunner runner = runner(store);
      end.events()
          .forEach(
              (partition, offset) ->
                  assertThat(runner.appliedOffset(Feed.EVENTS, partition)).isEqualTo(offset));
      assertThat(runtime.health().ready()).isTrue();
    }
  }

  @Test
  void readsUpToAFixedEndAndNotBeyond() throws Exception {
    SampleCommands commands = new SampleCommands(5);
    try (LedgerRuntime runtime = start()) {
      // given
      var log = cluster.append(commands.createDisk("one"));
      cluster.awaitReplies(1);
      FeedEnd end = EventFeed.end(cluster.connection());
      cluster.append(commands.createDisk("two"));
      cluster.awaitReplies(2);

      // when
      ProjectionRunner runner = runner(new MemoryViewStore());
      try (EventFeed feed = EventFeed.readUpTo(cluster.connection(), runner, end)) {
        assertThat(feed.awaitReached(Duration.ofSeconds(30))).isTrue();
      }

      // then
      assertThat(applied).hasSize(1);
      assertThat(runner.appliedOffset(Feed.EVENTS, log.partition()))
          .isEqualTo(end.events().get(log.partition()));
      assertThat(runtime.health().ready()).isTrue();
    }
  }

  @Test
  void stopsFeedingAtAnEventThatCannotBeRead() {
    // given
    cluster.forge(LogTopics.EVENTS, 1, "key".getBytes(UTF_8), new byte[] {1, 2});

    // when
    try (EventFeed feed = EventFeed.follow(cluster.connection(), runner(new MemoryViewStore()))) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> feed.health().state() == TailReader.State.STOPPED);

      // then
      assertThat(feed.health().detail()).contains("ledger.events, partition 1, offset 0");
    }
  }

  @Test
  void publishesABlockMapOfTheLargestParts() throws Exception {
    // given
    BlockMapPart full = part(BlockMapPublisher.PART_ENTRIES_MAX * BlockMapPublisher.ENTRY_BYTES);

    // when
    try (KafkaBlockMapPublisher publisher = new KafkaBlockMapPublisher(cluster.connection())) {
      publisher.publish(Collections.nCopies(40, full));
    }
    try (EventFeed feed = EventFeed.follow(cluster.connection(), runner(new MemoryViewStore()))) {
      assertThat(feed.awaitReached(Duration.ofSeconds(30))).isTrue();
    }

    // then
    assertThat(parts).hasSize(40);
    assertThat(parts.getFirst().entries().remaining()).isEqualTo(full.entries().remaining());
    assertThat(cluster.read(LogTopics.BLOCK_MAPS))
        .allMatch(r -> r.serializedValueSize() < 1024 * 1024)
        .allMatch(r -> new String(r.key(), UTF_8).equals(full.subscriptionId().toString()));
  }

  @Test
  void refusesPartsThatAreTooLargeOrTorn() {
    try (KafkaBlockMapPublisher publisher = new KafkaBlockMapPublisher(cluster.connection())) {
      assertThatThrownBy(
              () ->
                  publisher.publish(
                      List.of(
                          part(
                              (BlockMapPublisher.PART_ENTRIES_MAX + 1)
                                  * BlockMapPublisher.ENTRY_BYTES))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("80000");
      assertThatThrownBy(() -> publisher.publish(List.of(part(13))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("found 13 bytes");
    }
  }

  private static BlockMapPart part(int bytes) {
    return new BlockMapPart(
        new SampleCommands(6).subscription(),
        null,
        new SnapshotId(new UUID(1, 2)),
        "eastus",
        null,
        1L << 30,
        0,
        1,
        ByteBuffer.allocate(bytes));
  }
}
