package dev.snapledger.simulation.client;

import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogClients;
import dev.snapledger.simulation.log.SimulatedLog;
import java.util.SplittableRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.IsolationLevel;
import org.jspecify.annotations.Nullable;

/** The clients of one process that runs as a node. For one thread. */
public final class SimulatedClients implements LogClients {
  private final SimulatedLog log;
  private final SplittableRandom chance;
  private final ClientFaults faults;
  private final Identity identity;
  private final Isolation isolation;
  private @Nullable GroupMember member;

  /**
   * Who the process is.
   *
   * @param groupId group of the command processors
   * @param nodeId the same after a restart
   */
  public record Identity(String groupId, String nodeId) {}

  /**
   * What readers see.
   *
   * @param readers isolation of readers; anything but committed is a planted bug
   * @param ends isolation of offsets that are asked for; null for what was asked for
   */
  public record Isolation(IsolationLevel readers, @Nullable IsolationLevel ends) {
    public static final Isolation SOUND = new Isolation(IsolationLevel.READ_COMMITTED, null);
  }

  /** Clients over a log. */
  public SimulatedClients(
      SimulatedLog log,
      SplittableRandom chance,
      ClientFaults faults,
      Identity identity,
      Isolation isolation) {
    this.log = log;
    this.chance = chance;
    this.faults = faults;
    this.identity = identity;
    this.isolation = isolation;
  }

  /** What Kafka's background threads do while the process lives and is not paused. */
  public void heartbeat() {
    if (member != null) {
      member.heartbeat();
    }
  }

  @Override
  public Consumer<byte[], byte[]> groupMember() {
    member = new GroupMember(log, chance.split(), faults, identity.groupId(), identity.nodeId());
    return Calls.over(Consumer.class, "member", member, faults);
  }

  @Override
  public Consumer<byte[], byte[]> reader() {
    return reader("reader");
  }

  /** A reader whose calls have that name. */
  public Consumer<byte[], byte[]> reader(String name) {
    Reader reader = new Reader(name, log, chance.split(), faults, isolation.readers());
    return Calls.over(Consumer.class, name, reader, faults);
  }

  @Override
  public Producer<byte[], byte[]> transactionalProducer() {
    String id = KafkaLogClients.transactionalId(identity.groupId(), identity.nodeId());
    return Calls.over(
        Producer.class, "producer", new TransactionalProducer(log, faults, id), faults);
  }

  /** A producer without transactions. */
  public Producer<byte[], byte[]> plainProducer() {
    return Calls.over(Producer.class, "plain", new PlainProducer(log, faults), faults);
  }

  @Override
  public Admin admin() {
    return Calls.over(Admin.class, "admin", new Cluster(log, isolation.ends()), faults);
  }
}
