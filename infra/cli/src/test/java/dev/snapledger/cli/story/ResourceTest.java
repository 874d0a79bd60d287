package dev.snapledger.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.cli.LedgerCli;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups, disks and snapshots; what is printed, and what is refused. */
class ResourceTest {
  private static final String G = "story";
  private static final int REFUSED = 1;
  private static final int WRONG_USAGE = 2;

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"), Map.of());
    server.done("group", "create", "-n", G, "-l", "westeurope", "--tags", "a=b", "c=d");
    disk("disk");
    snapshot("first", "disk");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void disk(String name) {
    server.done("disk", "create", "-g", G, "-n", name, "--size-gb", "1");
  }

  private static void snapshot(String name, String disk) {
    server.done("snapshot", "create", "-g", G, "-n", name, "--source", disk, "--incremental");
  }

  private static void write(String disk, long startByte, int length) throws Exception {
    Path file = Files.write(folder.resolve("bytes"), new byte[length]);
    try (var random = new RandomAccessFile(file.toFile(), "rw")) {
      random.write(1);
    }
    server.done("disk", "write", "-g", G, disk, "--offset", "" + startByte, file.toString());
  }

  @Test
  void groupsAreMadeShownAndDeleted() throws Exception {
    // when
    JsonNode made = server.json("group", "create", "-g", "other", "-l", "eastus");

    // then
    assertThat(made.path("location").asText()).isEqualTo("eastus");
    assertThat(server.json("group", "show", "-n", G).at("/tags/c").asText()).isEqualTo("d");
    assertThat(server.done("group", "list", "-o", "tsv"))
        .contains("other\teastus\tSucceeded\n", G + "\twesteurope\tSucceeded\n");
    server.done("group", "delete", "-n", "other", "--yes");
    assertThat(server.refused(REFUSED, "group", "show", "-n", "other"))
        .contains("ResourceGroupNotFound");
  }

  @Test
  void disksChangeAndCopyAndGo() throws Exception {
    // given
    disk("changed");

    // when
    server.done(
        "disk", "update", "-g", G, "-n", "changed", "--sku", "Premium_LRS", "--tags", "x=1");
    server.done("disk", "resize", "-g", G, "-n", "changed", "--size-gb", "2");
    server.done("disk", "create", "-g", G, "-n", "copy", "--source", "first", "-z", "3");

    // then
    JsonNode changed = server.json("disk", "show", "-g", G, "-n", "changed");
    assertThat(changed.at("/sku/name").asText()).isEqualTo("Premium_LRS");
    assertThat(changed.at("/tags/x").asText()).isEqualTo("1");
    assertThat(changed.path("diskSizeGb").asInt()).isEqualTo(2);
    assertThat(server.done("disk", "list", "-g", G, "-o", "tsv").lines())
        .contains("copy\t" + G + "\twesteurope\tStandard_LRS\t3\tUnattached\tSucceeded");
    assertThat(server.refused(REFUSED, "disk", "resize", "-g", G, "-n", "changed", "-z", "1"))
        .contains("ShrinkNotAllowed", "expected")
        .doesNotContain("LEDGER_TRACE");
    server.done("disk", "delete", "-g", G, "-n", "changed");
    assertThat(server.refused(REFUSED, "disk", "delete", "-g", G, "-n", "changed"))
        .contains("NotFound");
  }

  @Test
  void aTableHasAHeader() {
    // when
    List<String> lines =
        server.done("snapshot", "show", "-g", G, "-n", "first", "-o", "table").lines().toList();

    // then
    assertThat(lines.get(0)).startsWith("Name   ResourceGroup  Location");
    assertThat(lines.get(2)).startsWith("first  story          westeurope  Standard_ZRS");
  }

