package dev.snapledger.app;

import dev.snapledger.app.config.InvalidSettingException;
import dev.snapledger.app.config.Settings;
import dev.snapledger.app.data.DataDirectory;
import dev.snapledger.app.data.DataDirectoryInUseException;
import dev.snapledger.broker.EmbeddedBroker;
import dev.snapledger.runtime.kafka.KafkaConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The log alone, for tools that look at it or add to it: of a cluster, of a running node, or of a
 * stopped node, whose broker is started for as long as this is open.
 */
public final class LogAccess implements AutoCloseable {
  private final KafkaConnection connection;
  private final Closing closing;

  private LogAccess(KafkaConnection connection, Closing closing) {
    this.connection = connection;
    this.closing = closing;
  }

  /**
   * Opens it.
   *
   * @param folder data directory of a node; not needed when the settings name a cluster
   */
  public static LogAccess open(@Nullable Path folder, Settings settings) {
    var closing = new Closing();
    try {
      return new LogAccess(connect(folder, settings, closing), closing);
    } catch (RuntimeException e) {
      LedgerNode.closeAfter(e, closing);
      throw e;
    }
  }

  private static KafkaConnection connect(
      @Nullable Path folder, Settings settings, Closing closing) {
    if (!settings.kafka().isEmpty()) {
      return new KafkaConnection(settings.kafka());
    }
    if (folder == null) {
      throw new InvalidSettingException(
          "kafka.bootstrap.servers", "brokers of a cluster, or else --data", "");
    }
    try {
      DataDirectory directory = closing.add(DataDirectory.open(folder));
      return NodeBase.cluster(directory, settings, closing).get();
    } catch (DataDirectoryInUseException _) {
      return ofRunningNode(folder);
    }
  }

  private static KafkaConnection ofRunningNode(Path folder) {
    try {
      return new KafkaConnection(EmbeddedBroker.clientPropertiesOf(DataDirectory.brokerIn(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "expected a node with a broker to run in %s, but %s".formatted(folder, e), e);
    }
  }

  public KafkaConnection connection() {
    return connection;
  }

  @Override
  public void close() {
    closing.close();
  }
}
