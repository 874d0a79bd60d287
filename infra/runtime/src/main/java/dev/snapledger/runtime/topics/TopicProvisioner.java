package dev.snapledger.runtime.topics;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing, and checks all of them; it never changes one that exists.
 *
 * <p>Several nodes may do so at once. Not safe for use by several threads.
 */
public final class TopicProvisioner {

  private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);

  /** Looks at the topics, until the cluster agrees on what there is. */
  static final int LOOKS_MAX = 100;

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Admin admin;
  private final Duration answerMax;

  /**
   * Uses, and does not close, a client of the cluster.
   *
   * @param answerMax longest wait for each answer of the cluster
   */
  public TopicProvisioner(Admin admin, Duration answerMax) {
    this.admin = admin;
    this.answerMax = answerMax;
  }

  /**
   * Returns when every topic of the layout exists and is as it has to be. A cluster that does not
   * answer is asked {@link Patience#ASKED_MAX} times.
   *
   * @return the topics that the cluster said it created, in the order of {@link LedgerTopic}
   * @throws TopicMismatchException if an existing topic differs; the message names every difference
   * @throws TopicsFault if the cluster did not answer or did not allow
   */
  public List<LedgerTopic> provision(TopicLayout layout) {
    Set<LedgerTopic> created = EnumSet.noneOf(LedgerTopic.class);
    return Patience.ask(() -> provision(layout.topics(), created), Patience::isSilence);
  }

  private List<LedgerTopic> provision(List<TopicSpec> topics, Set<LedgerTopic> created) {
    for (int look = 1; ; look++) {
      createMissing(topics, created);
      try {
        verify(topics, look(topics.stream().map(TopicSpec::name).toList()));
        return List.copyOf(created);
      } catch (ExecutionException e) {
        // A broker hears of new and deleted topics a moment later than the controller.
        if (look == LOOKS_MAX || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw new TopicsFault("read the topics' settings", e.getCause());
        }
        pause();
      }
    }
  }

  private void createMissing(List<TopicSpec> topics, Set<LedgerTopic> created) {
    Set<String> names = names();
    topics.stream()
        .filter(topic -> !names.contains(topic.name()))
        .filter(this::create)
        .map(TopicSpec::topic)
        .forEach(created::add);
  }

  private Set<String> names() {
    try {
      return await(admin.listTopics().names());
    } catch (ExecutionException e) {
      throw new TopicsFault("list the topics", e.getCause());
    }
  }

  /** False when another node was faster. */
  private boolean create(TopicSpec topic) {
    try {
      await(admin.createTopics(List.of(topic.newTopic())).all());
      log.info("created topic {} with {} partitions", topic.name(), topic.partitions());
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw new TopicsFault("create " + topic.name(), e.getCause());
    }
  }

  private static void verify(List<TopicSpec> topics, Map<String, ExistingTopic> existing) {
    List<String> differences =
        topics.stream()
            .flatMap(topic -> requireNonNull(existing.get(topic.name())).differences(topic))
            .toList();
    if (!differences.isEmpty()) {
      throw new TopicMismatchException(differences);
    }
  }

  private Map<String, ExistingTopic> look(List<String> names) throws ExecutionException {
    Map<String, TopicDescription> topics = await(admin.describeTopics(names).allTopicNames());
    Map<ConfigResource, Config> settings =
        await(admin.describeConfigs(names.stream().map(TopicProvisioner::resource).toList()).all());
    return names.stream()
        .collect(
            toMap(
                Function.identity(),
                name ->
                    new ExistingTopic(
                        requireNonNull(topics.get(name)),
                        requireNonNull(settings.get(resource(name))))));
  }

  private static ConfigResource resource(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  private <T> T await(KafkaFuture<T> answer) throws ExecutionException {
    try {
      return answer.get(answerMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new TopicsFault(
          "hear from the cluster within %d ms".formatted(answerMax.toMillis()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicsFault("hear from the cluster", e);
    }
  }

  private static void pause() {
    try {
      new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicsFault("wait for new topics", e);
    }
  }
}
