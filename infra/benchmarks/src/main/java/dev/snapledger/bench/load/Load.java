package dev.snapledger.bench.load;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.kafka.LogTopics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** Sends commands of one mix, which it never repeats. For one thread. */
public final class Load implements AutoCloseable {
  private static final long SEED = 20_190_301;

  private final KafkaConnection connection;
  private final int partitions;
  private final CommandMix mix = new CommandMix(SEED);
  private final CommandCodec codec = new CommandCodec();
  private final Producer<byte[], byte[]> producer;
  private final Admin admin;

  /** Sends to the cluster behind {@code connection}. */
  public Load(KafkaConnection connection, int partitions) {
    this.connection = connection;
    this.partitions = partitions;
    this.producer = new KafkaProducer<>(connection.producer());
    this.admin = Admin.create(connection.admin());
  }

  /** Appends commands as fast as they go; gives the ends of the command partitions after it. */
  public long[] append(long commands) {
    for (long i = 0; i < commands; i++) {
      send();
    }
    return ends();
  }

  /** Appends at least one command to each partition. */
  public long[] touchAll() {
    boolean[] touched = new boolean[partitions];
    while (!IntStream.range(0, partitions).allMatch(p -> touched[p])) {
      touched[send()] = true;
    }
    return ends();
  }

  /** Families that have begun. */
  public long families() {
    return mix.families();
  }

  /**
   * Sends at a fixed rate and waits for the replies.
   *
   * @return latencies in nanoseconds, sorted
   * @throws TimeoutException if replies fail to come
   */
  public long[] latencies(String replyTopic, long perSecond, int count) throws TimeoutException {
    List<TopicPartition> logs =
        IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(replyTopic, p)).toList();
    try (Consumer<byte[], byte[]> replies = new KafkaConsumer<>(connection.consumer())) {
      replies.assign(logs);
      Map<TopicPartition, Long> ends = new LogEnds(admin).highWatermarks(logs);
      ends.forEach(replies::seek);
      return new LatencyProbe(producer, replies).run(mix, perSecond, count);
    }
  }

  private int send() {
    EncodedCommand command = EncodedCommand.of(mix.next(), codec);
    int partition = command.partition(partitions);
    var _ = producer.send(command.record(partition));
    return partition;
  }

  /** Where the command partitions end now. */
  public long[] ends() {
    producer.flush();
    long[] ends = new long[partitions];
    List<TopicPartition> logs =
        IntStream.range(0, partitions).mapToObj(LogTopics::commands).toList();
    new LogEnds(admin).highWatermarks(logs).forEach((log, end) -> ends[log.partition()] = end);
    return ends;
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
