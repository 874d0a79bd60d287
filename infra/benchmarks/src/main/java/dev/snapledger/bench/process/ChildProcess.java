package dev.snapledger.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child JVM that answers each line on its standard input with one line: {@code = FIELDS} when it
 * did what was asked, {@code ! TEXT} when it could not.
 *
 * <p>It ends with its standard input, so it never outlives this process. For one thread.
 */
public final class ChildProcess implements AutoCloseable {
  /** Begins an answer. */
  public static final String DONE = "= ";

  /** Begins a failure. */
  public static final String FAILED = "! ";

  private static final long END_SECONDS_MAX = 90;
  private static final int SHOWN_LINES_MAX = 20;

  private final String name;
  private final Path errors;
  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  private ChildProcess(String name, Path errors, Process process) {
    this.name = name;
    this.errors = errors;
    this.process = process;
    this.answers = process.inputReader(UTF_8);
    this.questions = process.outputWriter(UTF_8);
  }

  /**
   * Starts a child of this JVM's own java and class path, and waits until it says that it is ready.
   *
   * @param folder where its standard error goes
   */
  public static ChildProcess start(ChildCommand command, Path folder) throws IOException {
    Path errors = folder.resolve(command.name() + ".log");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(command.jvmOptions());
    line.add("-cp");
    line.add(System.getProperty("java.class.path"));
    line.add(command.mainClass());
    line.addAll(command.arguments());
    Process process =
        new ProcessBuilder(line)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start();
    ChildProcess child = new ChildProcess(command.name(), errors, process);
    child.answer();
    return child;
  }

  /** Asks, and waits for the answer. */
  public Fields ask(String verb, Fields fields) {
    try {
      questions.write((verb + " " + fields).strip() + "\n");
      questions.flush();
    } catch (IOException e) {
      throw failed("it does not listen any more");
    }
    return answer();
  }

  private Fields answer() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw failed("it ended");
      }
      if (!line.startsWith(DONE)) {
        throw failed(line);
      }
      return Fields.parse(line.substring(DONE.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private IllegalStateException failed(String how) {
    return new IllegalStateException(
        "expected an answer of the %s process, but %s%n%s".formatted(name, how, lastErrors()));
  }

  private String lastErrors() {
    try {
      List<String> lines = Files.readAllLines(errors);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES_MAX), lines.size()));
    } catch (IOException e) {
      return "(nothing of " + errors + " could be read: " + e.getMessage() + ")";
    }
  }

  /** Lets it end in good order, or kills it. */
  @Override
  public void close() {
    try {
      questions.close();
    } catch (IOException e) {
      process.destroyForcibly(); // It is gone already, or as good as.
    }
    try {
      if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
