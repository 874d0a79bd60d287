package dev.snapledger.cli.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.snapledger.cli.LedgerCommand;
import dev.snapledger.cli.LedgerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A holder that is killed or sleeps while a client writes through the other node. */
@Timeout(900)
class LostHolderTest {
  private static final Duration WRITES_MAX = Duration.ofMinutes(3);

  @TempDir Path folder;

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private LedgerProcess process(SharedLedger ledger, String node, int port)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("up", "--data", ledger.folderOf(node).toString()));
    ledger
        .settings(node)
        .forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
    arguments.addAll(
        List.of("--set", "log.partitions=2", "--port", "0", "--set", "http.plain-port=" + port));
    LedgerProcess process =
        LedgerProcess.start(
            folder.resolve(node + "-" + port + ".err"),
            Map.of(),
            LedgerCommand.class,
            arguments.stream());
    process.awaitLine("ledger ready at");
    return process;
  }

  private static void signal(String signal, LedgerProcess process)
      throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertThat(code).isZero();
  }

  /** A disk that may be written, as a blob at a port without TLS. */
  private static String writable(RunningServer server, int plainPort) throws Exception {
    String url =
        server
            .json(
                "disk",
                "grant-access",
                "-g",
                "g",
                "-n",
                "d",
                "--access-level",
                "Write",
                "--duration-in-seconds",
                "86400")
            .path("accessSas")
            .asText();
    return at(plainPort, url);
  }

  private static String at(int plainPort, String url) {
    return url.replaceFirst("https?://[^/]+/", "http://127.0.0.1:" + plainPort + "/");
  }

  private static RunningServer server(SharedLedger ledger, String node, int plainPort) {
    Map<String, String> settings = ledger.settings(node);
    settings.put("http.plain-port", Integer.toString(plainPort));
    return RunningServer.start(ledger.folderOf(node), settings);
  }

  @Test
  void whatWasConfirmedIsThereAndNoOldByteIsShown() throws Exception {
    int portOfOne = freePort();
    int portOfTwo = freePort();
    try (SharedLedger ledger = SharedLedger.start(folder);
        LedgerProcess one = process(ledger, "one", portOfOne)) {
      ledger.copyAccess("one", "two");

      // given: the first node holds the blocks, and a client writes through the second one
      try (RunningServer two = server(ledger, "two", portOfTwo)) {
        assertThat(SharedLedger.holds(two)).isFalse();
        two.done("group", "create", "-n", "g", "-l", "eastus");
        two.done("disk", "create", "-g", "g", "-n", "d", "--size-gb", "1");
        String url = writable(two, portOfTwo);
        try (PageWriter writer = PageWriter.start(url)) {
          writer.awaitConfirmed(50, WRITES_MAX);

          // when: the holder sleeps in the middle of it
          signal("STOP", one);
          SharedLedger.awaitHolds(two);
          writer.awaitConfirmed(writer.confirmed() + 50, WRITES_MAX);
          writer.pause();

          // then: when it wakes up, all it ever shows is what was confirmed
          signal("CONT", one);
          await().atMost(WRITES_MAX).until(() -> writer.check(at(portOfOne, url)));
          assertThat(writer.check(url)).isTrue();
          assertThat(SharedLedger.holds(two)).isTrue();
        }
      }

      // given: that one stopped, so the first one holds the blocks again
      try (RunningServer two = server(ledger, "two", portOfTwo)) {
        assertThat(SharedLedger.holds(two)).isFalse();
        String url = writable(two, portOfTwo);
        try (PageWriter writer = PageWriter.start(url)) {
          writer.awaitConfirmed(50, WRITES_MAX);

          // when: the holder is killed in the middle of it
          one.kill();
          SharedLedger.awaitHolds(two);
          writer.awaitConfirmed(writer.confirmed() + 50, WRITES_MAX);
          writer.pause();

          // then
          assertThat(writer.check(url)).isTrue();
          two.done("disk", "revoke-access", "-g", "g", "-n", "d");
          two.done("snapshot", "create", "-g", "g", "-n", "s", "--source", "d", "--incremental");
        }
      }
    }
  }
}
