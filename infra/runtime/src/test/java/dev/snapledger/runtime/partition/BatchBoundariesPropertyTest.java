package dev.snapledger.runtime.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.commands.command.Command;
import dev.snapledger.runtime.checkpoint.Checkpoint;
import dev.snapledger.runtime.checkpoint.CheckpointStore;
import dev.snapledger.runtime.checkpoint.LogPosition;
import dev.snapledger.runtime.checkpoint.RocksCheckpointStore;
import dev.snapledger.runtime.sample.SampleCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Where batches end, which of them are decided before the one before is committed, which are rolled
 * back, when the state is rebuilt from the log, and when checkpoints are written or read must not
 * be seen in any byte.
 */
class BatchBoundariesPropertyTest {
  private static final int RECORDS = 60;
  private static final String LOG_ID = "log";

  /** So little that hardly anything stays in memory. */
  private static final long CACHE_BYTES = 1_000;

  @Property(tries = 80)
  void givesTheSameBytesHoweverTheRecordsAreCut(@ForAll long seed) throws IOException {
    Path directory = Files.createTempDirectory("checkpoints");
    try (CheckpointStore store =
        RocksCheckpointStore.open(directory, EntityCodec::new, CACHE_BYTES)) {
      check(seed, store);
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private static void check(long seed, CheckpointStore store) {
    // given
    SplittableRandom choice = new SplittableRandom(seed);
    List<InboundRecord> records = records(choice);

    // when
    DecidedLog oneByOne = new DecidedLog();
    PartitionProcessor plain = DecidedLog.processorOf(new PartitionState(CommandLog.PARTITION));
    records.forEach(record -> oneByOne.commit(plain, record));
    DecidedLog cut = new DecidedLog();
    PartitionState last = decideInBatches(records, cut, choice, store);

    // then
    assertThat(cut.events.stream().map(EventRecord::link))
        .containsExactlyElementsOf(oneByOne.events.stream().map(EventRecord::link).toList());
    assertThat(texts(cut.events.stream().map(EventRecord::value).toList()))
        .isEqualTo(texts(oneByOne.events.stream().map(EventRecord::value).toList()));
    assertThat(texts(cut.replies)).isEqualTo(texts(oneByOne.replies));
    assertThat(DecidedLog.digestOf(last))
        .isEqualTo(DecidedLog.digestOf(plain.state()))
        .isEqualTo(DecidedLog.digestOf(cut.replay()));
    assertThat(SampleState.remembered(last)).isEqualTo(SampleState.remembered(plain.state()));
  }

  private static PartitionState decideInBatches(
      List<InboundRecord> records, DecidedLog log, SplittableRandom choice, CheckpointStore store) {
    PartitionProcessor processor = DecidedLog.processorOf(store.fresh(CommandLog.PARTITION));
    for (int next = 0; next < records.size(); ) {
      int end = Math.min(records.size(), next + choice.nextInt(1, 12));
      InboundRecord[] batch = records.subList(next, end).toArray(InboundRecord[]::new);
      switch (choice.nextInt(14)) {
        case 0, 1 -> {
          for (InboundRecord record : batch) {
            var _ = processor.process(record);
          }
          processor.rollback();
        }
        case 2 -> processor = DecidedLog.processorOf(readBack(log, store));
        case 3 -> write(processor.state(), log, store);
        case 4 -> {
          var _ = processor.state().freeze();
          processor.state().thawUnwritten();
        }
        case 5, 6, 7, 8 -> {
          int ahead = Math.min(records.size(), end + choice.nextInt(1, 12));
          InboundRecord[] following = records.subList(end, ahead).toArray(InboundRecord[]::new);
          next += decideAhead(processor, batch, following, log, choice);
        }
        default -> {
          var _ = log.commit(processor, batch);
          next = end;
        }
      }
    }
    return processor.state();
  }

  /** Decides a batch while the one before awaits its commit; gives how many records counted. */
  private static int decideAhead(
      PartitionProcessor processor,
      InboundRecord[] batch,
      InboundRecord[] following,
      DecidedLog log,
      SplittableRandom choice) {
    DecidedLog.Mark start = log.mark();
    var _ = log.write(processor, batch);
    processor.seal();
    DecidedLog.Mark between = log.mark();
    var _ = log.write(processor, following);
    return switch (choice.nextInt(4)) {
      case 0 -> { // the commit failed
        processor.rollback();
        log.cut(start);
        yield 0;
      }
      case 1 -> { // the following batch could not be decided
        processor.rollbackOpen();
        log.cut(between);
        processor.commitSealed();
        yield batch.length;
      }
      case 2 -> { // the commit of the following batch failed
        processor.commitSealed();
        processor.seal();
        processor.rollback();
        log.cut(between);
        yield batch.length;
      }
      default -> {
        processor.commitSealed();
        processor.commit();
        yield batch.length + following.length;
      }
    };
  }

  private static void write(PartitionState state, DecidedLog log, CheckpointStore store) {
    store.write(state.freeze(), new LogPosition(LOG_ID, log.events.size(), log.replies.size()));
    state.thawWritten();
  }

  private static PartitionState readBack(DecidedLog log, CheckpointStore store) {
    Checkpoint found = store.read(CommandLog.PARTITION, LOG_ID);
    return found == null
        ? log.replay(store.fresh(CommandLog.PARTITION), 0, 0)
        : log.replay(
            found.state(), found.position().nextEventOffset(), found.position().nextReplyOffset());
  }

  private static List<InboundRecord> records(SplittableRandom choice) {
    CommandLog log = new CommandLog();
    SampleCommands commands = new SampleCommands(1);
    List<Command> sent = new ArrayList<>();
    List<InboundRecord> records = new ArrayList<>();
    while (records.size() < RECORDS) {
      log.after(Duration.ofMillis(choice.nextLong(-1_000, 10_000_000)));
      String disk = "disk-" + choice.nextInt(3);
      Command command =
          switch (choice.nextInt(7)) {
            case 0, 1 -> commands.createDisk(disk);
            case 2 -> commands.deleteDisk(disk);
            case 3 -> commands.tagDisk(disk, "value-" + records.size());
            case 4 -> commands.createSnapshot(disk, "snapshot-" + choice.nextInt(5));
            default ->
                sent.isEmpty() ? commands.createDisk(disk) : sent.get(choice.nextInt(sent.size()));
          };
      sent.add(command);
      records.add(log.append(command));
    }
    return records;
  }

  private static List<String> texts(List<byte[]> records) {
    return records.stream().map(HexFormat.of()::formatHex).toList();
  }
}
