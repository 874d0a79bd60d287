package dev.snapledger.cli.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodeStartException;
import dev.snapledger.commands.id.SubscriptionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with one log and one bucket; every request goes to one of them, whoever holds what. */
@Timeout(600)
class SharedBlocksTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  /** A subscription that a partition decides about, which each node has one of. */
  private static String subscriptionOf(int partition, LedgerNode node) {
    return SharedLedger.SUBSCRIPTIONS.stream()
        .filter(each -> node.partitionOf(SubscriptionId.parse(each)) == partition)
        .findFirst()
        .orElseThrow();
  }

  private static String[] in(String subscription, String... words) {
    return RunningServer.with(words, "--subscription", subscription);
  }

  private Path export(RunningServer server, String subscription, String snapshot) {
    Path file = folder.resolve(snapshot + "-" + server.port() + "-" + subscription);
    server.done(
        in(
            subscription,
            "snapshot",
            "export",
            "-g",
            "g",
            snapshot,
            file.toString(),
            "--format",
            "raw"));
    return file;
  }

  @Test
  void eachNodeAnswersAllAndTheOneThatIsLeftTakesTheBlocks() throws Exception {
    try (SharedLedger ledger = SharedLedger.start(folder)) {
      RunningServer one = ledger.start("one");
      ledger.copyAccess("one", "two");
      try (RunningServer two = ledger.start("two")) {
        // given
        assertThat(SharedLedger.holds(one)).isTrue();
        assertThat(SharedLedger.holds(two)).isFalse();
        List<String> subscriptions =
            List.of(subscriptionOf(0, one.node()), subscriptionOf(1, one.node()));
        Images image = Images.create(folder.resolve("image"), Images.GIB, 1);
        image.fill(3 * MIB, 5 * MIB + 4096);

        // when: everything is asked of the node that does not hold the blocks
        for (String each : subscriptions) {
          two.done(in(each, "group", "create", "-n", "g", "-l", "eastus"));
          one.done(in(each, "group", "show", "-n", "g"));
          two.done(in(each, "disk", "import", "-g", "g", "d", image.file().toString()));
          two.done(
              in(
                  each,
                  "snapshot",
                  "create",
                  "-g",
                  "g",
                  "-n",
                  "s1",
                  "--source",
                  "d",
                  "--incremental"));
        }

        // then: both show the same
        for (String each : subscriptions) {
          assertThat(Files.mismatch(export(two, each, "s1"), image.file())).isEqualTo(-1);
          assertThat(Files.mismatch(export(one, each, "s1"), image.file())).isEqualTo(-1);
        }

        // when: the holder stops, and there is more to do
        one.close();
        SharedLedger.awaitHolds(two);
        Path part = Files.write(folder.resolve("part"), image.fill(8 * MIB, MIB));
        for (String each : subscriptions) {
          two.done(
              in(
                  each,
                  "disk",
                  "write",
                  "-g",
                  "g",
                  "d",
                  "--offset",
                  Integer.toString(8 * MIB),
                  part.toString()));
          two.done(
              in(
                  each,
                  "snapshot",
                  "create",
                  "-g",
                  "g",
                  "-n",
                  "s2",
                  "--source",
                  "d",
                  "--incremental"));

          // then
          assertThat(Files.mismatch(export(two, each, "s2"), image.file())).isEqualTo(-1);
          JsonNode old = two.json(in(each, "snapshot", "show", "-g", "g", "-n", "s1"));
          assertThat(old.path("provisioningState").asText()).isEqualTo("Succeeded");
        }

        // when: the first one comes back
        try (RunningServer again = ledger.start("one")) {
          // then
          assertThat(SharedLedger.holds(again)).isFalse();
          assertThat(SharedLedger.holds(two)).isTrue();
          for (String each : subscriptions) {
            assertThat(Files.mismatch(export(again, each, "s2"), image.file())).isEqualTo(-1);
          }
        }
      }
    }
  }

  @Test
  void aNodeWithOtherKeysSaysWhatToCopy() throws Exception {
    try (SharedLedger ledger = SharedLedger.start(folder);
        RunningServer one = ledger.start("one")) {
      List<String> said = new ArrayList<>();

      // when / then
      assertThatThrownBy(() -> ledger.start("two").close())
          .isInstanceOf(NodeStartException.class)
          .satisfies(refused -> said.add(String.valueOf(refused.getMessage())));
      assertThat(said.getFirst()).contains("node one", "sas-keys", "clients.json", "copy");
      assertThat(SharedLedger.holds(one)).isTrue();
    }
  }
}
