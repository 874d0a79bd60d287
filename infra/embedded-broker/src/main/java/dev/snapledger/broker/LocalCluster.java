package dev.snapledger.broker;

import dev.snapledger.broker.BrokerFault.Kind;
import dev.snapledger.broker.BrokerIdentity.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * {@value #BROKERS} brokers of one cluster on this machine, each in a JVM of its own, to be killed
 * and started again: everything is on all of them, and what is acknowledged is on two.
 *
 * <p>They listen on the loopback interface only, and end soon after this JVM has ended in any way.
 * Nodes are numbered from 1. For one thread.
 */
public final class LocalCluster implements AutoCloseable {
  /** Number of brokers; each is a controller, too, so one may be missing. */
  public static final int BROKERS = 3;

  /** Heap of each broker, in MiB. */
  public static final int HEAP_MEBIBYTES_MAX = 192;

  /** They start often and live for minutes: little is gained by the second compiler. */
  private static final List<String> JVM_OPTIONS =
      List.of("-Xmx" + HEAP_MEBIBYTES_MAX + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** Beyond those of embedded brokers, and below the ports that systems hand to clients. */
  private static final int PORTS_FIRST = BrokerPorts.LAST + 1;

  private static final int PORTS_LAST = 32_767;
  private static final int PORT_BLOCK = 10;

  /** Fewer than there is room for: whoever finds its block taken goes on behind it. */
  private static final int PORT_BLOCKS = 1_000;

  private static final Duration START_MAX = Duration.ofMinutes(3);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration STOP_MAX = BrokerLauncher.SHUTDOWN_MAX.plusSeconds(10);

  private final String classPath;
  private final SortedMap<Integer, BrokerDirectory> directories;
  private final List<BrokerPorts> ports;
  private final SortedMap<Integer, Process> processes = new TreeMap<>();

  private LocalCluster(
      String classPath, SortedMap<Integer, BrokerDirectory> directories, List<BrokerPorts> ports) {
    this.classPath = classPath;
    this.directories = directories;
    this.ports = ports;
  }

  /**
   * Makes a cluster in an empty directory, and returns when all of it serves.
   *
   * @param brokerProperties further lines of each {@code server.properties}
   * @throws BrokerFault if it does not come about; then no process is left behind
   */
  public static LocalCluster start(Path directory, Map<String, String> brokerProperties) {
    LocalCluster cluster = null;
    boolean serving = false;
    try {
      cluster = make(directory, brokerProperties);
      for (int node = 1; node <= BROKERS; node++) {
        cluster.restart(node);
      }
      cluster.awaitServing();
      serving = true;
      return cluster;
    } catch (IOException e) {
      throw new BrokerFault(
          Kind.DIRECTORY_UNUSABLE, "expected to run brokers in " + directory + ", but " + e, e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new BrokerFault(Kind.INTERRUPTED, "expected brokers to start, but was interrupted");
    } finally {
      if (cluster != null && !serving) {
        cluster.processes.values().forEach(Process::destroyForcibly);
      }
    }
  }

  private static LocalCluster make(Path directory, Map<String, String> brokerProperties)
      throws IOException {
    List<BrokerPorts> ports = new ArrayList<>();
    // A port of its own for each process: whoever took the lowest free one would take a killed
    // one's.
    int first = PORTS_FIRST + (int) (ProcessHandle.current().pid() % PORT_BLOCKS) * PORT_BLOCK;
    for (int node = 1; node <= BROKERS; node++) {
      BrokerPorts chosen = BrokerPorts.choose(first, PORTS_LAST);
      ports.add(chosen);
      first = chosen.controller() + 1;
    }
    String clusterId = Uuid.randomUuid().toString();
    SortedMap<Integer, BrokerDirectory> directories = new TreeMap<>();
    for (int node = 1; node <= BROKERS; node++) {
      BrokerDirectory own = BrokerDirectory.create(directory.resolve("broker-" + node));
      directories.put(node, own);
      new BrokerIdentity(AppInfoParser.getVersion(), clusterId, Storage.NEW, ports.get(node - 1))
          .write(own.identity());
      DurableFile.write(
          own.serverProperties(),
          ServerProperties.renderReplicated(own, node, ports, brokerProperties),
          "Written once, for node " + node + " of a cluster on this machine.");
    }
    return new LocalCluster(System.getProperty("java.class.path"), directories, ports);
  }

  /** Addresses for Kafka clients, of all brokers. */
  public String bootstrapServers() {
    return ports.stream().map(BrokerPorts::bootstrapServers).collect(Collectors.joining(","));
  }

  /** Process id of a broker; of the killed one, if it was not started since. */
  public long pid(int node) {
    return process(node).pid();
  }

  /** Whether the process of a broker runs; it may not serve yet. */
  public boolean isAlive(int node) {
    return process(node).isAlive();
  }

  /**
   * Whether a broker takes requests. Until then the cluster may still believe that all is as it was
   * before the broker was killed.
   */
  public boolean isServing(int node) {
    return isAlive(node) && ports.get(node - 1).accepts(ANSWER_MAX);
  }

  /** Kills a broker as {@code kill -9} does; returns when its process is gone. */
  public void kill(int node) {
    process(node).destroyForcibly().onExit().join();
  }

  /** Starts a broker that does not run; returns at once. */
  public void restart(int node) throws IOException {
    Process before = processes.get(node);
    if (before != null && before.isAlive()) {
      throw new IllegalStateException(
          "expected broker %d to be gone, but process %d runs".formatted(node, before.pid()));
    }
    BrokerDirectory directory = directory(node);
    DurableFile.write(
        directory.arguments(), BrokerCommandLine.argumentFile(directory, classPath, JVM_OPTIONS));
    Path java = EmbeddedBrokerSettings.in(directory.root()).javaExecutable();
    processes.put(
        node,
        new ProcessBuilder(java.toString(), "@" + directory.arguments())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.console().toFile()))
            .start());
  }

  /** The last lines that a broker logged, for messages to people. */
  public String lastLogLines(int node) {
    return LogTail.of(directory(node));
  }

  private Process process(int node) {
    Process process = processes.get(node);
    if (process == null) {
      throw new IllegalArgumentException(
          "expected a node in 1..%d, but found %d".formatted(BROKERS, node));
    }
    return process;
  }

  private BrokerDirectory directory(int node) {
    BrokerDirectory directory = directories.get(node);
    if (directory == null) {
      throw new IllegalArgumentException(
          "expected a node in 1..%d, but found %d".formatted(BROKERS, node));
    }
    return directory;
  }

  private void awaitServing() throws InterruptedException {
    Map<String, Object> settings =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    long looks = START_MAX.dividedBy(PAUSE);
    try (Admin admin = Admin.create(settings)) {
      for (long look = 0; look < looks; look++) {
        for (int node = 1; node <= BROKERS; node++) {
          if (process(node).waitFor(PAUSE.toMillis() / BROKERS, TimeUnit.MILLISECONDS)) {
            throw failed(node, "it ended with code " + process(node).exitValue());
          }
        }
        if (nodesOf(admin) == BROKERS) {
          return;
        }
      }
    }
    throw failed(1, "the cluster was not complete within " + START_MAX);
  }

  private static int nodesOf(Admin admin) throws InterruptedException {
    try {
      return admin
          .describeCluster()
          .nodes()
          .get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
          .size();
    } catch (ExecutionException | TimeoutException _) {
      return 0;
    }
  }

  private BrokerFault failed(int node, String what) {
    return new BrokerFault(
        Kind.START_FAILED,
        "expected broker %d to serve, but %s%s".formatted(node, what, lastLogLines(node)));
  }

  /** Ends all brokers in good order, or kills them after {@code STOP_MAX}. */
  @Override
  public void close() {
    for (Process process : processes.values()) {
      try {
        process.getOutputStream().close();
      } catch (IOException _) {
        process.destroyForcibly(); // It is gone, or as good as.
      }
    }
    try {
      for (Process process : processes.values()) {
        if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly().waitFor();
        }
      }
    } catch (InterruptedException _) {
      processes.values().forEach(Process::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }
}
