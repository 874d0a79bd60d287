package dev.snapledger.runtime.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.command.Command;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.PartitionProcessor;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A command made of a dead letter.
 *
 * <p>Its command id stays, so what was decided meanwhile is not decided again: a repetition gets
 * the first reply.
 *
 * @param command what will be decided
 * @param record what is to be sent to the command topic
 */
public record Resubmission(Command command, ProducerRecord<byte[], byte[]> record) {
  /** Where the key comes from. */
  public enum Key {
    /** The original one, which must be the command's subscription. */
    ORIGINAL,
    /** The command's subscription, whatever the original one was. */
    OF_COMMAND
  }

  /**
   * Makes one.
   *
   * @param corrected value to be sent in place of the original one; null for the original
   * @param partitions number of partitions of the command topic
   * @throws NotResubmittableException if it would be a dead letter again
   */
  public static Resubmission of(
      DeadLetter letter, Key key, byte @Nullable [] corrected, int partitions)
      throws NotResubmittableException {
    byte[] value = corrected == null ? wholeValueOf(letter) : corrected;
    if (value.length > PartitionProcessor.COMMAND_BYTES_MAX) {
      throw new NotResubmittableException(
          "expected a command of at most %,d bytes, but found %,d: send a smaller one as --value FILE"
              .formatted(PartitionProcessor.COMMAND_BYTES_MAX, value.length));
    }
    Command command;
    try {
      command = new CommandCodec().decode(value);
    } catch (UndecodableException e) {
      throw new NotResubmittableException(
          "expected a command, but " + e.getMessage() + ": give corrected bytes as --value FILE");
    }
    byte[] ownerKey = SubscriptionKey.of(command.header().subscriptionId());
    if (key == Key.ORIGINAL && !Arrays.equals(ownerKey, letter.key())) {
      throw new NotResubmittableException(
          "expected subscription %s as key, but found %s: use --key-from-command if that is who may command it"
              .formatted(
                  command.header().subscriptionId(),
                  letter.key() == null ? "none" : "another one"));
    }
    int partition = SubscriptionKey.partitionOf(ownerKey, partitions);
    return new Resubmission(
        command,
        new ProducerRecord<>(
            LogTopics.COMMANDS, partition, null, ownerKey, value, headersOf(letter)));
  }

  private static byte[] wholeValueOf(DeadLetter letter) throws NotResubmittableException {
    byte[] value = letter.value();
    if (value == null) {
      throw new NotResubmittableException(
          "expected a value, but the record had none: give one as --value FILE");
    }
    if (letter.truncated()) {
      throw new NotResubmittableException(
          "expected the whole value of %,d bytes, but only the first %,d were kept: the rest is in ledger.commands at %s"
              .formatted(letter.valueBytes(), value.length, letter.origin()));
    }
    return value;
  }

  private static List<Header> headersOf(DeadLetter letter) {
    List<Header> headers = new ArrayList<>(letter.headers());
    headers.add(
        new RecordHeader(DeadLetterHeaders.RESUBMITTED, letter.place().toString().getBytes(UTF_8)));
    return headers;
  }
}
