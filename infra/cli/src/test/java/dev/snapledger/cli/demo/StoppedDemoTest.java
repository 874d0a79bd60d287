package dev.snapledger.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.cli.LedgerCli;
import dev.snapledger.cli.LedgerCommand;
import dev.snapledger.cli.LedgerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo that is asked to end in the middle of its work: SIGTERM, as Ctrl-C does. */
class StoppedDemoTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir Path folder;

  @BeforeEach
  void makeAnImage() throws Exception {
    byte[] bytes = new byte[1 << 20];
    new SplittableRandom(3).nextBytes(bytes);
    Files.write(folder.resolve("image"), bytes);
  }

  @Test
  void closesItsBrokerAndLeavesDataThatCanBeAudited() throws Exception {
    // given
    Path data = folder.resolve("data");
    try (LedgerProcess demo = startDemo("--data", data.toString())) {
      demo.awaitLine("snapshot-2:");
      List<ProcessHandle> brokers = demo.children();

      // when
      demo.ask();

      // then
      assertThat(demo.exitCode()).as(demo.toString()).isEqualTo(TERMINATED);
      assertThat(brokers).hasSize(1).noneMatch(ProcessHandle::isAlive);
      assertThat(demo.output()).noneMatch(line -> line.startsWith("verified:"));
      assertThat(demo.errors()).doesNotContain("\tat ");
    }
    LedgerCli audit = LedgerCli.run("audit", "--data", data.toString());
    assertThat(audit.exitCode()).as(audit.toString()).isZero();
    assertThat(audit.out()).contains("audit: everything agrees");
  }

  @Test
  void deletesItsTemporaryData() throws Exception {
    // given
    try (LedgerProcess demo = startDemo()) {
      demo.awaitLine("broker and node started");
      assertThat(temporary()).isNotEmptyDirectory();

      // when
      demo.ask();

      // then
      assertThat(demo.exitCode()).as(demo.toString()).isEqualTo(TERMINATED);
      assertThat(temporary()).isDirectoryNotContaining("glob:**/ledger-*");
    }
  }

  private LedgerProcess startDemo(String... more) throws Exception {
    Files.createDirectories(temporary());
    return LedgerProcess.start(
        folder.resolve("errors"),
        Map.of("java.io.tmpdir", temporary().toString()),
        LedgerCommand.class,
        Stream.concat(
            Stream.of("demo", "--image", folder.resolve("image").toString()), Stream.of(more)));
  }

  private Path temporary() {
    return folder.resolve("tmp");
  }
}
