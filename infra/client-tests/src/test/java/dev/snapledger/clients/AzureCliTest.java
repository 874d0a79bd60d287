package dev.snapledger.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Azure's command line, as it is. Each call takes a second or more, so there are few. */
class AzureCliTest {
  private static final String GROUP = "command-line";
  private static final String DEPLOYED_GROUP = "deployed";
  private static final long SIZE = 1L << 30;

  @TempDir static Path folder;
  private static RunningLedger ledger;
  private static AzureCli az;
  private static Program curl;

  @BeforeAll
  static void start() throws Exception {
    Program.required("az", "azure-cli", folder);
    ledger = RunningLedger.start(folder.resolve("data"), Map.of());
    az = AzureCli.signedIn(ledger, folder);
    curl =
        Program.required("curl", "curl", folder).with("CURL_CA_BUNDLE", ledger.caFile().toString());
    az.run("group", "create", "-n", GROUP, "-l", "eastus").orThrow();
  }

  @AfterAll
  static void stop() {
    if (ledger != null) {
      ledger.close();
    }
  }

  @Test
  void getsAnIncrementalSnapshotItsDiffAndItsVhd() throws Exception {
    // given
    az.json("disk", "create", "-g", GROUP, "-n", "disk", "--size-gb", "1", "-l", "eastus");
    Path expected = folder.resolve("expected.raw");
    try (var model = new RandomAccessFile(expected.toFile(), "rw")) {
      model.setLength(SIZE);
      write(model, 0, 1 << 20);

      // when
      snapshot("disk", "snap1");
      write(model, 1 << 19, 1 << 16);
    }
    JsonNode second = snapshot("disk", "snap2");
    String earlier = share("snapshot", "snap1");
    String later = share("snapshot", "snap2");
    Program.Ended diff =
        az.run(
            "rest",
            "--skip-authorization-header",
            "--url",
            later + "&comp=pagelist",
            "--headers",
            "x-ms-previous-snapshot-url=" + earlier);
    Path vhd = folder.resolve("snap2.vhd");
    az.run(
            "storage",
            "blob",
            "download",
            "--blob-url",
            later,
            "-f",
            vhd.toString(),
            "--no-progress")
        .orThrow();

    // then
    assertThat(second.path("incremental").asBoolean()).isTrue();
    assertThat(second.path("provisioningState").asText()).isEqualTo("Succeeded");
    assertThat(diff.orThrow())
        .contains("<PageRange><Start>524288</Start><End>589823</End></PageRange>");
    assertThat(Files.size(vhd)).isEqualTo(SIZE + 512);
    assertThat(Files.mismatch(vhd, expected)).isEqualTo(SIZE);
    assertThat(
            Program.required("qemu-img", "qemu-utils", folder)
                .run("compare", "-f", "vpc", "-F", "raw", vhd.toString(), expected.toString())
                .orThrow())
        .contains("Images are identical");
    assertThat(az.json("snapshot", "list", "-g", GROUP, "--query", "[].name").toString())
        .isEqualTo("[\"snap1\",\"snap2\"]");

    // when
    az.run("snapshot", "revoke-access", "-g", GROUP, "-n", "snap2").orThrow();
    Program.Ended refused =
        az.run(
            "storage", "blob", "download", "--blob-url", later, "-f", vhd + "2", "--no-progress");

    // then
    assertThat(refused.code()).isNotZero();
    assertThat(refused.error()).contains("Authentication failure");
    assertThat(curl.run("--silent", "--include", later).orThrow())
        .startsWith("HTTP/1.1 403")
        .contains("<Code>AuthenticationFailed</Code>");
    assertThat(folder.resolve("snap2.vhd2")).doesNotExist();

    // when
    az.run("snapshot", "delete", "-g", GROUP, "-n", "snap2").orThrow();
    Program.Ended gone = az.run("snapshot", "show", "-g", GROUP, "-n", "snap2");

    // then
    assertThat(gone.error()).contains("ResourceNotFound");
  }

