package dev.snapledger.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a child process is asked, line by line.
 *
 * <p>A thread of its own reads, so that a parent that ends while a question is being answered takes
 * the child with it: nobody waits for that answer. For one thread.
 */
public final class Questions {
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private volatile boolean answering = true;

  private Questions() {}

  /** Begins to read {@code input}; {@code orphaned} runs if it ends in the middle of an answer. */
  public static Questions read(InputStream input, Runnable orphaned) {
    Questions questions = new Questions();
    Thread.ofPlatform()
        .name("questions")
        .daemon()
        .start(() -> questions.readAll(new InputStreamReader(input, UTF_8), orphaned));
    return questions;
  }

  private void readAll(InputStreamReader input, Runnable orphaned) {
    try (BufferedReader reader = new BufferedReader(input)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      System.err.println("Reading questions ended by " + e);
    }
    lines.add(Optional.empty());
    if (answering) {
      orphaned.run();
    }
  }

  /** The next one, after the last was answered; null when there are no more. */
  public @Nullable String next() throws InterruptedException {
    answering = false;
    Optional<String> line = lines.take();
    answering = line.isPresent();
    return line.orElse(null);
  }
}
