package dev.snapledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person may get wrong: each is told what was expected and found, and leaves nothing. */
class BadInputTest {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"demo", "node", "audit"})
  void refusesADataDirectoryOfANewerFormat(String command) throws Exception {
    // given
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("FORMAT"), "snapledger-data 7\n");

    // when
    LedgerCli run = LedgerCli.run(command, "--data", data.toString());

    // then
    refused(run, FAILED, "expected data of format 1 to 1 in " + data, "found format 7");
    assertThat(namesIn(data)).containsExactly("FORMAT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "node", "audit"})
  void refusesAFolderWithOtherThings(String command) throws Exception {
    // given
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("thesis.tex"), "x");

    // when
    LedgerCli run = LedgerCli.run(command, "--data", data.toString());

    // then
    refused(run, FAILED, "expected " + data + " to be empty or a data directory", "thesis.tex");
    assertThat(namesIn(data)).containsExactly("thesis.tex");
  }

  @Test
  void refusesADataDirectoryInUseByAnotherProcess() throws Exception {
    // given
    Path data = folder.resolve("data");
    try (LedgerProcess holder =
        LedgerProcess.start(
            folder.resolve("errors"), Map.of(), FolderHolder.class, Stream.of(data.toString()))) {
      holder.awaitLine("holds");
      List<String> before = namesIn(data);

      // when
      LedgerCli run = LedgerCli.run("audit", "--data", data.toString());

      // then
      refused(
          run,
          FAILED,
          "expected the data directory " + data + " to be free",
          "in use by process " + holder.pid());
      assertThat(namesIn(data)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "node", "audit"})
  void refusesAFileAsDataDirectory(String command) throws Exception {
    // given
    Path data = Files.writeString(folder.resolve("data"), "x");

    // when
    LedgerCli run = LedgerCli.run(command, "--data", data.toString());

    // then
    refused(run, command.equals("audit") ? WRONG_USAGE : FAILED, "expected a", data.toString());
    assertThat(data).hasContent("x");
  }

  @Test
  void auditsNoFolderThatIsNotThere() throws Exception {
    // when
    LedgerCli run = LedgerCli.run("audit", "--data", folder.resolve("none").toString());

    // then
    refused(run, WRONG_USAGE, "--data: expected a data directory", "found none at");
    assertThat(namesIn(folder)).isEmpty();
  }

  @Test
  void refusesAnImageThatIsNotThere() throws Exception {
    refusedImage(folder.resolve("none"), "expected a readable file, but found");
  }

  @Test
  void refusesAFolderAsImage() throws Exception {
    refusedImage(Files.createDirectories(folder.resolve("images")), "expected a file, but found");
  }

  @Test
  void refusesAnEmptyImage() throws Exception {
    refusedImage(Files.createFile(folder.resolve("empty")), "at least one byte", "of 0 bytes");
  }

  @Test
  void refusesAnImageItMayNotRead() throws Exception {
    // given
    Path image = Files.writeString(folder.resolve("secret"), "x");
    Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(image)).as("root reads everything").isFalse();

    // when // then
    refusedImage(image, "expected a readable file, but found");
  }

  private void refusedImage(Path image, String... texts) throws IOException {
    // when
    Path data = folder.resolve("data");
    LedgerCli run = LedgerCli.run("demo", "--image", image.toString(), "--data", data.toString());

    // then
    refused(run, WRONG_USAGE, texts);
    assertThat(run.err()).contains(image.toString());
    assertThat(data).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "501", "five", "2147483648"})
  void refusesNumbersOfSnapshotsOutsideTheirBounds(String snapshots) {
    refusedDemo("--snapshots", snapshots);
  }

  @Test
  void takesTheMostSnapshotsOfADemoAndLooksAtItsDataNext() throws Exception {
    // given
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("FORMAT"), "snapledger-data 7\n");

    // when
    LedgerCli run = LedgerCli.run("demo", "--snapshots", "500", "--data", data.toString());

    // then
    refused(run, FAILED, "expected data of format 1 to 1 in " + data, "found format 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0.1", "1.01", "NaN", "half"})
  void refusesSharesOutsideTheirBounds(String change) {
    refusedDemo("--change", change);
  }

  private void refusedDemo(String option, String value) {
    // when
    Path data = folder.resolve("data");
    LedgerCli run = LedgerCli.run("demo", option, value, "--data", data.toString());

    // then
    refused(run, WRONG_USAGE, option, value);
    assertThat(data).doesNotExist();
  }

  @Test
  void refusesAFileAsFolderForExports() throws Exception {
    // given
    Path out = Files.writeString(folder.resolve("out"), "x");

    // when
    Path data = folder.resolve("data");
    LedgerCli run = LedgerCli.run("demo", "--out", out.toString(), "--data", data.toString());

    // then
    refused(run, WRONG_USAGE, "--out: expected a folder, but found " + out);
    assertThat(data).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "partitions=4",
        "log.partitions=0",
        "log.partitions=many",
        "log.replication=9999",
        "copy.bytes-per-second-max=0",
        "policy.name=azure-2030",
        "policy.snapshot-rate-window=5 minutes",
        "kafka.acks=all"
      })
  void refusesWrongSettingsBeforeAnythingIsStarted(String setting) {
    // when
    Path data = folder.resolve("data");
    LedgerCli run = LedgerCli.run("node", "--data", data.toString(), "--set", setting);

    // then
    refused(run, WRONG_USAGE, "setting ", "expected ", "but found '");
    assertThat(data).doesNotExist();
  }

  @Test
  void refusesASettingsFileThatIsNotThere() {
    // when
    Path config = folder.resolve("node.properties");
    LedgerCli run =
        LedgerCli.run(
            "node", "--data", folder.resolve("data").toString(), "--config", config.toString());

    // then
    refused(run, FAILED, "expected a readable settings file at " + config);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "restore", "--backup"})
  void refusesWordsThatAreNoCommands(String word) {
    // when
    LedgerCli run = word.isEmpty() ? LedgerCli.run() : LedgerCli.run(word);

    // then
    refused(run, WRONG_USAGE, word.isEmpty() ? "expected a command, but found none" : word);
  }

  private static void refused(LedgerCli run, int exitCode, String... texts) {
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    assertThat(run.err()).contains(texts).doesNotContain("\tat ");
    assertThat(run.out()).doesNotContain("verified", "ready");
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
