package dev.snapledger.faults.cli;

import static dev.snapledger.faults.run.FaultsOptions.COMMANDS;
import static dev.snapledger.faults.run.FaultsOptions.ROUNDS;

import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Failures;
import dev.snapledger.cli.output.Folders;
import dev.snapledger.cli.output.Sizes;
import dev.snapledger.faults.run.FaultTestException;
import dev.snapledger.faults.run.FaultsOptions;
import dev.snapledger.faults.run.FaultsRun;
import dev.snapledger.faults.run.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger faults}: kills and stops real processes under load, and checks what is left. */
@Command(
    name = "ledger faults",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs three brokers and three members as processes of their own, sends commands to them, and",
      "meanwhile kills and stops them, in each round once by each of:",
      "  KILL_LEADER       kill -9 of the broker that leads a partition of the events",
      "  KILL_COORDINATOR  kill -9 of the broker that coordinates the group",
      "  KILL_MEMBER       kill -9 of a member, which is started at once",
      "  LOSE_MEMBER       kill -9 of a member, which is started when others have its partitions",
      "  KILL_BOTH         a broker and a member whose partition it leads, at the same moment",
      "  PAUSE_MEMBER      SIGSTOP of a member past its session timeout, then SIGCONT",
      "  ROLLING_JOINS     each member leaves in turn, and another one joins",
      "Then it checks, from the log alone, that every command is decided and answered exactly"
          + " once,",
      "that replies name exactly their events, that deciding all again gives the same bytes, and",
      "that states and checkpoints of all members are those that the events lead to."
    },
    footer = {
      "",
      "Examples:",
      "  ledger faults --quick          one fault of each kind, about two minutes",
      "  ledger faults                  60000 commands, three of each kind",
      "  ledger faults --seed 7         the same commands and faults as another run with seed 7;",
      "                                 how the processes interleave differs from run to run",
      "",
      "It listens on 127.0.0.1 only and needs about 2 GB of memory. A run that failed prints its",
      "seed and keeps its folder: logs of all processes, checkpoints, and the brokers' data.",
      "Exit codes: 0 all held; 1 something did not; 2 wrong usage. docs/operating/fault-tests.md"
    })
public final class FaultsCommand implements Callable<Integer> {
  private static final int HELP_COLUMNS = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--commands",
      paramLabel = "N",
      defaultValue = "" + COMMANDS,
      description = "Commands to send while faults happen (default: ${DEFAULT-VALUE}).")
  private int commands;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Chooses the commands and the faults (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "" + ROUNDS,
      description = "Faults of each kind (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--quick",
      description = "A short form: 6000 commands, 1 round, shorter sessions; wins over the above.")
  private boolean quick;

  @Option(names = "--keep", description = "Keep the folder of a run that held, too.")
  private boolean keep;

  private final InstantSource time = InstantSource.system();

  FaultsCommand() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new FaultsCommand())
        .setUsageHelpWidth(HELP_COLUMNS)
        .setExecutionExceptionHandler(Failures::explain);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    FaultsOptions options = options();
    Console console = new Console(spec.commandLine().getOut(), Console.surfaceOf(false), time);
    Path folder = Files.createTempDirectory("ledger-faults-");
    Instant start = time.instant();
    console.line(
        "faults: %s commands, %d rounds, seed %d, session timeout %s s, in %s"
            .formatted(
                Sizes.count(options.commands()),
                options.rounds(),
                options.seed(),
                options.sessionTimeout().toSeconds(),
                folder));
    boolean held = false;
    try {
      held = run(options, folder, console);
    } finally {
      if (held && !keep) {
        Folders.delete(folder);
      } else if (!held) {
        console.line("FAILED with seed %d; everything is kept in %s".formatted(seed, folder));
      }
    }
    console.line("done in " + Sizes.time(Duration.between(start, time.instant())));
    return held ? 0 : 1;
  }

  private FaultsOptions options() {
    try {
      return quick ? FaultsOptions.quick(seed) : FaultsOptions.of(commands, seed, rounds);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private boolean run(FaultsOptions options, Path folder, Console console)
      throws IOException, InterruptedException {
    try (FaultsRun run = new FaultsRun(options, folder, console, time)) {
      Thread atExit = Thread.ofPlatform().name("end").unstarted(run::close);
      Runtime.getRuntime().addShutdownHook(atExit);
      Outcome outcome = run.run();
      Runtime.getRuntime().removeShutdownHook(atExit);
      new Summary(outcome).show(console);
      return outcome.findings().none();
    } catch (FaultTestException e) {
      console.line("the run could not go on: " + e.getMessage());
      return false;
    }
  }
}
