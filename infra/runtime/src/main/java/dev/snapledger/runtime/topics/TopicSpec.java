package dev.snapledger.runtime.topics;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One topic as it has to be.
 *
 * @param partitions exact number of partitions
 * @param replicationFactor copies of a new topic; an existing one may have more
 */
record TopicSpec(
    LedgerTopic topic, int partitions, short replicationFactor, List<TopicSetting> settings) {

  String name() {
    return topic.topicName();
  }

  NewTopic newTopic() {
    return new NewTopic(name(), partitions, replicationFactor)
        .configs(
            settings.stream().collect(Collectors.toMap(TopicSetting::name, TopicSetting::value)));
  }
}
