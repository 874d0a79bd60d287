package dev.snapledger.runtime.feed;

import dev.snapledger.commands.codec.BlockMapCodec;
import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.projections.engine.BlockMapRecord;
import dev.snapledger.projections.engine.EventRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes what was read, up to an end. For one thread. */
final class FeedDecoder {
  private final EventCodec events = new EventCodec();
  private final BlockMapCodec blockMaps = new BlockMapCodec();

  List<EventRecord> events(List<ConsumerRecord<byte[], byte[]>> records, long end) {
    return decode(records, end, events, EventRecord::new);
  }

  List<BlockMapRecord> blockMaps(List<ConsumerRecord<byte[], byte[]>> records, long end) {
    return decode(records, end, blockMaps, BlockMapRecord::new);
  }

  private static <V, R> List<R> decode(
      List<ConsumerRecord<byte[], byte[]>> records,
      long end,
      Codec<V> codec,
      BiFunction<Long, V, R> located) {
    List<R> decoded = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.offset() >= end) {
        break;
      }
      try {
        decoded.add(located.apply(record.offset(), codec.decode(valueOf(record))));
      } catch (UndecodableException e) {
        throw new IllegalStateException(
            "%s, partition %d, offset %d: %s"
                .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
            e);
      }
    }
    return decoded;
  }

  private static byte[] valueOf(ConsumerRecord<byte[], byte[]> record) throws UndecodableException {
    byte[] value = record.value();
    if (value == null) {
      throw new UndecodableException("expected a value, but found none");
    }
    return value;
  }
}
