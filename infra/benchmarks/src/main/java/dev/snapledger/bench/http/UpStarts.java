package dev.snapledger.bench.http;

import dev.snapledger.bench.figure.Series;
import dev.snapledger.cli.LedgerCommand;
import dev.snapledger.cli.output.Console;
import dev.snapledger.server.tls.TrustedCertificates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code ledger up} as a user starts it, again and again over the same data directory: how long
 * from the start of the process until {@code /health/ready} answers 200.
 */
final class UpStarts {
  /** The program that starts the ledger; this JVM and its libraries if it is not set. */
  private static final String LAUNCHER = "LEDGER_LAUNCHER";

  private static final long STOP_SECONDS_MAX = 60;

  private final HttpOptions options;
  private final Path folder;
  private final Path log;
  private final Console console;
  private final Series millis = new Series();

  UpStarts(HttpOptions options, Path folder, Path log, Console console) {
    this.options = options;
    this.folder = folder;
    this.log = log;
    this.console = console;
  }

  /** Starts it once to make what is missing and to warm the file cache, then as often as told. */
  void run() throws IOException {
    console.line("  'ledger up' is started, and built before if its sources are newer");
    for (int round = 0; round <= options.rounds(); round++) {
      double took = start();
      if (round > 0) {
        millis.add(took);
      }
      console.line("  %s  ready after %.0f ms".formatted(HttpRun.name(round), took));
    }
  }

  private double start() throws IOException {
    List<String> line = new ArrayList<>(launcher());
    line.addAll(List.of("up", "--data", folder.toString(), "--port", "0"));
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(line)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try (BufferedReader out = process.inputReader()) {
      URI url = awaitUrl(out);
      checkReady(url);
      return (System.nanoTime() - begin) / 1e6;
    } finally {
      stop(process);
    }
  }

  private static List<String> launcher() {
    @Nullable String launcher = System.getenv(LAUNCHER);
    if (launcher != null) {
      return List.of(launcher);
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        LedgerCommand.class.getName());
  }

  private URI awaitUrl(BufferedReader out) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("ledger ready at ")) {
        return URI.create(line.split(" ", -1)[3]);
      }
    }
    throw new IOException(
        "expected 'ledger up' to be ready, but it ended: " + Files.readString(log));
  }

  private void checkReady(URI url) throws IOException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(TrustedCertificates.of(folder.resolve("tls/ca.pem")).clientContext())
            .build()) {
      int status =
          client
              .send(
                  HttpRequest.newBuilder(url.resolve("/health/ready")).build(),
                  BodyHandlers.discarding())
              .statusCode();
      if (status != 200) {
        throw new IOException("expected it to be ready, but found status " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("expected an answer").initCause(e);
    }
  }

  private static void stop(Process process) throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("expected 'ledger up' to end when it was asked to, but it did not");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("expected it to end").initCause(e);
    }
  }

  /** In ms. */
  Series millis() {
    return millis;
  }
}
