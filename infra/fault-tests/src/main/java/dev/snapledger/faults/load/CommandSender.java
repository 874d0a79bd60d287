package dev.snapledger.faults.load;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.command.Command;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Sends commands at a pace that can be changed, on a thread of its own, each again until a broker
 * has confirmed it: whatever happens meanwhile, all of them end up in the log, some perhaps twice.
 * Safe for many threads.
 */
public final class CommandSender implements AutoCloseable {
  private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();
  private static final String PATIENCE_MILLIS = "120000";

  private final List<Command> commands;
  private final Producer<byte[], byte[]> producer;
  private final CommandCodec codec = new CommandCodec();
  private final Queue<ProducerRecord<byte[], byte[]>> refused = new ConcurrentLinkedQueue<>();
  private final AtomicInteger confirmed = new AtomicInteger();
  private final AtomicInteger again = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final Thread thread;
  private volatile double perSecond;
  private volatile boolean closing;

  /** Starts to send, at a pace of so many commands a second. */
  public CommandSender(KafkaConnection connection, List<Command> commands, double perSecond) {
    Map<String, String> patient = new HashMap<>(connection.properties());
    patient.put("producer.delivery.timeout.ms", PATIENCE_MILLIS);
    patient.put("producer.max.block.ms", PATIENCE_MILLIS);
    this.commands = List.copyOf(commands);
    this.perSecond = perSecond;
    this.producer = new KafkaProducer<>(new KafkaConnection(patient).producer());
    this.thread = Thread.ofPlatform().name("sender").daemon().start(this::run);
  }

  /** From now on sends so many commands a second; infinity for as many as it can. */
  public void pace(double commandsPerSecond) {
    perSecond = commandsPerSecond;
    LockSupport.unpark(thread);
  }

  /** Commands that were not sent yet. */
  public int remaining() {
    return commands.size() - begun.get();
  }

  /** Commands that a broker confirmed. */
  public int confirmed() {
    return confirmed.get();
  }

  /** How often a command was sent again because it was not certain that it had arrived. */
  public int again() {
    return again.get();
  }

  /** Whether every command is in the log. */
  public boolean done() {
    return confirmed.get() == commands.size();
  }

  private void run() {
    long due = System.nanoTime();
    while (!closing && !done()) {
      ProducerRecord<byte[], byte[]> late = refused.poll();
      if (late != null) {
        again.incrementAndGet();
        send(late);
      } else if (remaining() == 0) {
        LockSupport.parkNanos(NANOS_PER_SECOND / 100);
      } else {
        due = Math.max(due, System.nanoTime() - NANOS_PER_SECOND); // Catches up for a second only.
        if (System.nanoTime() >= due) {
          send(record(commands.get(begun.getAndIncrement())));
          due += (long) (NANOS_PER_SECOND / perSecond);
        } else {
          LockSupport.parkNanos(Math.min(due - System.nanoTime(), NANOS_PER_SECOND / 10));
        }
      }
    }
  }

  private ProducerRecord<byte[], byte[]> record(Command command) {
    return new ProducerRecord<>(
        LogTopics.COMMANDS,
        SubscriptionKey.of(command.header().subscriptionId()),
        codec.encode(command));
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    try {
      var _ =
          producer.send(
              record,
              (_, failure) -> {
                if (failure == null) {
                  confirmed.incrementAndGet();
                } else {
                  refused.add(record);
                }
              });
    } catch (KafkaException e) {
      refused.add(record); // It found no room, or no broker; either passes.
    }
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    producer.close(Duration.ofSeconds(5));
  }
}