  @Test
  void chainAndUsageCountWhatChanged() throws Exception {
    // given
    disk("chained");
    write("chained", 0, 8192);
    snapshot("c1", "chained");
    write("chained", 1 << 20, 4096);
    snapshot("c2", "chained");
    server.done("snapshot", "copy", "-g", G, "-n", "c1-east", "--source", "c1", "--to", "eastus");

    // when
    JsonNode chain = server.json("chain", "-g", G, "-n", "chained");

    // then
    assertThat(chain)
        .extracting(each -> each.path("name").asText())
        .containsExactly("c1", "c2", "c1-east");
    assertThat(chain)
        .extracting(each -> each.path("changedBytes").asLong())
        .startsWith(8192L, 4096L);
    assertThat(server.done("chain", "-g", G, "-n", "chained", "-l", "eastus", "-o", "tsv").lines())
        .singleElement()
        .asString()
        .startsWith("c1-east\t" + G + "\teastus\t");
    assertThat(server.done("usage", "--by", "disk", "-g", G, "-o", "tsv").lines())
        .anySatisfy(line -> assertThat(line).startsWith(G + "\tchained\t1\t1073741824\t3\t3\t0\t"));
    server.done("snapshot", "delete", "-g", G, "-n", "c1");
    server.done("disk", "delete", "-g", G, "-n", "chained", "-y");
    assertThat(server.json("chain", "-g", G, "-n", "chained")).hasSize(2);
    assertThat(server.done("usage", "-o", "table")).contains("ResourceGroup", "SnapshotSize");
  }

  @Test
  void snapshotsAreFullOrIncrementalAndTagged() throws Exception {
    // when
    JsonNode full = server.json("snapshot", "create", "-g", G, "-n", "full", "--source", "first");
    server.done("snapshot", "update", "-g", G, "-n", "full", "--tags", "keep=yes");
    JsonNode not =
        server.json(
            "snapshot",
            "create",
            "-g",
            G,
            "-n",
            "not",
            "--source",
            "disk",
            "--incremental",
            "false",
            "--no-wait");

    // then
    assertThat(full.path("incremental").asBoolean()).isFalse();
    assertThat(full.path("provisioningState").asText()).isEqualTo("Succeeded");
    assertThat(not.path("incremental").asBoolean()).isFalse();
    assertThat(server.json("snapshot", "show", "-g", G, "-n", "full").at("/tags/keep").asText())
        .isEqualTo("yes");
    server.done("snapshot", "delete", "-g", G, "-n", "full");
    assertThat(server.done("snapshot", "list", "-o", "tsv")).doesNotContain("full\t");
  }

  @Test
  void accessIsGivenAndOfOthersIsLeftAlone() throws Exception {
    // given
    disk("shared");
    write("shared", 0, 4096);
    String url =
        server.done(
            "disk",
            "grant-access",
            "-g",
            G,
            "-n",
            "shared",
            "--duration-in-seconds",
            "600",
            "-o",
            "tsv");

    // when
    server.done("disk", "read", "-g", G, "shared", folder.resolve("shared.raw").toString());

    // then
    assertThat(url).startsWith("https://").contains("&sig=");
    assertThat(stateOf("shared")).isEqualTo("ActiveSAS");
    assertThat(server.refused(REFUSED, "disk", "delete", "-g", G, "-n", "shared"))
        .contains("ActiveSas");
    server.done("disk", "revoke-access", "-g", G, "-n", "shared");
    assertThat(stateOf("shared")).isEqualTo("Unattached");
  }

  private static String stateOf(String disk) throws Exception {
    return server.json("disk", "show", "-g", G, "-n", disk).path("diskState").asText();
  }

