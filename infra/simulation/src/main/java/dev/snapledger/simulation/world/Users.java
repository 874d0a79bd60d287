package dev.snapledger.simulation.world;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.decision.RandomCommands;
import dev.snapledger.commands.entity.EntityMap;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.topics.SubscriptionKey;
import dev.snapledger.simulation.log.SimulatedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Producers of commands that know what is committed, send too much, and send things again. */
final class Users {
  private static final int REPEATED_OF_100 = 12;
  private static final int MALFORMED_OF_100 = 3;

  private final SimulatedLog log;
  private final SplittableRandom chance;
  private final Trace trace;
  private final List<RandomCommands> sources;
  private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
  private final CommandCodec codec = new CommandCodec();

  Users(SimulatedLog log, SplittableRandom chance, EntityMap state, Trace trace) {
    this.log = log;
    this.chance = chance;
    this.trace = trace;
    this.sources =
        List.of(
            new RandomCommands(chance.split(), state, subscription(1), subscription(2)),
            new RandomCommands(chance.split(), state, subscription(3), subscription(4)));
  }

  private static SubscriptionId subscription(long number) {
    return new SubscriptionId(new UUID(10, number));
  }

  void send() {
    int choice = chance.nextInt(100);
    if (choice < MALFORMED_OF_100) {
      sendMalformed();
    } else if (choice < MALFORMED_OF_100 + REPEATED_OF_100 && !sent.isEmpty()) {
      sendAgain(1);
    } else {
      Command command = sources.get(chance.nextInt(sources.size())).callerCommand();
      trace.say("send " + command.getClass().getSimpleName());
      send(command);
    }
  }

  /** Sends a command of a user or of a worker. */
  void send(Command command) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            LogTopics.COMMANDS,
            SubscriptionKey.of(command.header().subscriptionId()),
            codec.encode(command));
    sent.add(record);
    log.append(record);
  }

  /** Sends some commands again, as a producer does that saw no answer. */
  void sendAgain(int commands) {
    for (int i = 0; i < commands && !sent.isEmpty(); i++) {
      int from = chance.nextBoolean() ? Math.max(0, sent.size() - 10) : 0;
      log.append(sent.get(chance.nextInt(from, sent.size())));
    }
    trace.fault(Fault.COMMAND_REPEATED, commands + " commands");
  }

  private void sendMalformed() {
    byte[] value = new byte[chance.nextInt(40)];
    chance.nextBytes(value);
    byte[] key = SubscriptionKey.of(subscription(1 + chance.nextInt(4)));
    if (chance.nextBoolean() && !sent.isEmpty()) {
      value = sent.get(chance.nextInt(sent.size())).value();
    }
    trace.fault(Fault.COMMAND_MALFORMED, value.length + " bytes");
    log.append(new ProducerRecord<>(LogTopics.COMMANDS, key, value));
  }
}
