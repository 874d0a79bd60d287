package dev.snapledger.bench.load;

import dev.snapledger.commands.codec.CommandCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends commands at a fixed rate and waits for a reply to each. Every command has one reply in the
 * partition of its number, in order, so that none needs to be decoded to know whose it is.
 */
final class LatencyProbe {
  private static final Duration POLL_MAX = Duration.ofMillis(10);
  private static final long STALLED_POLLS_MAX = 6_000;

  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> replies;
  private final List<Queue<Long>> due = new ArrayList<>();

  /**
   * A probe.
   *
   * @param replies assigned to all partitions of the replies, at their ends
   */
  LatencyProbe(Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> replies) {
    this.producer = producer;
    this.replies = replies;
    for (TopicPartition _ : replies.assignment()) {
      due.add(new ConcurrentLinkedQueue<>());
    }
  }

  /** Latencies in nanoseconds, sorted. */
  long[] run(CommandMix mix, long perSecond, int count) throws TimeoutException {
    List<EncodedCommand> commands = new ArrayList<>(count);
    CommandCodec codec = new CommandCodec();
    for (int i = 0; i < count; i++) {
      commands.add(EncodedCommand.of(mix.next(), codec));
    }
    Pace pace = new Pace(System.nanoTime(), perSecond);
    Thread.ofPlatform().name("sender").daemon().start(() -> send(commands, pace));
    long[] latencies = new long[count];
    int stalled = 0;
    for (int received = 0; received < count; ) {
      ConsumerRecords<byte[], byte[]> records = replies.poll(POLL_MAX);
      long now = System.nanoTime();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        Long dueNanos = due.get(record.partition()).poll();
        if (dueNanos == null) {
          throw new IllegalStateException("expected one reply to each command, but found more");
        }
        latencies[received++] = now - dueNanos;
      }
      stalled = records.isEmpty() ? stalled + 1 : 0;
      if (stalled > STALLED_POLLS_MAX) {
        throw new TimeoutException("expected %d replies, but found %d".formatted(count, received));
      }
    }
    Arrays.sort(latencies);
    return latencies;
  }

  private void send(List<EncodedCommand> commands, Pace pace) {
    for (int i = 0; i < commands.size(); i++) {
      long dueNanos = pace.dueNanos(i);
      for (long wait = dueNanos - System.nanoTime();
          wait > 0;
          wait = dueNanos - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      int partition = commands.get(i).partition(due.size());
      due.get(partition).add(dueNanos);
      var _ = producer.send(commands.get(i).record(partition));
    }
  }
}
