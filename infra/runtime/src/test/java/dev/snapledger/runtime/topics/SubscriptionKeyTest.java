package dev.snapledger.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.id.SubscriptionId;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key and its partition: both are part of the wire contract with other languages. */
class SubscriptionKeyTest {

  private static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.parse("0B1F6471-1BF0-4DDA-AEC3-CB9272F09590");

  @Test
  void isTheIdInLowerCase() {
    assertThat(new String(SubscriptionKey.of(SUBSCRIPTION), StandardCharsets.US_ASCII))
        .isEqualTo("0b1f6471-1bf0-4dda-aec3-cb9272f09590");
  }

  /** Hashes that every Kafka client with "murmur2" gives; source: its published test vectors. */
  @ParameterizedTest
  @CsvSource({
    "21, -973932308",
    "foobar, -790332482",
    "a-little-bit-long-string, -985981536",
    "a-little-bit-longer-string, -1486304829",
    "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8, -58897971",
    "abc, 479470107",
  })
  void followsThePublishedHash(String key, int hash) {
    byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);

    assertThat(SubscriptionKey.partitionOf(bytes, 8)).isEqualTo((hash & 0x7fffffff) % 8);
    assertThat(SubscriptionKey.partitionOf(bytes, 1000)).isEqualTo((hash & 0x7fffffff) % 1000);
  }

  @Test
  void belongsToOneFixedPartition() {
    assertThat(TopicLayout.singleNode().partitionOf(SUBSCRIPTION)).isEqualTo(7);
  }

  @Property
  void isAlwaysAPartitionOfTheTopic(
      @ForAll @Size(max = 64) byte[] key, @ForAll @IntRange(min = 1, max = 1024) int partitions) {
    assertThat(SubscriptionKey.partitionOf(key, partitions)).isBetween(0, partitions - 1);
  }
}
