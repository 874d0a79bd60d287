package dev.snapledger.clients.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.clients.Program;
import dev.snapledger.clients.tutorial.ShellPage.Block;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/tutorial.md, typed block after block with the launcher, and what is there in the end. */
class TutorialTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final long GIB = 1L << 30;

  /** The launcher builds the product where that was not done before. */
  private static final Duration SESSION_MAX = Duration.ofMinutes(25);

  private static final int PORT_MIN = 21_443;
  private static final int PORT_MAX = 21_942;

  @TempDir Path folder;

  @Test
  void leadsToADiskWithTheBytesOfBefore() throws Exception {
    // given
    ShellPage tutorial = ShellPage.of(Files.readString(ROOT.resolve("docs/tutorial.md")));
    Program.required("curl", "curl", folder);
    Files.createDirectory(folder.resolve("tmp"));

    // when
    Program.Ended session = session(tutorial);

    // then
    assertThat(session.code()).as(session.out()).isZero();
    assertShown(tutorial.blocks(), ShellPage.printed(session.out()));
    Path image = made("image.raw");
    Path restored = made("restored.raw");
    assertThat(Files.size(restored)).isEqualTo(GIB);
    assertThat(Files.mismatch(image, restored)).isEqualTo(-1);
    assertThat(Files.mismatch(image, made("changed.raw"))).isZero();
    assertThat(Files.mismatch(made("changed.raw"), made("snap2.vhd"))).isEqualTo(GIB);
  }

  @Test
  void aBlockThatFailsEndsTheSession() throws Exception {
    // given
    ShellPage page = ShellPage.of("```sh\ntouch before\nfalse\n```\n\n```sh\ntouch after\n```\n");

    // when
    Program.Ended session =
        Program.required("bash", "bash", folder).run("-c", page.script(folder.toString()));

    // then
    assertThat(session.code()).isEqualTo(1);
    assertThat(folder.resolve("before")).exists();
    assertThat(folder.resolve("after")).doesNotExist();
    assertThat(ShellPage.printed(session.out())).containsOnlyKeys(1);
  }

  private Program.Ended session(ShellPage page) throws Exception {
    return Program.required("bash", "bash", folder)
        .with("TMPDIR", folder.resolve("tmp").toString())
        .with("LEDGER_PORT", String.valueOf(freePort()))
        .within(SESSION_MAX)
        .run("-c", page.script(ROOT.toString()));
  }

  /** Below the ports that systems give to clients, so that none of them takes it meanwhile. */
  private static int freePort() {
    return IntStream.rangeClosed(PORT_MIN, PORT_MAX)
        .filter(TutorialTest::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static void assertShown(List<Block> blocks, Map<Integer, String> printed) {
    assertThat(printed).hasSize(blocks.size()).hasSizeGreaterThan(15);
    for (Block block : blocks) {
      if (!block.shown().isEmpty()) {
        assertThat(ShownOutput.normal(printed.getOrDefault(block.line(), "")))
            .as("what the listing in line %d of docs/tutorial.md prints", block.line())
            .matches(ShownOutput.pattern(block.shown()));
      }
    }
  }

  /** A file of the folder that the tutorial makes with {@code mktemp}. */
  private Path made(String name) throws IOException {
    try (Stream<Path> folders = Files.list(folder.resolve("tmp"))) {
      return folders
          .map(each -> each.resolve(name))
          .filter(Files::exists)
          .findFirst()
          .orElseThrow();
    }
  }
}
