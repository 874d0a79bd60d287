package dev.snapledger.cli.audit;

import dev.snapledger.app.AuditedNode;
import dev.snapledger.runtime.audit.AuditStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Where an audit begins, as it was asked for.
 *
 * @param start where
 * @param ledger the ledger that an earlier report is about; null without one
 * @param text the same for people; empty for the beginning
 */
record AuditSince(AuditStart start, @Nullable String ledger, String text) {
  /** With the first event. */
  static final AuditSince BEGINNING = new AuditSince(AuditStart.BEGINNING, null, "");

  /**
   * Reads the value of {@code --since}.
   *
   * @param since an offset or a file; null for the beginning
   * @throws ParameterException if it is neither
   */
  static AuditSince of(@Nullable String since, CommandLine commandLine) {
    if (since == null) {
      return BEGINNING;
    }
    if (since.matches("[0-9]{1,18}")) {
      return new AuditSince(
          new AuditStart.Offset(Long.parseLong(since)), null, "events from offset " + since);
    }
    Path file = Path.of(since);
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(
          commandLine,
          "--since: expected an offset or the report of an earlier audit, but found " + since);
    }
    try {
      ReportFile.Earlier earlier = ReportFile.read(file);
      return new AuditSince(
          new AuditStart.After(earlier.heads()),
          earlier.ledger(),
          "since the report with sha256 " + earlier.digest());
    } catch (IllegalArgumentException | IOException e) {
      throw new ParameterException(commandLine, "--since: " + e.getMessage(), e);
    }
  }

  boolean fromBeginning() {
    return text.isEmpty();
  }

  /** Refuses a report of another ledger: its chains say nothing about this one's. */
  void checkLog(AuditedNode node, CommandLine commandLine) {
    if (ledger != null && !ledger.equals(node.logId())) {
      throw new ParameterException(
          commandLine,
          "--since: expected a report of ledger %s, but found one of %s"
              .formatted(node.logId(), ledger));
    }
  }
}
