package dev.snapledger.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A program of this machine, run as it is. Where it is missing, tests are skipped with one line on
 * standard output, or fail when the property {@code ledger.clients.required} is true.
 */
public final class Program {
  private static final String PAGE = "docs/operating/client-tests.md";
  private static final Duration RUN_MAX = Duration.ofMinutes(3);
  private static final File NOTHING = new File("/dev/null");
  private static final Map<String, Boolean> TOLD = new ConcurrentHashMap<>();

  private final Path executable;
  private final Path folder;
  private final Map<String, String> environment;
  private final Duration runMax;

  private Program(Path executable, Path folder, Map<String, String> environment, Duration runMax) {
    this.executable = executable;
    this.folder = folder;
    this.environment = environment;
    this.runMax = runMax;
  }

  /**
   * What came of a run.
   *
   * @param code exit code
   * @param out standard output
   * @param error standard error
   */
  public record Ended(int code, String out, String error) {
    /** Standard output of a run that went well. */
    public String orThrow() {
      if (code != 0) {
        throw new AssertionError("expected exit code 0, but found %s".formatted(this));
      }
      return out;
    }
  }

  /**
   * Finds a program on the path of commands.
   *
   * @param name name of its file
   * @param from Debian's package
   * @param folder where it works; its output is kept there while it runs
   */
  public static Program required(String name, String from, Path folder) {
    Path found = find(name);
    if (found == null) {
      throw missing("expected %s of Debian's package %s, but found none".formatted(name, from));
    }
    return new Program(found, folder, Map.of(), RUN_MAX);
  }

  /** The same with one more variable of the environment. */
  public Program with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Program(executable, folder, more, runMax);
  }

  /** The same with more time for each run. */
  public Program within(Duration max) {
    return new Program(executable, folder, environment, max);
  }

  /** Runs it to its end. */
  public Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Path error = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
            .redirectOutput(out.toFile())
            .redirectError(error.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(runMax)) {
        throw new AssertionError(
            "expected an end within %s, but %s goes on; %s%s"
                .formatted(runMax, command, text(out), text(error)));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), text(out), text(error));
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }

  private static @Nullable Path find(String name) {
    for (String each : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path path = Path.of(each, name);
      if (Files.isExecutable(path)) {
        return path;
      }
    }
    return null;
  }

  /** Skips the test, or gives what fails it. */
  static AssertionError missing(String why) {
    if (!Boolean.getBoolean("ledger.clients.required")) {
      if (TOLD.put(why, true) == null) {
        System.out.println("client tests SKIPPED: %s (%s)".formatted(why, PAGE));
      }
      Assumptions.abort(why);
    }
    return new AssertionError("%s (%s)".formatted(why, PAGE));
  }
}
