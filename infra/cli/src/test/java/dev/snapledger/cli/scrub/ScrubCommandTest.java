package dev.snapledger.cli.scrub;

import static dev.snapledger.cli.StoredRegions.BLOCK_BYTES;
import static dev.snapledger.cli.StoredRegions.EAST;
import static dev.snapledger.cli.StoredRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.app.data.DataDirectory;
import dev.snapledger.cli.LedgerCli;
import dev.snapledger.cli.StoredRegions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ledger scrub}, on sound and on damaged data. */
class ScrubCommandTest {
  @TempDir Path folder;
  private StoredRegions stored;

  @BeforeEach
  void store() {
    stored = StoredRegions.make(folder.resolve("data"));
  }

  private LedgerCli scrub(String... more) {
    return LedgerCli.run(
        Stream.concat(Stream.of("scrub", "--data", stored.folder().toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private Path quarantine(String region) {
    return stored.folder().resolve("regions").resolve(region).resolve("QUARANTINE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--region=" + EAST, "--deep", "--bytes-per-second=100000000"})
  void saysThatAllIsSound(String option) throws IOException {
    // given
    Map<String, String> before = stored.regionFiles();

    // when
    LedgerCli scrub = scrub(option);

    // then
    assertThat(scrub.exitCode()).as(scrub.toString()).isZero();
    assertThat(scrub.out())
        .contains("scrubbing eastus: ", "region eastus: sound", "scrub: everything is sound");
    assertThat(scrub.out().contains("region westus: sound"))
        .isEqualTo(!option.startsWith("--region"));
    assertThat(stored.regionFiles()).isEqualTo(before);
  }

  @Test
  void namesWhatIsBrokenAndWhatThatHits() throws IOException {
    // given
    stored.damage(EAST, 1);
    stored.damage(EAST, 2);

    // when
    LedgerCli scrub = scrub();

    // then
    assertThat(scrub.exitCode()).as(scrub.toString()).isEqualTo(1);
    List<String> lines = scrub.out().lines().toList();
    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        String.valueOf(StoredRegions.record(1)),
                        "its stored bytes do not match their checksum",
                        WEST))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        StoredRegions.VOLUME.toString(),
                        "snapshot " + StoredRegions.FIRST,
                        BLOCK_BYTES + ".." + 3 * BLOCK_BYTES))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "snapshot " + StoredRegions.SECOND,
                        2 * BLOCK_BYTES + ".." + 3 * BLOCK_BYTES))
        .anySatisfy(line -> assertThat(line).contains("the disk itself", "64.0 KiB"));
    assertThat(scrub.out()).contains("region westus: sound", "scrub: DAMAGE found");
    assertThat(quarantine(EAST)).content().contains("segment 1 at " + StoredRegions.record(1));
    assertThat(quarantine(WEST)).doesNotExist();
  }

  @Test
  void changesNoFileOfTheStoresInADryRun() throws IOException {
    // given
    stored.damage(EAST, 1);
    Path leftOver =
        Files.writeString(
            stored.folder().resolve("regions/eastus/chains/" + StoredRegions.VOLUME + "/x.tmp"),
            "x");
    Map<String, String> before = stored.regionFiles();

    // when
    LedgerCli scrub = scrub("--dry-run", "--deep");

    // then
    assertThat(scrub.exitCode()).as(scrub.toString()).isEqualTo(1);
    assertThat(scrub.out()).contains("scrub: DAMAGE found");
    assertThat(stored.regionFiles()).isEqualTo(before);
    assertThat(leftOver).exists();
  }

  @Test
  void writesAReportForPrograms() throws IOException {
    // given
    stored.damage(EAST, 1);
    Path file = folder.resolve("scrub.json");

    // when
    LedgerCli scrub = scrub("--report", file.toString(), "--json");

    // then
    assertThat(scrub.exitCode()).isEqualTo(1);
    assertThat(scrub.out()).isEqualTo(Files.readString(file));
    assertThat(scrub.err()).contains("scrub: DAMAGE found", "report: " + file);
    JsonNode report = new ObjectMapper().readTree(scrub.out());
    assertThat(report.at("/format").asText()).isEqualTo("snapledger-scrub-1");
    assertThat(report.at("/clean").asBoolean(true)).isFalse();
    assertThat(report.at("/depth").asText()).isEqualTo("shallow");
    JsonNode east = report.at("/regions/0");
    assertThat(east.at("/end").asText()).isEqualTo("complete");
    assertThat(east.at("/records").asLong()).isEqualTo(5);
    assertThat(east.at("/broken/0/segment").asInt()).isEqualTo(1);
    assertThat(east.at("/broken/0/position").asLong()).isEqualTo(StoredRegions.record(1));
    assertThat(east.at("/broken/0/flaw").asText()).isEqualTo("STORED_BYTES");
    assertThat(east.at("/broken/0/places/0/block").asInt()).isEqualTo(1);
    assertThat(east.at("/broken/0/copy/region").asText()).isEqualTo(WEST);
    assertThat(east.at("/broken/0/copy/snapshot").asText())
        .isEqualTo(StoredRegions.COPY.toString());
    assertThat(east.at("/damages")).hasSize(1);
    assertThat(east.at("/damages/0/kind").asText()).isEqualTo("image");
    assertThat(east.at("/damages/0/id").asText()).isEqualTo(StoredRegions.FIRST.toString());
    assertThat(east.at("/damages/0/ranges/0/startByte").asLong()).isEqualTo(BLOCK_BYTES);
    assertThat(east.at("/damages/0/ranges/0/endByte").asLong()).isEqualTo(2L * BLOCK_BYTES);
    assertThat(report.at("/regions/1/clean").asBoolean()).isTrue();
  }

  @Test
  void saysSoWhenThereIsNoSoundCopy() throws IOException {
    // given
    stored.damage(EAST, 1);
    stored.damage(WEST, 1);

    // when
    LedgerCli scrub = scrub("--json");

    // then
    JsonNode report = new ObjectMapper().readTree(scrub.out());
    assertThat(report.findValues("broken")).hasSize(2).allSatisfy(b -> assertThat(b).hasSize(1));
    assertThat(report.findValue("copy")).isNull();
  }

  @Test
  void endsTheQuarantineOfWhatIsSoundAgain() throws IOException {
    // given
    stored.damage(EAST, 1);
    assertThat(scrub().exitCode()).isEqualTo(1);
    assertThat(quarantine(EAST)).exists();
    stored.damage(EAST, 1);

    // when
    LedgerCli scrub = scrub();

    // then
    assertThat(scrub.exitCode()).as(scrub.toString()).isZero();
    assertThat(quarantine(EAST)).doesNotExist();
  }

  @Test
  void tellsADeltaThatCannotBeRead() throws IOException {
    // given
    Path chain = stored.folder().resolve("regions/eastus/chains/" + StoredRegions.VOLUME);
    Path delta = chain.resolve("0000000002-" + StoredRegions.SECOND + ".delta");
    byte[] bytes = Files.readAllBytes(delta);
    bytes[bytes.length - 1] ^= 1;
    Files.write(delta, bytes);

    // when
    LedgerCli scrub = scrub();

    // then
    assertThat(scrub.exitCode()).isEqualTo(1);
    assertThat(scrub.out()).contains("image " + StoredRegions.SECOND, delta.toString());
  }

  @Test
  void refusesADataDirectoryInUse() {
    // given
    try (var held = DataDirectory.open(stored.folder())) {
      // when
      LedgerCli scrub = scrub();

      // then
      assertThat(scrub.exitCode()).isEqualTo(1);
      assertThat(scrub.err())
          .contains("expected the data directory " + held.root() + " to be free")
          .contains("in use by process " + ProcessHandle.current().pid());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--bytes-per-second=0", "--region=mars", "--depth=3", "eastus"})
  void refusesWrongUsage(String option) {
    LedgerCli scrub = scrub(option);

    assertThat(scrub.exitCode()).as(scrub.toString()).isEqualTo(2);
    assertThat(scrub.err()).contains(option.substring(option.indexOf('=') + 1));
  }

  @Test
  void makesNoDataDirectory() throws IOException {
    // given
    Path empty = Files.createDirectories(folder.resolve("empty"));

    // when
    LedgerCli scrub = LedgerCli.run("scrub", "--data", empty.toString());

    // then
    assertThat(scrub.exitCode()).isEqualTo(2);
    assertThat(scrub.err()).contains("--data: expected a data directory, but found none at");
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void overwritesNoReport() throws IOException {
    // given
    Path file = Files.writeString(folder.resolve("scrub.json"), "before");

    // when
    LedgerCli scrub = scrub("--report", file.toString());

    // then
    assertThat(scrub.exitCode()).isEqualTo(2);
    assertThat(file).hasContent("before");
  }
}
