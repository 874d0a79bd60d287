package dev.snapledger.containers;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.runtime.client.KafkaCommandClient;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.sample.SampleCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/**
 * Clients that send commands without a break: each waits for the reply to one before it sends the
 * next. Every one of them has a subscription and one disk, which it tags.
 */
final class SteadyLoad implements AutoCloseable {
  /** So many that each partition has at least three of them. */
  private static final int CLIENTS = 32;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final KafkaCommandClient client;
  private final Map<CommandId, Reply> answers = new ConcurrentHashMap<>();
  private final List<CompletableFuture<Void>> clients = new ArrayList<>();
  private volatile boolean stopped;

  private SteadyLoad(KafkaConnection connection) {
    Map<String, String> patient = new HashMap<>(connection.properties());
    String millis = Long.toString(PATIENCE.toMillis());
    patient.put("producer.delivery.timeout.ms", millis);
    patient.put("producer.max.block.ms", millis);
    this.client = KafkaCommandClient.open(new KafkaConnection(patient), PATIENCE);
  }

  /** Starts it; the topics must exist. */
  static SteadyLoad start(KafkaConnection connection) {
    SteadyLoad load = new SteadyLoad(connection);
    var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory());
    for (int number = 1; number <= CLIENTS; number++) {
      SampleCommands commands = new SampleCommands(number);
      load.clients.add(CompletableFuture.runAsync(() -> load.run(commands), threads));
    }
    return load;
  }

  private void run(SampleCommands commands) {
    send(commands.createDisk("disk"));
    for (long round = 0; !stopped; round++) {
      send(commands.tagDisk("disk", "round " + round));
    }
  }

  private void send(Command command) {
    answers.put(command.header().commandId(), client.submit(command).join());
  }

  /** How many commands are answered. */
  int answered() {
    return answers.size();
  }

  /** Waits until so many more commands are answered, and fails when a client cannot go on. */
  void awaitAnswers(int more) {
    int target = answered() + more;
    Awaitility.await("answers to commands")
        .atMost(PATIENCE)
        .until(() -> answered() >= target || clients.stream().anyMatch(CompletableFuture::isDone));
    clients.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
  }

  /** Lets the clients end; gives the answer to each command that was ever sent. */
  Map<CommandId, Reply> stop() {
    stopped = true;
    clients.forEach(CompletableFuture::join);
    return Map.copyOf(answers);
  }

  @Override
  public void close() {
    stopped = true;
    client.close();
  }
}
