package dev.snapledger.containers;

import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.topics.TopicLayout;
import dev.snapledger.runtime.topics.TopicProvisioner;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * One Kafka broker in a container of its own, on a port of this machine.
 *
 * <p>The image is named by the system property {@code ledger.kafka.image}.
 */
final class KafkaInDocker implements AutoCloseable {
  static final int PARTITIONS = 6;

  private static final Duration START_MAX = Duration.ofMinutes(3);
  private static final Duration ADMIN_MAX = Duration.ofSeconds(30);

  private final KafkaContainer container;

  private KafkaInDocker(KafkaContainer container) {
    this.container = container;
  }

  /** Starts one; where there is no Docker the calling test is skipped or fails. */
  static KafkaInDocker start() {
    DockerImageName image =
        DockerImageName.parse(System.getProperty("ledger.kafka.image", "apache/kafka:4.3.1"))
            .asCompatibleSubstituteFor("apache/kafka");
    Docker.require(image);
    KafkaContainer container =
        new KafkaContainer(image)
            .withStartupTimeout(START_MAX)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            // As many as one broker needs; the usual 50 take their time to be made.
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4");
    container.start();
    return new KafkaInDocker(container);
  }

  KafkaConnection connection() {
    return KafkaConnection.to(bootstrapServers());
  }

  String bootstrapServers() {
    return container.getBootstrapServers();
  }

  /** Makes the ledger's topics. */
  void makeTopics() {
    try (Admin admin = Admin.create(connection().admin())) {
      new TopicProvisioner(admin, ADMIN_MAX)
          .provision(TopicLayout.singleNode().withPartitions(PARTITIONS));
    }
  }

  /** Freezes all processes of the container: connections stay open, and nothing answers. */
  void pause() {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  /** Lets them go on as if nothing had been. */
  void resume() {
    container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void close() {
    container.close();
  }
}
