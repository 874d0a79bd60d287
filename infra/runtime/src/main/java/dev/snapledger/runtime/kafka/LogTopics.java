package dev.snapledger.runtime.kafka;

import dev.snapledger.runtime.topics.LedgerTopic;
import dev.snapledger.runtime.topics.SubscriptionKey;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics of one ledger as they are in the cluster.
 *
 * @param logId identity of the event topic; another one after it was made anew
 * @param partitions number of partitions, the same for commands, events and replies
 */
public record LogTopics(String logId, int partitions) {
  public static final String COMMANDS = LedgerTopic.COMMANDS.topicName();
  public static final String EVENTS = LedgerTopic.EVENTS.topicName();
  public static final String REPLIES = LedgerTopic.REPLIES.topicName();
  public static final String DEAD_LETTERS = LedgerTopic.DEAD_LETTERS.topicName();
  public static final String BLOCK_MAPS = LedgerTopic.BLOCK_MAPS.topicName();

  /** The partition of a key: Kafka's own rule for keyed records (murmur2). */
  public int partitionOf(byte[] key) {
    return SubscriptionKey.partitionOf(key, partitions);
  }

  /** The partition of the command topic. */
  public static TopicPartition commands(int partition) {
    return new TopicPartition(COMMANDS, partition);
  }

  /** The partition of the event topic. */
  public static TopicPartition events(int partition) {
    return new TopicPartition(EVENTS, partition);
  }

  /** The partition of the reply topic. */
  public static TopicPartition replies(int partition) {
    return new TopicPartition(REPLIES, partition);
  }

  /** The partition of the block-map topic. */
  public static TopicPartition blockMaps(int partition) {
    return new TopicPartition(BLOCK_MAPS, partition);
  }
}
