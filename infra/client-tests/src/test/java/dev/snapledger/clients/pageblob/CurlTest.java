package dev.snapledger.clients.pageblob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.clients.Program;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.server.pageblob.DataPlane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command-line client, with ranges and an interrupted download. */
class CurlTest {
  private static final int SIZE = 8 << 20;

  @TempDir Path folder;

  private String curl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("--silent", "--show-error"));
    command.addAll(List.of(arguments));
    return Program.required("curl", "curl", folder).run(command.toArray(String[]::new)).orThrow();
  }

  @Test
  void writesReadsAndResumes() throws Exception {
    // given
    byte[] data = new byte[1 << 20];
    new Random(1).nextBytes(data);
    Path source = Files.write(folder.resolve("source"), data);
    Path part = folder.resolve("part");
    Path whole = folder.resolve("whole");
    Path resumed = folder.resolve("resumed");
    try (DataPlane plane = DataPlane.in(folder)) {
      DiskId disk = plane.disk(SIZE);

      // when
      String written =
          curl(
              "--upload-file",
              source.toString(),
              "--header",
              "x-ms-page-write: update",
              "--header",
              "x-ms-range: bytes=65536-1114111",
              "--write-out",
              "%{http_code}",
              plane.url(disk, SasAccess.WRITE) + "&comp=page");
      String url = plane.url(plane.snapshot(disk));
      String range =
          curl(
              "--range",
              "65530-65545",
              "--output",
              part.toString(),
              "--write-out",
              "%{http_code}",
              url);
      curl("--output", whole.toString(), url);
      Files.write(resumed, Arrays.copyOf(Files.readAllBytes(whole), 70_001));
      curl("--continue-at", "-", "--output", resumed.toString(), url);

      // then
      assertThat(written).isEqualTo("201");
      assertThat(range).isEqualTo("206");
      byte[] bytes = Files.readAllBytes(whole);
      assertThat(bytes).hasSize(SIZE + 512);
      assertThat(Arrays.copyOfRange(bytes, 65536, 65536 + data.length)).isEqualTo(data);
      assertThat(Files.readAllBytes(part)).isEqualTo(Arrays.copyOfRange(bytes, 65530, 65546));
      assertThat(Files.readAllBytes(resumed)).isEqualTo(bytes);
      assertThat(curl("--head", url)).contains("200 OK").contains("Content-Length: 8389120");
      assertThat(curl("--range", "-5", url)).contains("<Code>InvalidHeaderValue</Code>");
    }
  }

  @Test
  void asksForRangesUnderConditions() throws Exception {
    // given
    try (DataPlane plane = DataPlane.in(folder)) {
      String url = plane.url(plane.snapshot(plane.disk(SIZE)));
      String etag = curl("--output", "/dev/null", "--write-out", "%header{etag}", "--head", url);

      // when, then
      assertThat(etag).startsWith("\"0x");
      assertThat(outcome(url, "Range: bytes=0-0", "If-Match: " + etag)).isEqualTo("206 1");
      assertThat(outcome(url, "Range: bytes=0-0", "If-Match: \"0x1\"")).startsWith("412 ");
      assertThat(outcome(url, "Range: bytes=0-0", "If-None-Match: " + etag)).startsWith("304 ");
      assertThat(outcome(url, "x-ms-range: bytes=8388608-", "Range: bytes=0-0"))
          .isEqualTo("206 512");
      assertThat(outcome(url, "Range: bytes=8389119-9999999")).isEqualTo("206 1");
      assertThat(outcome(url, "Range: bytes=8389120-")).startsWith("416 ");
      assertThat(outcome(url, "Range: bytes=0-1,4-5")).startsWith("400 ");
    }
  }

  /** Status, and how many bytes came. */
  private String outcome(String url, String... headers) throws Exception {
    List<String> arguments = new ArrayList<>();
    for (String header : headers) {
      arguments.addAll(List.of("--header", header));
    }
    arguments.addAll(List.of("--output", folder.resolve("body").toString()));
    arguments.addAll(List.of("--write-out", "%{http_code} %{size_download}", url));
    return curl(arguments.toArray(String[]::new));
  }
}
