package dev.snapledger.broker;

import dev.snapledger.broker.BrokerExit.Reason;
import dev.snapledger.broker.BrokerFault.Kind;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running single-node Kafka broker: a child process of this JVM.
 *
 * <p>It listens on the loopback interface only. It ends with {@link #close}, and by itself soon
 * after this JVM has ended in any way. Records it has acknowledged survive a kill of it, of this
 * JVM, and of the machine. All methods may be called from any thread.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

  /** Longest wait in {@link #close}; longer than the process's own limit. */
  private static final Duration STOP_MAX = BrokerLauncher.SHUTDOWN_MAX.plusSeconds(10);

  private final OwnedDirectory owned;
  private final BrokerIdentity identity;
  private final Process process;
  private final Map<String, String> clientProperties;
  private final CompletableFuture<BrokerExit> exit;
  private volatile Reason reason = Reason.UNEXPECTED;

  EmbeddedBroker(
      OwnedDirectory owned,
      BrokerIdentity identity,
      Process process,
      Map<String, String> clientProperties) {
    this.clientProperties = clientProperties;
    this.owned = owned;
    this.identity = identity;
    this.process = process;
    this.exit = process.onExit().thenApply(this::ended);
  }

  /**
   * Starts a broker, and returns when it serves.
   *
   * <p>A new directory is formatted; a used one is taken up where it was left. A broker whose node
   * was killed is waited for first. The ports are those of the last run unless somebody else
   * listens there.
   *
   * @throws BrokerFault if there is no broker, saying why; then no process is left behind
   */
  public static EmbeddedBroker start(EmbeddedBrokerSettings settings) {
    return BrokerStart.start(settings);
  }

  /**
   * Client properties of the node whose broker another process runs in a directory.
   *
   * @throws IOException if no broker ever ran there, or this process may not read the secret
   */
  public static Map<String, String> clientPropertiesOf(Path dataDirectory) throws IOException {
    BrokerDirectory directory = new BrokerDirectory(dataDirectory);
    Properties server = new Properties();
    try (Reader reader = Files.newBufferedReader(directory.serverProperties())) {
      server.load(reader);
    }
    boolean asks = server.containsKey("authorizer.class.name");
    return clientProperties(
        BrokerIdentity.read(directory.identity()),
        asks ? NodeSecret.read(directory.nodeSecret()) : null);
  }

  static Map<String, String> clientProperties(
      BrokerIdentity identity, @Nullable NodeSecret secret) {
    Map<String, String> properties = new HashMap<>();
    properties.put("bootstrap.servers", identity.ports().bootstrapServers());
    if (secret != null) {
      properties.putAll(secret.clientProperties());
    }
    return Map.copyOf(properties);
  }

  /** Client properties of the node itself: address, and its secret if the broker asks for it. */
  public Map<String, String> clientProperties() {
    return clientProperties;
  }

  /** Address for Kafka clients: one host and port. */
  public String bootstrapServers() {
    return identity.ports().bootstrapServers();
  }

  /** Kafka's id of this one-node cluster; the same for the life of the data directory. */
  public String clusterId() {
    return identity.clusterId();
  }

  /** Process id of the broker. */
  public long pid() {
    return process.pid();
  }

  /**
   * Completes once, when the broker's process has ended for whatever reason.
   *
   * <p>Dependents without an executor run on the thread that reaps processes; keep them short.
   */
  public CompletableFuture<BrokerExit> onExit() {
    return exit.copy();
  }

  private BrokerExit ended(Process ended) {
    String lines = LogTail.of(owned.directory());
    BrokerExit end = new BrokerExit(ended.pid(), ended.exitValue(), reason, lines);
    if (end.reason() == Reason.UNEXPECTED) {
      log.error("the broker, process {}, ended with code {}{}", end.pid(), end.exitCode(), lines);
    }
    return end;
  }

  /**
   * Shuts the broker down in good order, or kills it after {@code STOP_MAX}; then frees the
   * directory. Calling it again does nothing.
   */
  @Override
  public void close() {
    reason = Reason.REQUESTED;
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      log.debug("the broker's input was closed before", e);
    }
    try {
      if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("killing the broker, which did not stop within {}", STOP_MAX);
        process.destroyForcibly().waitFor();
      }
      owned.close();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      owned.close();
      Thread.currentThread().interrupt();
      throw new BrokerFault(Kind.INTERRUPTED, "expected the broker to stop, but was interrupted");
    }
  }
}
