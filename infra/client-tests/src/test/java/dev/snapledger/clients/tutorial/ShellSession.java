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
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/**
 * A reader with one shell, in the folder of a clone; what pages make is below a folder of tests.
 */
final class ShellSession {
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  /** The launcher builds the product where that was not done before. */
  private static final Duration SESSION_MAX = Duration.ofMinutes(25);

  private static final int PORT_MIN = 21_443;
  private static final int PORT_MAX = 21_942;

  private final Path folder;

  ShellSession(Path folder) {
    this.folder = folder;
  }

  /** A page of the documentation. */
  static String page(String name) throws IOException {
    return Files.readString(ROOT.resolve("docs").resolve(name));
  }

  /** Types everything; fails if a block fails, or prints something else than its page shows. */
  void type(ShellPage page) throws Exception {
    Program.required("curl", "curl", folder);
    Program.Ended session =
        Program.required("bash", "bash", folder)
            .with("TMPDIR", Files.createDirectory(folder.resolve("tmp")).toString())
            .with("LEDGER_PORT", String.valueOf(freePort()))
            .with("LEDGER_PREPARE", "no")
            .with("AZURE_CONFIG_DIR", folder.resolve("az").toString())
            .with("AZURE_CORE_COLLECT_TELEMETRY", "false")
            .with("NO_PROXY", "localhost")
            .within(SESSION_MAX)
            .run("-c", page.script(ROOT.toString()));
    assertThat(session.code()).as(session.out()).isZero();
    Map<String, String> printed = ShellPage.printed(session.out());
    assertThat(printed).hasSameSizeAs(page.blocks());
    SoftAssertions.assertSoftly(
        softly ->
            page.blocks().stream()
                .filter(block -> !block.shown().isEmpty())
                .forEach(block -> check(softly, block, printed.getOrDefault(block.place(), ""))));
  }

  private static void check(SoftAssertions softly, Block block, String printed) {
    softly
        .assertThat(ShownOutput.normal(printed))
        .as("what the listing at %s prints", block.place())
        .matches(ShownOutput.pattern(block.shown()));
  }

  /** A file of the folder that a page makes with {@code mktemp}. */
  Path made(String name) throws IOException {
    try (Stream<Path> folders = Files.list(folder.resolve("tmp"))) {
      return folders
          .map(each -> each.resolve(name))
          .filter(Files::exists)
          .findFirst()
          .orElseThrow();
    }
  }

  /** Below the ports that systems give to clients, so that none of them takes it meanwhile. */
  private static int freePort() {
    return IntStream.rangeClosed(PORT_MIN, PORT_MAX)
        .filter(ShellSession::isFree)
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
}
