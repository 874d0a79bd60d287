package dev.snapledger.bench.contender;

import dev.snapledger.runtime.LedgerRuntime;
import dev.snapledger.runtime.RuntimeSettings;
import dev.snapledger.runtime.kafka.LogClients;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The product's own command runtime: all rules, duplicates, replies and checkpoints. */
final class Ours extends Taker {
  private static final long READY_MILLIS_MAX = 120_000;
  private static final long LOOK_MILLIS = 50;

  private final LedgerRuntime runtime;

  private Ours(Setup setup) {
    super(setup.partitions());
    LogClients clients = setup.clients(RuntimeSettings.DEFAULT_GROUP_ID);
    this.runtime =
        LedgerRuntime.start(
            new Gated(clients, gate()),
            settings(setup),
            (partition, nextCommand, _) -> progress().committed(partition, nextCommand));
  }

  /** Settings of a node, as the product chooses them. */
  static RuntimeSettings settings(Setup setup) {
    return RuntimeSettings.of("bench", setup.folder().resolve("checkpoints"));
  }

  static Ours open(Setup setup) throws InterruptedException, TimeoutException {
    Ours ours = new Ours(setup);
    long end = System.nanoTime() + READY_MILLIS_MAX * 1_000_000;
    while (!ours.ready(setup.partitions())) {
      if (System.nanoTime() > end) {
        throw new TimeoutException("expected a runtime, but found " + ours.runtime.health());
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return ours;
  }

  private boolean ready(int partitions) {
    return runtime.health().ready() && runtime.health().partitions().size() == partitions;
  }

  @Override
  public void close() {
    gate().open();
    runtime.close();
  }

  /** The product's clients, with a gate before the commands. */
  private record Gated(LogClients clients, Gate gate) implements LogClients {
    @Override
    public Consumer<byte[], byte[]> groupMember() {
      return gate.before(clients.groupMember());
    }

    @Override
    public Consumer<byte[], byte[]> reader() {
      return clients.reader();
    }

    @Override
    public Producer<byte[], byte[]> transactionalProducer() {
      return clients.transactionalProducer();
    }

    @Override
    public Admin admin() {
      return clients.admin();
    }
  }
}
