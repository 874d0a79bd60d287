package dev.snapledger.bench.load;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.command.Command;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.topics.SubscriptionKey;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A command as a producer sends it.
 *
 * @param key the subscription
 * @param value the command
 */
@SuppressWarnings("ArrayRecordComponent") // Lives between encoding and sending only.
public record EncodedCommand(byte[] key, byte[] value) {
  /** Encodes a command. */
  public static EncodedCommand of(Command command, CommandCodec codec) {
    return new EncodedCommand(
        SubscriptionKey.of(command.header().subscriptionId()), codec.encode(command));
  }

  /** The partition it belongs to. */
  public int partition(int partitions) {
    return SubscriptionKey.partitionOf(key, partitions);
  }

  /** The record of the command topic. */
  public ProducerRecord<byte[], byte[]> record(int partition) {
    return new ProducerRecord<>(LogTopics.COMMANDS, partition, key, value);
  }
}
