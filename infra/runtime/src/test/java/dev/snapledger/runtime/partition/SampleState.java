package dev.snapledger.runtime.partition;

import dev.snapledger.runtime.sample.SampleCommands;
import java.util.List;

/** A small state that was decided, for tests of what keeps states. */
public final class SampleState {
  private SampleState() {}

  /** The partition of the samples. */
  public static final int PARTITION = CommandLog.PARTITION;

  /** Two disks, a snapshot and a rejection, decided in an empty state. */
  public static PartitionState decided(PartitionState state) {
    PartitionProcessor processor = DecidedLog.processorOf(state);
    CommandLog log = new CommandLog();
    SampleCommands commands = new SampleCommands(7);
    new DecidedLog()
        .commit(
            processor,
            log.append(commands.createDisk("a")),
            log.append(commands.createDisk("b")),
            log.append(commands.createDisk("b")),
            log.append(commands.createSnapshot("a", "s")));
    return processor.state();
  }

  /** The replies a state remembers, oldest first, as text. */
  public static List<String> remembered(PartitionState state) {
    return state.remembered().stream()
        .map(reply -> reply.key() + " " + DecidedLog.replyOf(reply.bytes()))
        .toList();
  }
}
