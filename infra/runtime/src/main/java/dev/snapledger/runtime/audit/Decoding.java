package dev.snapledger.runtime.audit;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.runtime.partition.BrokenInvariantException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes records that a replay rests on. */
final class Decoding {
  private Decoding() {}

  /**
   * The value of a record.
   *
   * @throws BrokenInvariantException if it has none, or one that cannot be decoded
   */
  static <T> T valueOf(ConsumerRecord<byte[], byte[]> record, Codec<T> codec) {
    try {
      if (record.value() == null) {
        throw new UndecodableException("expected a value, but found none");
      }
      return codec.decode(record.value());
    } catch (UndecodableException e) {
      throw new BrokenInvariantException(
          record.partition(),
          record.offset(),
          "cannot read " + record.topic() + ": " + e.getMessage(),
          e);
    }
  }
}
