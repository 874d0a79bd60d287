package dev.snapledger.faults.run;

import static dev.snapledger.faults.run.Stopwatch.seconds;

import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Sizes;
import dev.snapledger.commands.command.Command;
import dev.snapledger.faults.load.CommandMix;
import dev.snapledger.faults.load.CommandSender;
import dev.snapledger.faults.member.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run: starts everything, makes all faults under load, and has the outcome checked. */
public final class FaultsRun implements AutoCloseable {
  static final int PARTITIONS = 8;

  private static final Duration START_MAX = Duration.ofMinutes(3);
  private static final Duration DECIDED_MAX = Duration.ofMinutes(5);

  /**
   * Part of what is left that is planned for the faults, which may take longer than they should.
   */
  private static final double PLANNED_PART = 0.9;

  private final FaultsOptions options;
  private final Path folder;
  private final Timeline timeline = new Timeline();
  private final Stopwatch watch;
  private @Nullable Brokers brokers;
  private @Nullable Members members;

  /**
   * A run.
   *
   * @param folder gets everything that is written; empty
   */
  public FaultsRun(FaultsOptions options, Path folder, Console console, InstantSource time) {
    this.options = options;
    this.folder = folder;
    this.watch = new Stopwatch(time, console, timeline);
  }

  /**
   * Runs it all.
   *
   * @return what was found
   * @throws FaultTestException if it could not go on to its end
   */
  public Outcome run() throws FaultTestException, IOException, InterruptedException {
    List<Command> commands = CommandMix.of(options.seed(), options.commands());
    Brokers cluster = Brokers.start(folder, PARTITIONS);
    brokers = cluster;
    watch.line("3 brokers serve, each partition with 3 copies, of which 2 are needed");
    Members group =
        new Members(folder, cluster.bootstrapServers(), options.sessionTimeout(), timeline);
    members = group;
    for (int i = 0; i < Members.COUNT; i++) {
      group.join();
    }
    watch.await(
        () -> "3 members to share the partitions, but found " + group.shares(),
        START_MAX,
        () -> timeline.shared(group.names(), PARTITIONS));
    watch.line("members share the partitions: " + group.shares());
    List<FaultReport> reports;
    try (CommandSender sender = new CommandSender(cluster.connection(), commands, 1)) {
      reports = faults(cluster, group, sender);
      drain(cluster, sender);
    }
    return new Aftermath(cluster, group, timeline, watch, PARTITIONS).check(commands, reports);
  }

  private List<FaultReport> faults(Brokers cluster, Members group, CommandSender sender)
      throws FaultTestException, IOException, InterruptedException {
    FaultRunner runner = new FaultRunner(cluster, group, timeline, sender, watch, PARTITIONS);
    List<Fault> faults =
        Fault.schedule(options.seed(), options.rounds(), PARTITIONS, Members.COUNT);
    List<FaultReport> reports = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      int secondsLeft =
          faults.subList(i, faults.size()).stream().mapToInt(f -> f.kind().secondsAbout()).sum();
      double perSecond = Math.max(1, PLANNED_PART * sender.remaining() / secondsLeft);
      sender.pace(perSecond);
      String heading =
          "%d/%d %s at %.0f commands/s".formatted(i + 1, faults.size(), fault.kind(), perSecond);
      reports.add(runner.run(heading, fault));
    }
    return reports;
  }

  private void drain(Brokers cluster, CommandSender sender)
      throws FaultTestException, InterruptedException {
    watch.line(
        "no more faults; %s commands left to send".formatted(Sizes.count(sender.remaining())));
    sender.pace(Double.POSITIVE_INFINITY);
    long start = watch.nowMillis();
    watch.await(
        () -> "all commands to be confirmed, but found " + sender.confirmed(),
        DECIDED_MAX,
        sender::done);
    watch.await(
        () -> "all commands to be decided, but found %d open".formatted(cluster.undecided()),
        DECIDED_MAX,
        () -> cluster.undecided() == 0);
    watch.line(
        "%s commands sent, %d of them again after a broker's silence; all decided after %s"
            .formatted(
                Sizes.count(sender.confirmed()), sender.again(), seconds(watch.since(start))));
  }

  /** Kills all processes that are left; any thread. */
  @Override
  public void close() {
    if (members != null) {
      members.close();
    }
    if (brokers != null) {
      brokers.close();
    }
  }
}
