package dev.snapledger.bench.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs other programs, one at a time, each within a limit of time. For one thread.
 *
 * @param folder where they run
 * @param logs where their output goes; only that of the last one is kept
 * @param environment added to that of this process
 */
public record Tool(Path folder, Path logs, Map<String, String> environment) {
  private static final Duration TIME_MAX = Duration.ofMinutes(30);
  private static final int SHOWN_LINES_MAX = 10;

  /** Copies the map. */
  public Tool {
    environment = Map.copyOf(environment);
  }

  /** The same in another folder. */
  public Tool in(Path other) {
    return new Tool(other, logs, environment);
  }

  /**
   * Runs a program that asks nothing, and returns what it printed.
   *
   * @throws ToolException if it is not there, takes too long, or ends with another code than 0
   */
  public String run(String... command) throws IOException {
    return run(null, List.of(command));
  }

  /** Like {@link #run(String...)}, with a file as its standard input. */
  public String runWith(Path input, String... command) throws IOException {
    return run(input, List.of(command));
  }

  private String run(@Nullable Path input, List<String> command) throws IOException {
    Path output = logs.resolve("output");
    Path errors = logs.resolve("errors");
    List<String> line = new ArrayList<>(command);
    line.set(0, program(command.getFirst()).toString());
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    if (input != null) {
      builder.redirectInput(input.toFile());
    }
    Process process = builder.start();
    if (input == null) {
      process.getOutputStream().close();
    }
    int code = await(process, command);
    if (code != 0) {
      throw new ToolException(
          "expected %s to end with 0, but it ended with %d: %s"
              .formatted(String.join(" ", command), code, lastLines(errors)));
    }
    return Files.readString(output, StandardCharsets.ISO_8859_1);
  }

  private static Path program(String name) throws ToolException {
    Path found = Programs.find(name);
    if (found == null) {
      throw new ToolException("expected a program " + name + " on the PATH, but found none");
    }
    return found;
  }

  private static int await(Process process, List<String> command) throws IOException {
    try {
      if (!process.waitFor(TIME_MAX.toSeconds(), TimeUnit.SECONDS)) {
        throw new ToolException(
            "expected %s to end within %d minutes, but it did not"
                .formatted(String.join(" ", command), TIME_MAX.toMinutes()));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting");
      interrupted.initCause(e);
      throw interrupted;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String lastLines(Path errors) throws IOException {
    List<String> lines = Files.readAllLines(errors, StandardCharsets.ISO_8859_1);
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES_MAX), lines.size()));
  }
}
