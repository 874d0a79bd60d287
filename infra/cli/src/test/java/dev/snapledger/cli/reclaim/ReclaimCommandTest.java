package dev.snapledger.cli.reclaim;

import static dev.snapledger.cli.StoredRegions.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.cli.LedgerCli;
import dev.snapledger.cli.StoredRegions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger reclaim}, on a store with a deleted snapshot and a leftover of a crash. */
class ReclaimCommandTest {
  @TempDir Path folder;
  private StoredRegions stored;
  private Path orphan;

  @BeforeEach
  void store() throws IOException {
    stored = StoredRegions.make(folder.resolve("data"));
    try (BlockStores stores = BlockStores.in(stored.folder())) {
      stores.region(EAST).deleteImage(StoredRegions.FIRST);
    }
    orphan = stored.segment(EAST).resolveSibling("0000000077.seg");
    Files.write(orphan, new byte[1000]);
  }

  private LedgerCli reclaim(String... more) {
    return LedgerCli.run(
        Stream.concat(Stream.of("reclaim", "--data", stored.folder().toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void saysWhatItWouldFreeAndThenFreesIt() throws IOException {
    // given
    Map<String, String> before = stored.regionFiles();

    // when
    LedgerCli said = reclaim("--dry-run", "--dead-percent=10");

    // then
    assertThat(said.exitCode()).as(said.toString()).isZero();
    assertThat(said.out()).contains("region eastus", "compacted", "removed", "would free");
    assertThat(stored.regionFiles()).isEqualTo(before);

    // when
    LedgerCli freed = reclaim("--dead-percent=10", "--bytes-per-second=100000000");

    // then
    assertThat(freed.exitCode()).as(freed.toString()).isZero();
    assertThat(freed.out()).contains("  freed ");
    assertThat(orphan).doesNotExist();
    assertThat(stored.segment(EAST)).doesNotExist();
    assertThat(LedgerCli.run("scrub", "--deep", "--data", stored.folder().toString()).exitCode())
        .as("what is needed is whole")
        .isZero();
    assertThat(reclaim("--dead-percent=10").out()).contains("nothing to free");
  }

  @Test
  void leavesOrphansToWhoMayMissSomething() {
    // when
    LedgerCli freed = reclaim("--keep-orphans");

    // then
    assertThat(freed.exitCode()).isZero();
    assertThat(orphan).exists();
  }

  @Test
  void freesNothingWhereSomethingCannotBeRead() throws IOException {
    // given
    try (Stream<Path> files = Files.walk(stored.folder())) {
      Path delta =
          files.filter(file -> file.toString().endsWith(".delta")).findFirst().orElseThrow();
      Files.write(delta, new byte[10]);
    }

    // when
    LedgerCli freed = reclaim();

    // then
    assertThat(freed.exitCode()).isEqualTo(1);
    assertThat(freed.out()).contains("nothing is freed: expected a store in which everything can");
  }

  @Test
  void refusesWhatCannotBe() {
    assertThat(reclaim("--dead-percent=0").exitCode()).isEqualTo(2);
    assertThat(reclaim("--dead-percent=0").err()).contains("expected 1 to 100, but found 0");
    assertThat(reclaim("--region=mars").exitCode()).isEqualTo(2);
    assertThat(reclaim("--bytes-per-second=0").err()).contains("expected 1 or more");
  }
}
