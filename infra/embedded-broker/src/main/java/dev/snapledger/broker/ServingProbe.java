package dev.snapledger.broker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;

/** Finds out when a broker's process serves clients, by being one. */
final class ServingProbe {

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private final Process process;
  private final BrokerIdentity identity;
  private final Map<String, String> clientProperties;

  /** A probe that identifies itself by {@code clientProperties}. */
  ServingProbe(Process process, BrokerIdentity identity, Map<String, String> clientProperties) {
    this.process = process;
    this.identity = identity;
    this.clientProperties = clientProperties;
  }

  /** How a start came out. */
  enum Outcome {
    SERVING,
    DIED,
    TIMED_OUT
  }

  /** Waits for the first of the three outcomes; the process is left as it is. */
  Outcome await(Duration max) throws InterruptedException {
    FutureTask<Outcome> probe = new FutureTask<>(this::probe);
    Thread.ofVirtual().name("broker-probe").start(probe);
    try {
      return probe.get(max.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return Outcome.TIMED_OUT;
    } catch (ExecutionException e) {
      throw new IllegalStateException("expected the probe to end, but it failed", e.getCause());
    } finally {
      probe.cancel(true);
    }
  }

  private Outcome probe() throws InterruptedException {
    // Kafka's client warns of every refused connection, so it is not asked before the port is open.
    while (!ended()) {
      if (identity.ports().accepts(ANSWER_MAX)) {
        return ask();
      }
    }
    return Outcome.DIED;
  }

  private Outcome ask() throws InterruptedException {
    try (Admin admin = Admin.create(Map.<String, Object>copyOf(clientProperties))) {
      while (!ended()) {
        if (serves(admin)) {
          return Outcome.SERVING;
        }
      }
      return Outcome.DIED;
    }
  }

  private boolean ended() throws InterruptedException {
    return process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A node is listed once the controller has let it in; another broker may sit on the port. */
  private boolean serves(Admin admin) throws InterruptedException {
    DescribeClusterResult cluster = admin.describeCluster();
    long max = ANSWER_MAX.toMillis();
    try {
      return cluster.clusterId().get(max, TimeUnit.MILLISECONDS).equals(identity.clusterId())
          && cluster.nodes().get(max, TimeUnit.MILLISECONDS).size() == 1;
    } catch (ExecutionException | TimeoutException _) {
      return false;
    }
  }
}
