package dev.snapledger.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Azure's clients for Node, as they are. What they do and expect is in {@code src/test/node}. */
class AzureNodeTest {
  private static final Path SOURCES = Path.of("src", "test", "node");
  private static final Path INSTALLED = Path.of("target", "node").toAbsolutePath();
  private static final Path LOCK = Path.of("package-lock.json");
  private static final int MAJOR_MIN = 20;

  @TempDir static Path folder;
  private static RunningLedger ledger;
  private static Program node;

  @BeforeAll
  static void start() throws Exception {
    Files.createDirectories(INSTALLED);
    node = Program.required("node", "nodejs", INSTALLED);
    String version = node.run("--version").orThrow().strip();
    if (Integer.parseInt(version.substring(1).split("\\.", 2)[0]) < MAJOR_MIN) {
      throw Program.missing(
          "expected Node.js %d or later, but found %s".formatted(MAJOR_MIN, version));
    }
    install();
    ledger = RunningLedger.start(folder.resolve("data"), Map.of());
  }

  @AfterAll
  static void stop() {
    if (ledger != null) {
      ledger.close();
    }
  }

  /** Installs what the lock file names, unless an earlier run has. */
  private static void install() throws IOException, InterruptedException {
    boolean there =
        Files.exists(INSTALLED.resolve("node_modules"))
            && Files.exists(INSTALLED.resolve(LOCK))
            && Files.mismatch(SOURCES.resolve(LOCK), INSTALLED.resolve(LOCK)) < 0;
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!there) {
      Program npm = Program.required("npm", "npm", INSTALLED);
      Program.Ended ended = npm.run("ci", "--no-audit", "--no-fund", "--ignore-scripts");
      if (ended.code() != 0) {
        throw Program.missing("expected npm to install the clients, but found " + ended);
      }
    }
  }

  @Test
  void doesAllThatTheStorySays() throws Exception {
    // when
    Program.Ended ended =
        node.with("LEDGER_URL", ledger.url().toString())
            .with("LEDGER_CLIENT_ID", ledger.clientId())
            .with("LEDGER_CLIENT_SECRET", ledger.clientSecret())
            .with("NODE_EXTRA_CA_CERTS", ledger.caFile().toString())
            .run("--test", "--test-reporter=tap", "story.test.mjs");

    // then
    List<String> lines = ended.orThrow().lines().toList();
    assertThat(lines).contains("# fail 0", "# skipped 0").doesNotContain("# pass 0");
  }
}
