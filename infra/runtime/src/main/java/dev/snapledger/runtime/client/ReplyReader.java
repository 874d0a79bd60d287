package dev.snapledger.runtime.client;

import dev.snapledger.commands.codec.ReplyCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.kafka.TailReader;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all replies from now on and hands each to whoever waits for it, on a thread of its own. */
final class ReplyReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyReader.class);

  private final PendingReplies pending;
  private final ReplyCodec codec = new ReplyCodec();
  private final TailReader tail;

  private ReplyReader(KafkaConnection connection, PendingReplies pending) {
    this.pending = pending;
    this.tail = new TailReader("ledger-replies", connection, this::accept, failure -> false);
  }

  static ReplyReader start(KafkaConnection connection, PendingReplies pending) {
    ReplyReader reader = new ReplyReader(connection, pending);
    reader.tail.startAtEnd(LogTopics.REPLIES);
    return reader;
  }

  private void accept(
      ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> positions) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      byte[] value = record.value();
      try {
        if (value == null) {
          throw new UndecodableException("expected a reply, but found no value");
        }
        pending.complete(codec.decode(value));
      } catch (UndecodableException e) {
        LOG.error("Unreadable reply at {}: {}", record.offset(), e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    tail.close();
  }
}
