package dev.snapledger.runtime.client;

import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.codec.BlockMapCodec;
import dev.snapledger.commands.port.BlockMapPublisher;
import dev.snapledger.commands.port.BlockMapUnpublishedException;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Publishes block maps to their topic, acknowledged by all in-sync replicas. */
public final class KafkaBlockMapPublisher implements BlockMapPublisher, AutoCloseable {
  /** Most parts of one block map that are on their way at the same time. */
  static final int PARTS_IN_FLIGHT_MAX = 16;

  private final Producer<byte[], byte[]> producer;

  /** Connects; the first publication finds out whether the cluster is there. */
  public KafkaBlockMapPublisher(KafkaConnection connection) {
    this(new KafkaProducer<>(connection.producer()));
  }

  /** Publishes through {@code producer}, which is closed with this. */
  public KafkaBlockMapPublisher(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  @Override
  public void publish(Iterable<BlockMapPart> parts) {
    BlockMapCodec codec = new BlockMapCodec();
    Deque<Sent> sent = new ArrayDeque<>();
    for (BlockMapPart part : parts) {
      checkEntries(part);
      sent.add(send(part, codec));
      if (sent.size() == PARTS_IN_FLIGHT_MAX) {
        sent.remove().await();
      }
    }
    producer.flush();
    sent.forEach(Sent::await);
  }

  private static void checkEntries(BlockMapPart part) {
    int bytes = part.entries().remaining();
    if (bytes % ENTRY_BYTES != 0 || bytes > PART_ENTRIES_MAX * ENTRY_BYTES) {
      throw new IllegalArgumentException(
          "expected at most %d whole entries of %d bytes, but found %d bytes"
              .formatted(PART_ENTRIES_MAX, ENTRY_BYTES, bytes));
    }
  }

  private Sent send(BlockMapPart part, BlockMapCodec codec) {
    byte[] key = SubscriptionKey.of(part.subscriptionId());
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(LogTopics.BLOCK_MAPS, key, codec.encode(part));
    try {
      return new Sent(part, producer.send(record));
    } catch (KafkaException | IllegalStateException e) {
      throw new BlockMapUnpublishedException(part.snapshotId(), e);
    }
  }

  /** A part on its way. */
  private record Sent(BlockMapPart part, Future<RecordMetadata> acknowledged) {
    void await() {
      try {
        acknowledged.get();
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        throw new BlockMapUnpublishedException(part.snapshotId(), cause == null ? e : cause);
      } catch (InterruptedException e) {
        throw new BlockMapUnpublishedException(part.snapshotId(), new InterruptException(e));
      }
    }
  }

  /** Closes within {@link KafkaLogClients#CLOSE_MAX}. */
  @Override
  public void close() {
    producer.close(KafkaLogClients.CLOSE_MAX);
  }
}
