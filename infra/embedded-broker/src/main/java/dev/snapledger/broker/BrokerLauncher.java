package dev.snapledger.broker;

import dev.snapledger.broker.BrokerIdentity.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * Main program of the child JVM: locks the directory, formats it when new, and runs Kafka until its
 * standard input ends.
 *
 * <p>The node's JVM holds the other end of that pipe and writes nothing. It ends when the node
 * closes the broker, and also when the node dies in any way, so that no broker outlives its node.
 */
final class BrokerLauncher {

  /** Longest controlled shutdown; after it the process halts, as after a kill, which is safe. */
  static final Duration SHUTDOWN_MAX = Duration.ofSeconds(20);

  private static final int EXIT_IN_USE = 3;
  private static final int EXIT_FORMAT_FAILED = 4;
  private static final int EXIT_HALTED = 5;

  private BrokerLauncher() {}

  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    TerminalSignals.ignore();
    stopWhenInputEnds();
    BrokerDirectory directory = new BrokerDirectory(Path.of(arguments[0]));
    // Nobody closes it: the end of the process does.
    if (DirectoryLock.tryAcquire(directory.brokerLock()).isEmpty()) {
      System.err.println("expected to lock " + directory.brokerLock() + ", but it is locked");
      System.exit(EXIT_IN_USE);
    }
    DurableFile.write(directory.brokerPid(), Long.toString(ProcessHandle.current().pid()));
    formatWhenNew(directory);
    Kafka.main(new String[] {directory.serverProperties().toString()});
  }

  private static void formatWhenNew(BrokerDirectory directory) throws IOException {
    BrokerIdentity identity = BrokerIdentity.read(directory.identity());
    if (identity.storage() == Storage.NEW && Files.notExists(directory.kafkaMeta())) {
      String[] format = {
        "format",
        "--cluster-id",
        identity.clusterId(),
        "--config",
        directory.serverProperties().toString(),
        "--ignore-formatted"
      };
      if (StorageTool.execute(format, System.err) != 0) {
        System.exit(EXIT_FORMAT_FAILED);
      }
    }
  }

  private static void stopWhenInputEnds() {
    Thread.ofPlatform()
        .daemon()
        .name("parent-watch")
        .start(
            () -> {
              awaitEndOfInput();
              Thread.ofPlatform().daemon().name("halt").start(BrokerLauncher::haltWhenStuck);
              System.exit(0); // Kafka's shutdown hook closes its logs.
            });
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // Whatever is sent means nothing.
      }
    } catch (IOException _) {
      // A broken pipe is the end of input, too.
    }
  }

  private static void haltWhenStuck() {
    try {
      new CountDownLatch(1).await(SHUTDOWN_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      // Nobody interrupts this thread; were it so, halting at once is what is left.
    }
    Runtime.getRuntime().halt(EXIT_HALTED);
  }
}
