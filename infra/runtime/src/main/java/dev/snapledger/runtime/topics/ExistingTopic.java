package dev.snapledger.runtime.topics;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;

/** A topic as the cluster has it; the settings include the cluster's defaults. */
record ExistingTopic(TopicDescription description, Config settings) {

  /** What must not be otherwise; empty when the topic fits. */
  Stream<String> differences(TopicSpec wanted) {
    return Stream.concat(
            Stream.of(partitions(wanted), replicas(wanted)),
            wanted.settings().stream().map(setting -> setting.mismatch(found(setting.name()))))
        .flatMap(Optional::stream)
        .map(difference -> wanted.name() + ": " + difference);
  }

  private Optional<String> partitions(TopicSpec wanted) {
    int found = description.partitions().size();
    return found == wanted.partitions()
        ? Optional.empty()
        : Optional.of("expected %d partitions, but found %d".formatted(wanted.partitions(), found));
  }

  /** More copies are fine; a partition in the middle of a move has more for a while. */
  private Optional<String> replicas(TopicSpec wanted) {
    int found =
        description.partitions().stream()
            .mapToInt(partition -> partition.replicas().size())
            .min()
            .orElse(0);
    return found >= wanted.replicationFactor()
        ? Optional.empty()
        : Optional.of(
            "expected at least %d replicas, but found %d"
                .formatted(wanted.replicationFactor(), found));
  }

  private String found(String setting) {
    ConfigEntry entry = settings.get(setting);
    return entry == null || entry.value() == null ? "none" : entry.value();
  }
}
