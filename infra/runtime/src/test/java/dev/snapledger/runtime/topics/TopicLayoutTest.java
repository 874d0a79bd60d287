package dev.snapledger.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of new topics, and which existing values are accepted. */
class TopicLayoutTest {

  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void keepsFactsForEverAndRepliesForAWeek() {
    Map<String, String> retention =
        TopicLayout.singleNode().topics().stream()
            .collect(Collectors.toMap(TopicSpec::name, spec -> value(spec, "retention.ms")));

    assertThat(retention)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ledger.commands", "-1",
                "ledger.events", "-1",
                "ledger.replies", "604800000",
                "ledger.block-maps", "-1",
                "ledger.dead-letters", "-1"));
  }

  @Test
  void cutsAllTopicsAlikeAndLetsTheBrokerSetTheTime() {
    assertThat(TopicLayout.replicated().withPartitions(12).topics())
        .hasSize(5)
        .allSatisfy(
            spec -> {
              assertThat(spec.partitions()).isEqualTo(12);
              assertThat(spec.replicationFactor()).isEqualTo((short) 3);
              assertThat(value(spec, "min.insync.replicas")).isEqualTo("2");
              assertThat(value(spec, "message.timestamp.type")).isEqualTo("LogAppendTime");
              assertThat(value(spec, "cleanup.policy")).isEqualTo("delete");
            });
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1024, 9, 9", "8, 3, 2"})
  void acceptsNumbersUpToTheirLimits(int partitions, int replicas, int insync) {
    assertThat(new TopicLayout(partitions, replicas, insync, DAY).topics()).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, partitions in 1..1024, 0",
    "1025, 1, 1, partitions in 1..1024, 1025",
    "8, 0, 1, replicationFactor in 1..9, 0",
    "8, 10, 1, replicationFactor in 1..9, 10",
    "8, 3, 0, minInsyncReplicas in 1..3, 0",
    "8, 3, 4, minInsyncReplicas in 1..3, 4",
  })
  void refusesNumbersOutside(int partitions, int replicas, int insync, String range, int found) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopicLayout(partitions, replicas, insync, DAY))
        .withMessage("expected %s, but found %d", range, found);
  }

  @Test
  void refusesRepliesKeptShorterThanRepeatsAreRecognised() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopicLayout(8, 1, 1, DAY.minusMillis(1)))
        .withMessageContaining("PT24H");
  }

  @ParameterizedTest
  @CsvSource({"86400000", "86400001", "-1"})
  void acceptsExistingRepliesRetentionOfAtLeastADay(String found) {
    assertThat(repliesRetention().mismatch(found)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"86399999", "0", "-2", "none", "99999999999999999999"})
  void namesExistingRepliesRetentionThatIsTooShortOrNoNumber(String found) {
    assertThat(repliesRetention().mismatch(found))
        .contains("expected retention.ms of at least 86400000, but found " + found);
  }

  @Test
  void givesABatchRoomForTheLargestRecord() {
    assertThat(LedgerTopic.COMMANDS.recordBytesMax()).isEqualTo(1 << 20);
    assertThat(LedgerTopic.COMMANDS.batchBytesMax()).isEqualTo((1 << 20) + 1024);
  }

  private static TopicSetting repliesRetention() {
    return TopicLayout.singleNode().topics().stream()
        .filter(spec -> spec.topic() == LedgerTopic.REPLIES)
        .flatMap(spec -> spec.settings().stream())
        .filter(setting -> setting.name().equals("retention.ms"))
        .findFirst()
        .orElseThrow();
  }

  private static String value(TopicSpec spec, String setting) {
    return spec.newTopic().configs().getOrDefault(setting, "none");
  }
}
