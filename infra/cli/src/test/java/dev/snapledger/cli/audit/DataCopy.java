package dev.snapledger.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.broker.EmbeddedBroker;
import dev.snapledger.cli.LedgerCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Copies of a stopped node's data, and audits of them against a broker that runs. */
final class DataCopy {
  private static final String LOG = "broker";

  private DataCopy() {}

  /** Copies all but the log. */
  static void withoutLog(Path from, Path to) throws IOException {
    copy(from, to, true);
  }

  /** Copies everything. */
  static void withLog(Path from, Path to) throws IOException {
    copy(from, to, false);
  }

  private static void copy(Path from, Path to, boolean skipLog) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path name = from.relativize(file);
        Path target = to.resolve(name.toString());
        if (skipLog && name.startsWith(LOG)) {
          continue;
        }
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** Runs {@code ledger audit}. */
  static LedgerCli audit(Path data, EmbeddedBroker broker, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "audit",
                "--data",
                data.toString(),
                "--set",
                "kafka.bootstrap.servers=" + broker.bootstrapServers()));
    SmallLedger.SETTINGS.forEach(
        (name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
    arguments.addAll(List.of(more));
    return LedgerCli.run(arguments.toArray(String[]::new));
  }

  /** The audit failed, and the first difference of a check says all these things. */
  static void found(LedgerCli audit, String check, String... texts) {
    assertThat(audit.exitCode()).as(audit.toString()).isEqualTo(1);
    List<String> lines =
        audit.out().lines().filter(line -> line.startsWith("  " + check + " ")).toList();
    assertThat(lines).as(audit.toString()).hasSize(1);
    assertThat(lines.getFirst()).contains("DIFFERENT: ").contains(texts);
    assertThat(audit.out()).contains("audit: DIFFERENCES found").doesNotContain("agrees");
  }
}
