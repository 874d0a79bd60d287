package dev.snapledger.runtime.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.Command;
import dev.snapledger.runtime.sample.SampleCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Where batches end, which of them are rolled back, and when the state is rebuilt from the log must
 * not be seen in any byte.
 */
class BatchBoundariesPropertyTest {
  private static final int RECORDS = 60;

  @Property(tries = 40)
  void givesTheSameBytesHoweverTheRecordsAreCut(@ForAll long seed) {
    // given
    SplittableRandom choice = new SplittableRandom(seed);
    List<InboundRecord> records = records(choice);

    // when
    DecidedLog oneByOne = new DecidedLog();
    PartitionProcessor plain = DecidedLog.processorOf(new PartitionState(CommandLog.PARTITION));
    records.forEach(record -> oneByOne.commit(plain, record));
    DecidedLog cut = new DecidedLog();
    PartitionState last = decideInBatches(records, cut, choice);

    // then
    assertThat(texts(cut.events)).isEqualTo(texts(oneByOne.events));
    assertThat(texts(cut.replies)).isEqualTo(texts(oneByOne.replies));
    assertThat(DecidedLog.digestOf(last))
        .isEqualTo(DecidedLog.digestOf(plain.state()))
        .isEqualTo(DecidedLog.digestOf(cut.replay()));
    assertThat(SampleState.remembered(last)).isEqualTo(SampleState.remembered(plain.state()));
  }

  private static PartitionState decideInBatches(
      List<InboundRecord> records, DecidedLog log, SplittableRandom choice) {
    PartitionProcessor processor = DecidedLog.processorOf(new PartitionState(CommandLog.PARTITION));
    for (int next = 0; next < records.size(); ) {
      int end = Math.min(records.size(), next + choice.nextInt(1, 12));
      InboundRecord[] batch = records.subList(next, end).toArray(InboundRecord[]::new);
      switch (choice.nextInt(8)) {
        case 0, 1 -> {
          for (InboundRecord record : batch) {
            var _ = processor.process(record);
          }
          processor.rollback();
        }
        case 2 -> processor = DecidedLog.processorOf(log.replay());
        default -> {
          var _ = log.commit(processor, batch);
          next = end;
        }
      }
    }
    return processor.state();
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