  @Test
  void whatTheLedgerRefusesIsSaidInALine() throws Exception {
    // given
    disk("often");
    for (int i = 0; i < 7; i++) {
      snapshot("often" + i, "often");
    }

    // when
    String error =
        server.refused(
            REFUSED,
            "snapshot",
            "create",
            "-g",
            G,
            "-n",
            "often7",
            "--source",
            "often",
            "--incremental");

    // then
    assertThat(error.lines()).hasSize(1);
    assertThat(error)
        .startsWith("ledger: SnapshotRateExceeded: expected fewer than 7")
        .contains("(OperationNotAllowed)");
    assertThat(server.refused(REFUSED, "snapshot", "create", "-g", G, "-n", "x", "--source", "no"))
        .contains("NotFound: expected a disk or snapshot 'no' in group 'story'");
  }

  @Test
  void wrongFilesAreRefusedBeforeAnythingIsMade() throws Exception {
    // given
    Path qcow = Files.write(folder.resolve("a.qcow2"), new byte[] {'Q', 'F', 'I', (byte) 0xfb});
    Path text = Files.writeString(folder.resolve("text"), "no disk");

    // then
    assertThat(server.refused(REFUSED, "disk", "import", "-g", G, "q", qcow.toString()))
        .contains("a qcow image");
    assertThat(
            server.refused(
                REFUSED, "disk", "import", "-g", G, "q", text.toString(), "--format", "vhd"))
        .contains("VHD footer");
    assertThat(server.done("disk", "list", "-o", "tsv")).doesNotContain("q\t");
    assertThat(
            server.refused(
                REFUSED,
                "snapshot",
                "pull",
                "-g",
                G,
                "--base",
                text.toString(),
                "first",
                folder.resolve("new").toString()))
        .contains("expected the VHD of a snapshot", "VHD footer");
    assertThat(server.refused(WRONG_USAGE, "snapshot", "export", "-g", G, "first", text.toString()))
        .contains("expected a new file");
    Path part = Files.writeString(folder.resolve("mine.part"), "not of this program");
    assertThat(
            server.refused(
                REFUSED, "snapshot", "export", "-g", G, "first", folder.resolve("mine").toString()))
        .contains("nobody knows what it is");
    assertThat(part).hasContent("not of this program");
  }

  @Test
  void aPullKnowsItsBase() throws Exception {
    // given
    disk("one");
    disk("two");
    snapshot("of-one", "one");
    snapshot("of-two", "two");
    Path vhd = folder.resolve("one.vhd");
    server.done("snapshot", "export", "-g", G, "of-one", vhd.toString());
    String file = folder.resolve("pulled.vhd").toString();

    // then
    assertThat(
            server.refused(
                REFUSED, "snapshot", "pull", "-g", G, "--base", vhd.toString(), "of-two", file))
        .contains("expected two incremental snapshots of one disk in one region");
    assertThat(
            server.refused(
                REFUSED,
                "snapshot",
                "pull",
                "-g",
                G,
                "--base",
                vhd.toString(),
                "--base-snapshot",
                "of-two",
                "of-two",
                file))
        .contains("expected a footer with the unique id of snapshot 'of-two'");
    server.done("snapshot", "delete", "-g", G, "-n", "of-one");
    assertThat(
            server.refused(
                REFUSED, "snapshot", "pull", "-g", G, "--base", vhd.toString(), "of-two", file))
        .contains("there is none");
    assertThat(Path.of(file)).doesNotExist();
  }

  @Test
  void saysWhereNoServerIs() {
    // when
    LedgerCli nothing =
        LedgerCli.run("group", "list", "--data", folder.resolve("nowhere").toString());
    LedgerCli elsewhere =
        LedgerCli.run(
            RunningServer.with(
                new String[] {"group", "list"}, server.through(1).toArray(String[]::new)));

    // then
    assertThat(nothing.exitCode()).isEqualTo(REFUSED);
    assertThat(nothing.err()).contains("start one with 'ledger up --data ");
    assertThat(elsewhere.exitCode()).isEqualTo(REFUSED);
    assertThat(elsewhere.err()).contains("expected a server at https://localhost:1, but none");
    assertThat(LedgerCli.run("group", "list", "--url", "ftp://x").exitCode())
        .isEqualTo(WRONG_USAGE);
  }
}
