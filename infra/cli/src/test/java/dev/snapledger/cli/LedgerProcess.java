package dev.snapledger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program of this build in a JVM of its own, so that a test can end it and not itself. Its
 * standard output is read line by line, standard error goes to a file.
 */
public final class LedgerProcess implements AutoCloseable {
  /** Longest wait for a line or an end, on a machine that is busy with other things. */
  private static final long WAIT_MINUTES_MAX = 5;

  private static final String END = new String("end of output");

  private final Process process;
  private final Path errors;
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> taken = new ArrayList<>();

  private LedgerProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** Starts the main class with the arguments; standard error is written anew to a file. */
  public static LedgerProcess start(
      Path errors, Map<String, String> properties, Class<?> main, Stream<String> arguments)
      throws IOException {
    return start(errors, properties, List.of(), main, arguments);
  }

  /** As above, with further options of the JVM. */
  public static LedgerProcess start(
      Path errors,
      Map<String, String> properties,
      List<String> options,
      Class<?> main,
      Stream<String> arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Daxoniq.update-checker.disabled=true"));
    command.addAll(options);
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    arguments.forEach(command::add);
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    var started = new LedgerProcess(process, errors);
    Thread.ofPlatform().daemon().name("output of " + process.pid()).start(started::readOutput);
    return started;
  }

  private void readOutput() {
    try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      reader.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException _) {
      // A killed process closes its output in the middle of a line.
    } finally {
      lines.add(END);
    }
  }

  /** The next line of output, waiting for it; null at the end. */
  public @Nullable String nextLine() throws InterruptedException {
    String line = lines.poll(WAIT_MINUTES_MAX, TimeUnit.MINUTES);
    if (line == null) {
      throw new AssertionError("expected a line of output, but none came; so far: " + this);
    }
    if (Objects.equals(line, END)) {
      lines.add(END); // For whoever asks again.
      return null;
    }
    taken.add(line);
    return line;
  }

  /** Reads up to the first line that contains a text. */
  public void awaitLine(String text) throws InterruptedException {
    for (String line = nextLine(); line == null || !line.contains(text); line = nextLine()) {
      if (line == null) {
        throw new AssertionError("expected '" + text + "' in the output, but found " + this);
      }
    }
  }

  /** Writes a line to its standard input. */
  public void send(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** Whether a line waits to be taken, or the output has ended. */
  public boolean hasNews() {
    return !lines.isEmpty();
  }

  /** Lines taken so far. */
  public List<String> output() {
    return List.copyOf(taken);
  }

  public long pid() {
    return process.pid();
  }

  /** The processes it has started and that run, such as its broker. */
  public List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Asks it to end, as Ctrl-C and service managers do: SIGTERM. */
  public void ask() {
    process.destroy();
  }

  /** Ends it as a power switch would, but for what the system's caches hold: SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Waits for its end, and for the end of its output. */
  public int exitCode() throws InterruptedException {
    while (nextLine() != null) {
      // Kept in taken.
    }
    if (!process.waitFor(WAIT_MINUTES_MAX, TimeUnit.MINUTES)) {
      throw new AssertionError("expected the process to end, but it runs; " + this);
    }
    return process.exitValue();
  }

  /** What it wrote to standard error so far. */
  public String errors() {
    try {
      return Files.exists(errors) ? Files.readString(errors) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read " + errors, e);
    }
  }

  @Override
  public String toString() {
    return "process %d\n%s\nstandard error:\n%s"
        .formatted(process.pid(), String.join("\n", taken), errors());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
