package dev.snapledger.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that a start writes, and the log lines that a failed one shows. */
class BrokerFilesTest {

  private static final int PORTS_IN_RANGE = BrokerPorts.LAST - BrokerPorts.FIRST + 1;
  private static final BrokerPorts PORTS = new BrokerPorts(19100, 19101);

  @TempDir Path root;

  @Test
  void listensOnLoopbackOnlyAndForcesEveryAppend() {
    Properties lines = ServerProperties.render(new BrokerDirectory(root), PORTS, Map.of());

    assertThat(lines)
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:19100,CONTROLLER://127.0.0.1:19101")
        .containsEntry("log.flush.interval.messages", "1")
        .containsEntry("log.dirs", root.resolve("kafka").toString());
  }

  @Test
  void keepsACopyOfEverythingOnEachOfSeveralNodes() {
    List<BrokerPorts> nodes =
        List.of(PORTS, new BrokerPorts(19102, 19103), new BrokerPorts(19104, 19105));

    Properties lines =
        ServerProperties.renderReplicated(new BrokerDirectory(root), 2, nodes, Map.of());

    assertThat(lines)
        .containsEntry("node.id", "2")
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:19102,CONTROLLER://127.0.0.1:19103")
        .containsEntry(
            "controller.quorum.voters", "1@127.0.0.1:19101,2@127.0.0.1:19103,3@127.0.0.1:19105")
        .containsEntry("default.replication.factor", "3")
        .containsEntry("min.insync.replicas", "2")
        .containsEntry("transaction.state.log.min.isr", "2")
        .doesNotContainKey("log.flush.interval.messages");
  }

  @Test
  void letsOperatorReplaceDefaults() {
    Properties lines =
        ServerProperties.render(
            new BrokerDirectory(root), PORTS, Map.of("log.flush.interval.messages", "1000"));

    assertThat(lines).containsEntry("log.flush.interval.messages", "1000");
  }

  @Test
  void refusesOperatorsListeners() {
    Map<String, String> more = Map.of("listeners", "PLAINTEXT://0.0.0.0:9092");

    assertThatThrownBy(() -> ServerProperties.render(new BrokerDirectory(root), PORTS, more))
        .isInstanceOf(BrokerFault.class)
        .hasMessageContaining("listeners");
  }

  @Test
  void quotesArgumentsWithSpacesQuotesAndBackslashes() {
    String text = BrokerCommandLine.argumentFile(new BrokerDirectory(root), "a b\\c\"d");

    assertThat(text.lines())
        .contains("\"-cp\"", "\"a b\\\\c\\\"d\"", "\"-Xmx256m\"")
        .allMatch(line -> line.startsWith("\"") && line.endsWith("\""));
  }

  @Test
  void usesACacheOfClassesWhereThereIsOne() {
    // when, then
    assertThat(BrokerCommandLine.classCache(null)).isEmpty();
    assertThat(BrokerCommandLine.classCache("/b.aot")).contains("-XX:AOTCache=/b.aot");
  }

  @Test
  void showsOnlyTheLastLinesOfALongLog() throws IOException {
    // given a log longer than the part that is read
    BrokerDirectory directory = BrokerDirectory.create(root);
    String log =
        IntStream.rangeClosed(1, 9999).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
    Files.writeString(directory.brokerLog(), log);

    // when
    String tail = LogTail.of(directory);

    // then
    assertThat(log.length()).isGreaterThan(LogTail.BYTES_MAX);
    assertThat(tail).endsWith("line 9999").contains("line 9975\n").doesNotContain("line 9974\n");
  }

  @Test
  void showsNoneOfTheSettingsThatKafkaWritesDown() throws IOException {
    // given
    BrokerDirectory directory = BrokerDirectory.create(root);
    String settings = "\tunstable.api.versions.enable = false\n".repeat(LogTail.LINES_MAX);
    Files.writeString(directory.brokerLog(), "ERROR the cause\n\tat main\n" + settings);

    // when, then
    assertThat(LogTail.of(directory)).endsWith("ERROR the cause\n\tat main");
  }

  @Test
  void looksForATextInWhatALogGotSince() throws IOException {
    // given
    BrokerDirectory directory = BrokerDirectory.create(root);
    assertThat(LogTail.bytes(directory)).isZero();
    assertThat(LogTail.says(directory, 0, "cause")).isFalse();
    Files.writeString(directory.brokerLog(), "before: a cause\nafter\n");

    // when, then
    assertThat(LogTail.bytes(directory)).isEqualTo(22);
    assertThat(LogTail.says(directory, 0, "cause")).isTrue();
    assertThat(LogTail.says(directory, 16, "cause")).isFalse();
    assertThat(LogTail.says(directory, 16, "after")).isTrue();
    assertThat(LogTail.says(directory, 23, "cause")).as("a log that was rolled over").isTrue();
  }

  @Test
  void skipsPortsThatAreTaken() throws IOException {
    // given
    BrokerPorts first = BrokerPorts.choose();
    try (ServerSocket other =
        new ServerSocket(first.client(), 1, InetAddress.ofLiteral(BrokerPorts.HOST))) {
      // when
      BrokerPorts second = BrokerPorts.choose();

      // then
      assertThat(other.isBound()).isTrue();
      assertThat(second.client()).isGreaterThan(first.client());
      assertThat(first.areFree()).isFalse();
    }
  }

  @Test
  void choosesApartByAText() throws IOException {
    int one = BrokerPorts.chooseApart("AAAAAAAAAAAAAAAAAAAAAQ2").client();
    int other = BrokerPorts.chooseApart("AAAAAAAAAAAAAAAAAAAAAg2").client();

    assertThat(one).isBetween(BrokerPorts.FIRST, BrokerPorts.LAST).isNotEqualTo(other);
  }

  @Test
  void choosesTheLowestWhereTheRangeEnds() throws IOException {
    // given a text that leads to the last port, behind which there is no other
    String last =
        IntStream.iterate(0, i -> i + 1)
            .mapToObj(Integer::toString)
            .filter(text -> Math.floorMod(text.hashCode(), PORTS_IN_RANGE) == PORTS_IN_RANGE - 1)
            .findFirst()
            .orElseThrow();

    // when, then
    assertThat(BrokerPorts.chooseApart(last)).isEqualTo(BrokerPorts.choose());
  }
}
