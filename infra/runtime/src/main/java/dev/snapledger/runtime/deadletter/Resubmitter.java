package dev.snapledger.runtime.deadletter;

import dev.snapledger.commands.codec.ReplyCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogTopics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Sends commands that were made of dead letters, and finds their replies. For one thread. */
public final class Resubmitter implements AutoCloseable {
  private static final Duration POLL_MAX = Duration.ofMillis(100);

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Connects; the first question finds out whether the cluster is there. */
  public Resubmitter(KafkaConnection connection) {
    this.producer = new KafkaProducer<>(connection.producer());
    try {
      this.consumer = new KafkaConsumer<>(connection.consumer());
    } catch (KafkaException e) {
      producer.close(KafkaLogClients.CLOSE_MAX);
      throw e;
    }
  }

  /** Number of partitions of the command topic. */
  public int partitions() {
    return consumer.partitionsFor(LogTopics.COMMANDS).size();
  }

  /**
   * Sends it; gives where it is in the command topic. From now on no reply to it is missed.
   *
   * @throws KafkaException if it cannot be appended
   */
  public LogPlace send(Resubmission resubmission) {
    TopicPartition replies = LogTopics.replies(resubmission.record().partition());
    consumer.assign(Set.of(replies));
    consumer.seek(replies, consumer.endOffsets(Set.of(replies)).getOrDefault(replies, 0L));
    try {
      RecordMetadata sent = producer.send(resubmission.record()).get();
      return new LogPlace(sent.partition(), sent.offset());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException k ? k : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /**
   * Waits for the reply to what was sent last.
   *
   * @return null when none came in time
   */
  public @Nullable Reply await(Resubmission resubmission, InstantSource time, Duration timeout) {
    CommandHeader header = resubmission.command().header();
    ReplyCodec codec = new ReplyCodec();
    Instant end = time.instant().plus(timeout);
    while (time.instant().isBefore(end)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_MAX)) {
        Reply reply = decoded(codec, record);
        if (reply != null
            && reply.commandId().equals(header.commandId())
            && reply.subscriptionId().equals(header.subscriptionId())) {
          return reply;
        }
      }
    }
    return null;
  }

  /** A reply of a newer version is none to this one. */
  private static @Nullable Reply decoded(ReplyCodec codec, ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null ? null : codec.decode(record.value());
    } catch (UndecodableException _) {
      return null;
    }
  }

  @Override
  public void close() {
    producer.close(KafkaLogClients.CLOSE_MAX);
    consumer.close(KafkaLogClients.closeOptions());
  }
}
