package dev.snapledger.broker;

import dev.snapledger.broker.BrokerFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a broker's data directory.
 *
 * <pre>
 * broker.properties   what must outlive a restart: format, versions, cluster id, ports
 * server.properties   Kafka's configuration, written anew at each start
 * node.secret         the node's password, if the broker asks who is there
 * broker.args         the child's command line, written anew at each start
 * kafka/              Kafka's records and metadata
 * logs/               broker.log (rolled) and console.log (this run's standard output and error)
 * node.lock           locked by the process that owns the directory;  node.pid says which
 * broker.lock         locked by the broker's process;                 broker.pid says which
 * </pre>
 *
 * @param root absolute, with links resolved
 */
record BrokerDirectory(Path root) {

  /**
   * Makes the directory and its log directory when they are missing.
   *
   * @throws BrokerFault if Kafka could not name the directory in its configuration
   */
  static BrokerDirectory create(Path path) throws IOException {
    Files.createDirectories(path);
    Path root = path.toRealPath();
    // Kafka reads log.dirs as a list and has no way to escape its separator.
    if (root.toString().contains(",")) {
      throw new BrokerFault(
          Kind.DIRECTORY_UNUSABLE,
          "expected a data directory without a comma in its path, but found " + root);
    }
    BrokerDirectory directory = new BrokerDirectory(root);
    Files.createDirectories(directory.logs());
    return directory;
  }

  Path identity() {
    return root.resolve("broker.properties");
  }

  Path serverProperties() {
    return root.resolve("server.properties");
  }

  Path arguments() {
    return root.resolve("broker.args");
  }

  /** What the node identifies itself with, if the broker asks; readable by its user alone. */
  Path nodeSecret() {
    return root.resolve("node.secret");
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  /** Kafka writes this file as the last step of formatting. */
  Path kafkaMeta() {
    return kafka().resolve("meta.properties");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path brokerLog() {
    return logs().resolve("broker.log");
  }

  Path console() {
    return logs().resolve("console.log");
  }

  Path nodeLock() {
    return root.resolve("node.lock");
  }

  Path nodePid() {
    return root.resolve("node.pid");
  }

  Path brokerLock() {
    return root.resolve("broker.lock");
  }

  Path brokerPid() {
    return root.resolve("broker.pid");
  }
}
