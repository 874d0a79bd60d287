package dev.snapledger.runtime.topics;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;

import dev.snapledger.commands.id.SubscriptionId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How the ledger's topics are cut and kept.
 *
 * <p>All topics have the same number of partitions, so that everything about a subscription is in
 * the partitions of one number. That number never changes for the life of a ledger: with another,
 * the same key would belong to another partition.
 *
 * @param partitions partitions of each topic, 1..{@value #PARTITIONS_MAX}
 * @param replicationFactor copies of each partition, 1..{@value #REPLICATION_FACTOR_MAX}
 * @param minInsyncReplicas copies on which a record must be before it counts, 1..replicationFactor
 * @param repliesRetention how long replies are kept, at least {@link #REPLIES_RETENTION_MIN}
 */
public record TopicLayout(
    int partitions, int replicationFactor, int minInsyncReplicas, Duration repliesRetention) {

  /** More than one ledger needs: some thousand commands a second fit in each. */
  public static final int PARTITIONS_MAX = 1024;

  /** More copies than any deployment keeps. */
  public static final int REPLICATION_FACTOR_MAX = 9;

  /** The window in which a repeated command gets its first answer again. */
  public static final Duration REPLIES_RETENTION_MIN = Duration.ofHours(24);

  private static final int PARTITIONS = 8;
  private static final Duration REPLIES_RETENTION = Duration.ofDays(7);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is outside
   */
  public TopicLayout {
    checkRange("partitions", partitions, PARTITIONS_MAX);
    checkRange("replicationFactor", replicationFactor, REPLICATION_FACTOR_MAX);
    checkRange("minInsyncReplicas", minInsyncReplicas, replicationFactor);
    if (repliesRetention.compareTo(REPLIES_RETENTION_MIN) < 0) {
      throw new IllegalArgumentException(
          "expected repliesRetention of at least %s, but found %s"
              .formatted(REPLIES_RETENTION_MIN, repliesRetention));
    }
  }

  /** For one broker: 8 partitions, one copy of each, replies for 7 days. */
  public static TopicLayout singleNode() {
    return new TopicLayout(PARTITIONS, 1, 1, REPLIES_RETENTION);
  }

  /** For a cluster of at least three brokers: 8 partitions, three copies, two of them needed. */
  public static TopicLayout replicated() {
    return new TopicLayout(PARTITIONS, 3, 2, REPLIES_RETENTION);
  }

  /** The same with another number of partitions. */
  public TopicLayout withPartitions(int other) {
    return new TopicLayout(other, replicationFactor, minInsyncReplicas, repliesRetention);
  }

  /** The partition, of each topic, that a subscription belongs to: 0..partitions-1. */
  public int partitionOf(SubscriptionId subscription) {
    return SubscriptionKey.partitionOf(SubscriptionKey.of(subscription), partitions);
  }

  List<TopicSpec> topics() {
    return Arrays.stream(LedgerTopic.values()).map(this::spec).toList();
  }

  private TopicSpec spec(LedgerTopic topic) {
    long batchBytesMax = topic.batchBytesMax();
    return new TopicSpec(
        topic,
        partitions,
        (short) replicationFactor,
        List.of(
            // A decision's time is its command's; nobody but the broker may choose it.
            TopicSetting.exactly(MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
            TopicSetting.exactly(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE),
            retention(topic),
            TopicSetting.exactly(RETENTION_BYTES_CONFIG, TopicSetting.UNLIMITED),
            // A copy that lags behind must not become the truth.
            TopicSetting.exactly(UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false"),
            TopicSetting.atLeast(MAX_MESSAGE_BYTES_CONFIG, batchBytesMax, batchBytesMax),
            TopicSetting.atLeast(
                MIN_IN_SYNC_REPLICAS_CONFIG, minInsyncReplicas, minInsyncReplicas)));
  }

  private TopicSetting retention(LedgerTopic topic) {
    return switch (topic) {
      case REPLIES ->
          TopicSetting.atLeast(
              RETENTION_MS_CONFIG, repliesRetention.toMillis(), REPLIES_RETENTION_MIN.toMillis());
      case COMMANDS, EVENTS, BLOCK_MAPS, DEAD_LETTERS ->
          TopicSetting.exactly(RETENTION_MS_CONFIG, TopicSetting.UNLIMITED);
    };
  }

  private static void checkRange(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "expected %s in 1..%d, but found %d".formatted(name, max, value));
    }
  }
}
