package dev.snapledger.runtime.partition;

import dev.snapledger.runtime.sample.SampleCommands;
import java.time.Duration;
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

  /** Decides commands for a state while time passes. */
  public static final class Timeline {
    private final CommandLog log = new CommandLog();
    private final DecidedLog decided = new DecidedLog();
    private final SampleCommands commands = new SampleCommands(1);
    private final PartitionProcessor processor;

    /** Begins at midnight. */
    public Timeline(PartitionState state) {
      this.processor = DecidedLog.processorOf(state);
    }

    /** Lets time pass. */
    public Timeline after(Duration passed) {
      log.after(passed);
      return this;
    }

    /** Decides a command. */
    public void createDisk(String name) {
      var _ = decided.commit(processor, log.append(commands.createDisk(name)));
    }
  }

  /** The replies a state remembers, oldest first, as text. */
  public static List<String> remembered(PartitionState state) {
    return state.remembered().stream()
        .map(reply -> reply.key() + " " + DecidedLog.replyOf(reply.bytes()))
        .toList();
  }
}
