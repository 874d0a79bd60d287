package dev.snapledger.broker;

import dev.snapledger.broker.BrokerFault.Kind;
import dev.snapledger.broker.BrokerIdentity.Storage;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A data directory that this process alone may start a broker in.
 *
 * @param lock of {@link BrokerDirectory#nodeLock}; freed by {@link #close}
 */
record OwnedDirectory(BrokerDirectory directory, DirectoryLock lock) implements AutoCloseable {

  /**
   * Takes the directory, after an earlier node's broker has left it.
   *
   * @throws BrokerFault if another process has it
   */
  static OwnedDirectory take(Path path) throws IOException {
    BrokerDirectory directory = BrokerDirectory.create(path);
    DirectoryLock lock =
        DirectoryLock.tryAcquire(directory.nodeLock()).orElseThrow(() -> inUse(directory));
    OwnedDirectory owned = new OwnedDirectory(directory, lock);
    try {
      OrphanBroker.awaitGone(directory);
      DurableFile.write(directory.nodePid(), Long.toString(ProcessHandle.current().pid()));
      return owned;
    } catch (IOException | RuntimeException e) {
      owned.close();
      throw e;
    }
  }

  private static BrokerFault inUse(BrokerDirectory directory) {
    return new BrokerFault(
        Kind.DIRECTORY_IN_USE,
        "expected %s to be free, but process %s runs a broker in it"
            .formatted(directory.root(), OrphanBroker.recordedPid(directory.nodePid())));
  }

  /**
   * Who the broker of this directory is; a new directory gets an identity.
   *
   * @throws BrokerFault if the directory is of a newer version, or its parts do not fit together
   */
  BrokerIdentity identity() throws IOException {
    if (Files.notExists(directory.identity())) {
      if (Files.exists(directory.kafkaMeta())) {
        throw unfit("broker.properties beside " + directory.kafka(), "none");
      }
      BrokerIdentity fresh = BrokerIdentity.fresh(BrokerPorts.choose());
      fresh.write(directory.identity());
      return fresh;
    }
    BrokerIdentity identity = BrokerIdentity.read(directory.identity());
    if (Files.exists(directory.kafkaMeta())) {
      checkCluster(identity);
    } else if (identity.storage() == Storage.FORMATTED) {
      // Formatting it anew would be a silent loss of every record.
      throw unfit("Kafka's files in " + directory.kafka(), "no " + directory.kafkaMeta());
    }
    return identity;
  }

  private void checkCluster(BrokerIdentity identity) throws IOException {
    Properties meta = new Properties();
    meta.load(new StringReader(Files.readString(directory.kafkaMeta())));
    String found = meta.getProperty("cluster.id", "none");
    if (!found.equals(identity.clusterId())) {
      throw unfit("cluster.id " + identity.clusterId() + " in " + directory.kafkaMeta(), found);
    }
  }

  private static BrokerFault unfit(String expected, String found) {
    return new BrokerFault(
        Kind.DIRECTORY_UNUSABLE, "expected %s, but found %s".formatted(expected, found));
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
