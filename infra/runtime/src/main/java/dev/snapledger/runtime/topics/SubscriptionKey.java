package dev.snapledger.runtime.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.snapledger.commands.id.SubscriptionId;
import org.apache.kafka.common.utils.Utils;

/**
 * The key of every record: the text of a subscription id, 36 bytes of lower-case ASCII.
 *
 * <p>Partition = (murmur2(key) with the sign bit cleared) mod partitions, which is what the default
 * partitioner of Kafka's own clients does; producers in other languages must choose "murmur2".
 */
public final class SubscriptionKey {

  private static final int SIGN_CLEARED = 0x7fffffff;

  private SubscriptionKey() {}

  /** The bytes of the key. */
  public static byte[] of(SubscriptionId subscription) {
    return subscription.toString().getBytes(UTF_8);
  }

  /**
   * The partition of a key.
   *
   * @param partitions number of partitions, at least 1
   */
  public static int partitionOf(byte[] key, int partitions) {
    return (Utils.murmur2(key) & SIGN_CLEARED) % partitions;
  }
}
