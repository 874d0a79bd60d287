package dev.snapledger.broker;

import dev.snapledger.broker.BrokerFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker whose node has died: it has noticed, and is on its way out.
 *
 * <p>Only the owner of {@link BrokerDirectory#nodeLock} may call this, because to it alone every
 * holder of the broker's lock is an orphan.
 */
final class OrphanBroker {

  private static final Logger log = LoggerFactory.getLogger(OrphanBroker.class);

  /** Longest wait for its own shutdown, which has a shorter limit. */
  private static final Duration LEAVE_MAX = BrokerLauncher.SHUTDOWN_MAX.plusSeconds(10);

  /** Longest wait for the operating system to clear a killed process away. */
  private static final Duration KILLED_MAX = Duration.ofSeconds(10);

  private OrphanBroker() {}

  /**
   * Returns when nobody holds the broker's lock.
   *
   * @throws BrokerFault if it neither leaves nor can be killed
   */
  static void awaitGone(BrokerDirectory directory) throws IOException {
    awaitGone(directory, LEAVE_MAX);
  }

  static void awaitGone(BrokerDirectory directory, Duration leaveMax) throws IOException {
    if (isGone(directory, Duration.ZERO)) {
      return;
    }
    log.info("waiting for the broker of an earlier node to stop in {}", directory.root());
    if (isGone(directory, leaveMax)) {
      return;
    }
    Optional<ProcessHandle> orphan = find(directory);
    log.warn("killing the broker of an earlier node, {}", orphan);
    orphan.ifPresent(ProcessHandle::destroyForcibly);
    if (!isGone(directory, KILLED_MAX)) {
      throw new BrokerFault(
          Kind.DIRECTORY_IN_USE,
          "expected the broker of an earlier node to leave %s, but process %s still locks it"
              .formatted(directory.root(), recordedPid(directory.brokerPid())));
    }
  }

  private static boolean isGone(BrokerDirectory directory, Duration max) throws IOException {
    Optional<DirectoryLock> lock =
        max.isZero()
            ? DirectoryLock.tryAcquire(directory.brokerLock())
            : DirectoryLock.acquireWithin(directory.brokerLock(), max);
    if (lock.isPresent()) {
      lock.get().close();
    }
    return lock.isPresent();
  }

  /** The recorded process, if it runs this directory's command line: ids are used again. */
  private static Optional<ProcessHandle> find(BrokerDirectory directory) {
    String argument = "@" + directory.arguments();
    return parse(recordedPid(directory.brokerPid()))
        .flatMap(ProcessHandle::of)
        .filter(
            process ->
                process.info().arguments().stream()
                    .flatMap(Arrays::stream)
                    .anyMatch(argument::equals));
  }

  private static Optional<Long> parse(String pid) {
    return pid.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(pid)) : Optional.empty();
  }

  /** The content of a pid file, or words for its absence. */
  static String recordedPid(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException _) {
      return "(unknown)";
    }
  }
}
