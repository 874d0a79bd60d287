package dev.snapledger.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.cli.LedgerCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger demo}, on a small image. */
class DemoCommandTest {
  private static final int IMAGE_BYTES = 2 * 1024 * 1024 + 100;

  @TempDir Path folder;

  @Test
  void verifiesThreeSnapshotsAndLeavesDataThatCanBeAudited() throws Exception {
    // given
    Path data = folder.resolve("data");
    Path out = folder.resolve("out");

    // when
    LedgerCli demo =
        LedgerCli.run(
            "demo",
            "--image",
            image().toString(),
            "--snapshots",
            "3",
            "--data",
            data.toString(),
            "--out",
            out.toString(),
            "--json");

    // then
    assertThat(demo.exitCode()).as(demo.toString()).isZero();
    assertThat(demo.err()).contains("policy: azure-2019-preview").contains("verified: 3 snapshots");
    JsonNode report = new ObjectMapper().readTree(demo.out());
    assertThat(report.at("/verified").asBoolean()).isTrue();
    assertThat(report.at("/imageBytes").asLong()).isEqualTo(IMAGE_BYTES);
    assertThat(report.at("/snapshots")).hasSize(3);
    assertThat(report.at("/refusals").findValuesAsText("rule"))
        .containsExactlyInAnyOrder("R1", "R2", "R3", "R4", "R5", "R6", "R7");
    assertThat(out.resolve("snapshot-3.vhd")).hasSize((1L << 30) + 512);
    assertThat(LedgerCli.run("audit", "--data", data.toString()).exitCode()).isZero();
  }

  @Test
  void saysThatNineSnapshotsNeedAPolicyOfTheirOwn() throws Exception {
    // when
    LedgerCli demo =
        LedgerCli.run(
            "demo",
            "--image",
            image().toString(),
            "--snapshots",
            "9",
            "--data",
            folder.resolve("data").toString());

    // then
    assertThat(demo.exitCode()).as(demo.toString()).isZero();
    assertThat(demo.out())
        .contains("policy: demo-9-snapshots, because 9 snapshots in a row exceed 7 in 300 s")
        .contains("verified: 9 snapshots");
  }

  private Path image() throws IOException {
    byte[] bytes = new byte[IMAGE_BYTES];
    new SplittableRandom(3).nextBytes(bytes);
    return Files.write(folder.resolve("image"), bytes);
  }
}