  /** Shares the disk for writing, writes, and ends that: a shared disk is not snapshotted. */
  private static void write(RandomAccessFile model, long startByte, int length) throws Exception {
    String url = share("disk", "disk", "--access-level", "Write");
    byte[] bytes = new byte[length];
    new SplittableRandom(startByte).nextBytes(bytes);
    model.seek(startByte);
    model.write(bytes);
    Path file = Files.write(folder.resolve("pages"), bytes);
    String status =
        curl.run(
                "--silent",
                "--show-error",
                "--upload-file",
                file.toString(),
                "--header",
                "x-ms-page-write: update",
                "--header",
                "x-ms-range: bytes=%d-%d".formatted(startByte, startByte + length - 1),
                "--write-out",
                "%{http_code}",
                url + "&comp=page")
            .orThrow();
    assertThat(status).isEqualTo("201");
    az.run("disk", "revoke-access", "-g", GROUP, "-n", "disk").orThrow();
  }

  private static JsonNode snapshot(String disk, String name) throws Exception {
    return az.json(
        "snapshot",
        "create",
        "-g",
        GROUP,
        "-n",
        name,
        "--source",
        disk,
        "--incremental",
        "true",
        "-l",
        "eastus");
  }

  private static String share(String kind, String name, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of(kind, "grant-access", "-g", GROUP, "-n", name));
    command.addAll(List.of("--duration-in-seconds", "600"));
    command.addAll(List.of(more));
    return az.json(command.toArray(String[]::new)).path("accessSas").asText();
  }

  @Test
  void resizesAndShowsWhyItRefuses() throws Exception {
    // given
    az.json("disk", "create", "-g", GROUP, "-n", "sized", "--size-gb", "1", "-l", "eastus");

    // when
    JsonNode larger = az.json("disk", "update", "-g", GROUP, "-n", "sized", "--size-gb", "2");
    Program.Ended smaller = az.run("disk", "update", "-g", GROUP, "-n", "sized", "--size-gb", "1");
    Program.Ended snapshot =
        az.run(
            "snapshot",
            "create",
            "-g",
            GROUP,
            "-n",
            "late",
            "--source",
            "sized",
            "--incremental",
            "true");

    // then
    assertThat(larger.path("diskSizeGb").asInt()).isEqualTo(2);
    assertThat(smaller.code()).isNotZero();
    assertThat(smaller.error()).contains("ShrinkNotAllowed");
    assertThat(snapshot.code()).isNotZero();
    assertThat(snapshot.error()).contains("OperationNotAllowed").contains("DiskWasResized");
  }

  @Test
  void deploysTheTemplateThatTheReferenceShows() throws Exception {
    // given
    az.run("group", "create", "-n", DEPLOYED_GROUP, "-l", "eastus").orThrow();
    JsonNode disk =
        az.json(
            "disk",
            "create",
            "-g",
            DEPLOYED_GROUP,
            "-n",
            "source",
            "--size-gb",
            "1",
            "-l",
            "eastus");
    Path template = Files.writeString(folder.resolve("snapshot.json"), templateOfReference());
    String source = "sourceResourceId=" + disk.path("id").asText();

    // when
    JsonNode deployed = deploy(template, source);
    Program.Ended unknown =
        az.run(
            "deployment",
            "group",
            "create",
            "-g",
            DEPLOYED_GROUP,
            "-n",
            "wrong",
            "--template-file",
            Files.writeString(
                    folder.resolve("wrong.json"),
                    templateOfReference().replace("concat(", "conjure("))
                .toString(),
            "--parameters",
            "diskName=x",
            source);

    // then
    assertThat(deployed.at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
    assertThat(
            az.json("snapshot", "show", "-g", DEPLOYED_GROUP, "-n", "source_snapshot1")
                .path("incremental")
                .asBoolean())
        .isTrue();
    assertThat(az.json("resource", "list", "-g", DEPLOYED_GROUP, "--query", "[].name").toString())
        .contains("\"source\"", "\"source_snapshot1\"");
    assertThat(unknown.code()).isNotZero();
    assertThat(unknown.error()).contains("InvalidTemplate").contains("conjure");
  }

  private static JsonNode deploy(Path template, String source) throws Exception {
    return az.json(
        "deployment",
        "group",
        "create",
        "-g",
        DEPLOYED_GROUP,
        "-n",
        "deployed",
        "--template-file",
        template.toString(),
        "--parameters",
        "diskName=source",
        source);
  }

  /** The first listing of docs/reference/deployments.md. */
  private static String templateOfReference() throws Exception {
    String page = Files.readString(Path.of("../../docs/reference/deployments.md"));
    int start = page.indexOf("```json\n") + "```json\n".length();
    return page.substring(start, page.indexOf("```", start));
  }
}
