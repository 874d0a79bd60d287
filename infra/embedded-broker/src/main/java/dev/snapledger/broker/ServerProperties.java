package dev.snapledger.broker;

import dev.snapledger.broker.BrokerFault.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's configuration for nodes that are broker and controller at once: one alone, or several.
 *
 * <p>Names and meanings: Kafka's broker configuration reference, version 4.3.
 */
final class ServerProperties {

  /** One thread cleans the few compacted topics; Kafka's own default of 128 MiB fits no 256. */
  private static final int CLEANER_BUFFER_BYTES = 8 * 1024 * 1024;

  private ServerProperties() {}

  /**
   * Defaults, then the operator's lines, then what only the broker may choose.
   *
   * @throws BrokerFault if an operator's line names something that only the broker may choose
   */
  static Properties render(
      BrokerDirectory directory, BrokerPorts ports, Map<String, String> operatorLines) {
    return render(directory, ports, null, operatorLines);
  }

  /**
   * The same.
   *
   * @param secret of the node, when the broker shall ask who is there
   */
  static Properties render(
      BrokerDirectory directory,
      BrokerPorts ports,
      @Nullable NodeSecret secret,
      Map<String, String> operatorLines) {
    return render(singleNode(), operatorLines, own(directory, 1, List.of(ports), secret));
  }

  /**
   * The same for one of several nodes, which hold a copy of everything each.
   *
   * @param node number of the node, from 1
   * @param nodes the ports of all nodes, in the order of their numbers
   * @throws BrokerFault as above
   */
  static Properties renderReplicated(
      BrokerDirectory directory,
      int node,
      List<BrokerPorts> nodes,
      Map<String, String> operatorLines) {
    return render(replicated(nodes.size()), operatorLines, own(directory, node, nodes, null));
  }

  private static Properties render(
      Map<String, String> copies, Map<String, String> operatorLines, Map<String, String> own) {
    operatorLines.keySet().stream().filter(own::containsKey).forEach(ServerProperties::refuse);
    Properties lines = new Properties();
    lines.putAll(quickAndSmall());
    lines.putAll(copies);
    lines.putAll(operatorLines);
    lines.putAll(own);
    return lines;
  }

  private static void refuse(String name) {
    throw new BrokerFault(
        Kind.START_FAILED,
        "expected no broker property " + name + ", because the broker chooses it, but found it");
  }

  /** The quorum is static, because a dynamic one keeps its ports in the metadata log. */
  private static Map<String, String> own(
      BrokerDirectory directory, int node, List<BrokerPorts> nodes, @Nullable NodeSecret secret) {
    String voters =
        IntStream.rangeClosed(1, nodes.size())
            .mapToObj(n -> n + "@" + nodes.get(n - 1).controllerAddress())
            .collect(Collectors.joining(","));
    Map<String, String> own = new HashMap<>(ListenerProperties.of(nodes.get(node - 1), secret));
    own.put("process.roles", "broker,controller");
    own.put("node.id", Integer.toString(node));
    own.put("controller.quorum.voters", voters);
    own.put("log.dirs", directory.kafka().toString());
    return own;
  }

  /**
   * One copy of everything, so that one copy must be on disk before it is acknowledged: with no
   * second broker, a record in the page cache alone would not outlive a loss of power.
   */
  private static Map<String, String> singleNode() {
    return Map.of(
        "default.replication.factor", "1",
        "min.insync.replicas", "1",
        "offsets.topic.replication.factor", "1",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "log.flush.interval.messages", "1",
        "auto.create.topics.enable", "false");
  }

  /**
   * A copy on each node; all but one must have a record before it is acknowledged, so that it
   * outlives the kill of any one.
   */
  private static Map<String, String> replicated(int nodes) {
    String all = Integer.toString(nodes);
    String needed = Integer.toString(Math.max(1, nodes - 1));
    return Map.of(
        "default.replication.factor", all,
        "min.insync.replicas", needed,
        "offsets.topic.replication.factor", all,
        "transaction.state.log.replication.factor", all,
        "transaction.state.log.min.isr", needed,
        "share.coordinator.state.topic.replication.factor", all,
        "share.coordinator.state.topic.min.isr", needed,
        "auto.create.topics.enable", "false",
        // Several nodes on one busy machine: a short silence must not look like a death.
        "broker.session.timeout.ms", "3000",
        "broker.heartbeat.interval.ms", "500");
  }

  private static Map<String, String> quickAndSmall() {
    return Map.of(
        "offsets.topic.num.partitions", "4",
        "transaction.state.log.num.partitions", "4",
        "share.coordinator.state.topic.num.partitions", "1",
        "log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_BUFFER_BYTES),
        "group.initial.rebalance.delay.ms", "0",
        // After a kill the controller lets the broker in again only when its old session is over.
        "broker.session.timeout.ms", "1000",
        "broker.heartbeat.interval.ms", "200",
        "controlled.shutdown.enable", "true");
  }
}
