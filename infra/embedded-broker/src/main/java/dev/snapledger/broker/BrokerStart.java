package dev.snapledger.broker;

import dev.snapledger.broker.BrokerFault.Kind;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps from settings to a broker that serves. */
final class BrokerStart {

  /**
   * Starts tried when somebody takes a port between the look and the broker's own bind, as other
   * starts at the same moment do.
   */
  static final int ATTEMPTS_MAX = 3;

  private final EmbeddedBrokerSettings settings;
  private final OwnedDirectory owned;
  private final @Nullable NodeSecret secret;

  private BrokerStart(EmbeddedBrokerSettings settings, OwnedDirectory owned) throws IOException {
    this.settings = settings;
    this.owned = owned;
    this.secret =
        settings.security() == BrokerSecurity.SCRAM ? NodeSecret.of(owned.directory()) : null;
  }

  static EmbeddedBroker start(EmbeddedBrokerSettings settings) {
    try {
      return take(settings);
    } catch (IOException e) {
      throw new BrokerFault(
          Kind.DIRECTORY_UNUSABLE,
          "expected to run a broker in %s, but %s".formatted(settings.dataDirectory(), e),
          e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new BrokerFault(Kind.INTERRUPTED, "expected the broker to start, but was interrupted");
    }
  }

  private static EmbeddedBroker take(EmbeddedBrokerSettings settings)
      throws IOException, InterruptedException {
    OwnedDirectory owned = OwnedDirectory.take(settings.dataDirectory());
    boolean serving = false;
    try {
      EmbeddedBroker broker = new BrokerStart(settings, owned).serve();
      serving = true;
      return broker;
    } finally {
      if (!serving) {
        owned.close();
      }
    }
  }

  private EmbeddedBroker serve() throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      BrokerIdentity identity =
          attempt == 1 ? withFreePorts(owned.identity()) : apart(owned.identity(), attempt);
      long logBytes = LogTail.bytes(owned.directory());
      Process process = spawn(identity);
      switch (outcome(process, identity)) {
        case SERVING -> {
          return serving(process, identity);
        }
        case TIMED_OUT -> {
          kill(process);
          throw failed("it did not within " + seconds(settings.startMax()));
        }
        case DIED -> {
          if (attempt == ATTEMPTS_MAX || !lostPort(identity, logBytes)) {
            throw failed(
                "process %d ended with code %d".formatted(process.pid(), process.exitValue()));
          }
        }
      }
    }
  }

  /**
   * By its log, as who took the port may be gone again: another start that looked whether it is
   * free.
   */
  private boolean lostPort(BrokerIdentity identity, long logBytes) throws IOException {
    return !identity.ports().areFree()
        || LogTail.says(owned.directory(), logBytes, BindException.class.getName());
  }

  private BrokerIdentity withFreePorts(BrokerIdentity identity)
      throws IOException, InterruptedException {
    if (identity.ports().areFreeSoon()) {
      return identity;
    }
    return moved(identity, BrokerPorts.choose());
  }

  /** Where other directories do not look first; the next start finds the ports it has now. */
  private BrokerIdentity apart(BrokerIdentity identity, int attempt) throws IOException {
    return moved(identity, BrokerPorts.chooseApart(identity.clusterId() + attempt));
  }

  private BrokerIdentity moved(BrokerIdentity identity, BrokerPorts ports) throws IOException {
    BrokerIdentity moved = identity.withPorts(ports);
    moved.write(owned.directory().identity());
    return moved;
  }

  private Process spawn(BrokerIdentity identity) throws IOException {
    BrokerDirectory directory = owned.directory();
    DurableFile.writeSecret(
        directory.serverProperties(),
        ServerProperties.render(directory, identity.ports(), secret, settings.brokerProperties()),
        "Written at each start; see the broker properties of the node's configuration.");
    DurableFile.write(
        directory.arguments(), BrokerCommandLine.argumentFile(directory, settings.classPath()));
    return new ProcessBuilder(settings.javaExecutable().toString(), "@" + directory.arguments())
        .redirectErrorStream(true)
        .redirectOutput(directory.console().toFile())
        .start();
  }

  private ServingProbe.Outcome outcome(Process process, BrokerIdentity identity)
      throws InterruptedException {
    try {
      return new ServingProbe(process, identity, clientProperties(identity))
          .await(settings.startMax());
    } catch (InterruptedException e) {
      kill(process);
      throw e;
    }
  }

  private EmbeddedBroker serving(Process process, BrokerIdentity identity) throws IOException {
    BrokerIdentity served = identity.served();
    try {
      served.write(owned.directory().identity());
    } catch (IOException e) {
      kill(process);
      throw e;
    }
    return new EmbeddedBroker(owned, served, process, clientProperties(served));
  }

  private Map<String, String> clientProperties(BrokerIdentity identity) {
    return EmbeddedBroker.clientProperties(identity, secret);
  }

  private static void kill(Process process) {
    process.destroyForcibly().onExit().join();
  }

  private BrokerFault failed(String what) {
    return new BrokerFault(
        Kind.START_FAILED,
        "expected the broker to serve from %s, but %s%s"
            .formatted(owned.directory().root(), what, LogTail.of(owned.directory())));
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
