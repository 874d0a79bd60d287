package dev.snapledger.cli.export;

import static dev.snapledger.cli.StoredRegions.BLOCK_BYTES;
import static dev.snapledger.cli.StoredRegions.EAST;
import static dev.snapledger.cli.StoredRegions.SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.app.data.DataDirectory;
import dev.snapledger.blockstore.vhd.VhdFooter;
import dev.snapledger.cli.LedgerCli;
import dev.snapledger.cli.StoredRegions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger export}, of sound and of damaged snapshots. */
class ExportCommandTest {
  @TempDir Path folder;
  private StoredRegions stored;

  @BeforeEach
  void store() {
    stored = StoredRegions.make(folder.resolve("data"));
  }

  private Path out() {
    return folder.resolve("disk.vhd");
  }

  private Path holes() {
    return folder.resolve("disk.vhd.holes");
  }

  private LedgerCli export(String... more) {
    return exportOf(EAST, StoredRegions.FIRST.toString(), more);
  }

  private LedgerCli exportOf(String region, String snapshot, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "export",
                "--data",
                stored.folder().toString(),
                "--region",
                region,
                "--snapshot",
                snapshot,
                "--out",
                out().toString()));
    arguments.addAll(List.of(more));
    return LedgerCli.run(arguments.toArray(String[]::new));
  }

  @Test
  void writesASnapshotAndChangesNothing() throws IOException {
    // given
    Map<String, String> before = stored.regionFiles();

    // when
    LedgerCli export = export();

    // then
    assertThat(export.exitCode()).as(export.toString()).isZero();
    assertThat(export.out()).contains("exporting " + out(), "export: every block was read");
    byte[] vhd = Files.readAllBytes(out());
    assertThat(Arrays.copyOf(vhd, SIZE)).isEqualTo(stored.disk());
    VhdFooter footer = VhdFooter.decode(Arrays.copyOfRange(vhd, SIZE, vhd.length), vhd.length);
    assertThat(footer.identity().uniqueId()).isEqualTo(StoredRegions.FIRST.value());
    assertThat(stored.regionFiles()).isEqualTo(before);
  }

  @Test
  void endsAtTheFirstBrokenBlockAndLeavesNoFile() throws IOException {
    // given
    stored.damage(EAST, 2);

    // when
    LedgerCli export = export();

    // then
    assertThat(export.exitCode()).isEqualTo(1);
    assertThat(export.err()).contains("block 2 of image " + StoredRegions.FIRST, "segment 1 at");
    assertThat(namesLeft()).containsExactly("data");
  }

  @Test
  void salvagesTheRestAndListsTheHoles() throws IOException {
    // given
    stored.damage(EAST, 0);
    stored.damage(EAST, 2);

    // when
    LedgerCli export = export("--salvage");

    // then
    assertThat(export.exitCode()).as(export.toString()).isEqualTo(1);
    assertThat(export.out()).contains("2 blocks could not be read", "128.0 KiB", "LOST");
    byte[] expected = stored.disk().clone();
    Arrays.fill(expected, 0, BLOCK_BYTES, (byte) 0);
    Arrays.fill(expected, 2 * BLOCK_BYTES, 3 * BLOCK_BYTES, (byte) 0);
    assertThat(Arrays.copyOf(Files.readAllBytes(out()), SIZE)).isEqualTo(expected);
    List<String> lines = Files.readAllLines(holes());
    assertThat(lines).hasSize(2);
    JsonNode hole = new ObjectMapper().readTree(lines.get(1));
    assertThat(hole.at("/startByte").asLong()).isEqualTo(2L * BLOCK_BYTES);
    assertThat(hole.at("/lengthBytes").asLong()).isEqualTo(BLOCK_BYTES);
    assertThat(hole.at("/block").asInt()).isEqualTo(2);
    assertThat(hole.at("/reason").asText()).contains("block 2", "segment 1 at");
    assertThat(namesLeft()).containsExactly("data", "disk.vhd", "disk.vhd.holes");
  }

  @Test
  void salvagesTheSameAfterAScrub() throws IOException {
    // given
    stored.damage(EAST, 2);
    LedgerCli.run("scrub", "--data", stored.folder().toString());

    // when
    LedgerCli export = export("--salvage");

    // then
    assertThat(export.exitCode()).isEqualTo(1);
    assertThat(holes()).content().contains("in quarantine", "\"block\":2");
  }

  @Test
  void listsNoHolesWhereThereAreNone() throws IOException {
    // when
    LedgerCli export = export("--salvage");

    // then
    assertThat(export.exitCode()).as(export.toString()).isZero();
    assertThat(export.out()).contains("there are no holes");
    assertThat(namesLeft()).containsExactly("data", "disk.vhd");
  }

  @Test
  void salvagesWhatIsLeftWithoutASegment() throws IOException {
    // given
    Files.delete(stored.segment(EAST));

    // when
    LedgerCli export = export("--salvage");

    // then
    assertThat(export.exitCode()).as(export.toString()).isEqualTo(1);
    assertThat(Files.readAllLines(holes())).hasSize(4);
  }

  @Test
  void refusesWhatIsNotThere() throws IOException {
    assertUsage(exportOf("mars", StoredRegions.FIRST.toString()), "expected one of eastus, westus");
    assertUsage(exportOf(EAST, StoredRegions.COPY.toString()), "there are " + StoredRegions.FIRST);
    assertUsage(exportOf(EAST, "snapshot-1"), "snapshot-1");
    Files.writeString(holes(), "before");
    assertUsage(export(), "list of holes");
    Files.writeString(out(), "before");
    assertUsage(export(), "expected a new file");
    assertThat(out()).hasContent("before");
  }

  private static void assertUsage(LedgerCli run, String text) {
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.err()).contains(text);
  }

  @Test
  void refusesADataDirectoryInUse() throws IOException {
    // given
    try (var held = DataDirectory.open(stored.folder())) {
      // when
      LedgerCli export = export();

      // then
      assertThat(export.exitCode()).isEqualTo(1);
      assertThat(export.err())
          .contains(held.root() + " to be free, but found it in use by process ");
    }
    assertThat(namesLeft()).containsExactly("data");
  }

  private List<String> namesLeft() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
