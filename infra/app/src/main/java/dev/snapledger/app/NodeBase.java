package dev.snapledger.app;

import dev.snapledger.app.config.Setting;
import dev.snapledger.app.config.Settings;
import dev.snapledger.app.data.DataDirectory;
import dev.snapledger.broker.BrokerSecurity;
import dev.snapledger.broker.EmbeddedBrokerSettings;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.topics.TopicLayout;
import dev.snapledger.runtime.topics.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * What every use of a data directory starts with: the folder's lock, a broker to talk to, and the
 * topics.
 *
 * @param directory the folder, locked
 * @param connection the cluster: the embedded broker, or the one the settings name
 * @param layout the topics, which exist
 */
record NodeBase(DataDirectory directory, KafkaConnection connection, TopicLayout layout) {
  private static final Duration ADMIN_TIME_MAX = Duration.ofSeconds(30);

  /**
   * A base whose broker may still be starting.
   *
   * @param directory the folder, locked
   * @param cluster waits until the cluster serves
   */
  record Starting(DataDirectory directory, Supplier<KafkaConnection> cluster, TopicLayout layout) {
    /** Waits until the cluster serves, and makes the topics that are missing. */
    NodeBase await() {
      KafkaConnection connection = cluster.get();
      try (Admin admin = Admin.create(connection.admin())) {
        new TopicProvisioner(admin, ADMIN_TIME_MAX).provision(layout);
      }
      return new NodeBase(directory, connection, layout);
    }
  }

  /** Begins to start it; everything opened is added to {@code closing}. */
  static Starting begin(Path folder, Settings settings, Closing closing) {
    TopicLayout layout = layoutOf(settings); // Wrong settings first: nothing is made or started.
    Map<String, String> _ = settings.kafka();
    BrokerSecurity _ = settings.choice(Setting.BROKER_SECURITY, BrokerSecurity.class);
    DataDirectory directory = closing.add(DataDirectory.open(folder));
    return new Starting(directory, cluster(directory, settings, closing), layout);
  }

  /**
   * The cluster that the settings name, or else the embedded broker, whose start begins; the answer
   * waits for it.
   */
  static Supplier<KafkaConnection> cluster(
      DataDirectory directory, Settings settings, Closing closing) {
    Map<String, String> kafka = settings.kafka();
    if (!kafka.isEmpty()) {
      return () -> new KafkaConnection(kafka);
    }
    BrokerStarting broker =
        closing.add(
            BrokerStarting.begin(
                EmbeddedBrokerSettings.in(directory.broker())
                    .withSecurity(settings.choice(Setting.BROKER_SECURITY, BrokerSecurity.class))));
    return () -> new KafkaConnection(broker.await().clientProperties());
  }

  private static TopicLayout layoutOf(Settings settings) {
    int partitions = (int) settings.number(Setting.PARTITIONS, 1, TopicLayout.PARTITIONS_MAX);
    int replication =
        (int) settings.number(Setting.REPLICATION, 1, TopicLayout.REPLICATION_FACTOR_MAX);
    // One copy may be missing, unless there is only one.
    return new TopicLayout(
        partitions,
        replication,
        Math.max(1, replication - 1),
        TopicLayout.singleNode().repliesRetention());
  }
}
