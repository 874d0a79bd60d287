package dev.snapledger.broker;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The listeners in Kafka's configuration: open ones, or ones that ask who is there.
 *
 * <p>With a secret, both listeners are SASL: a controller that believed everybody would be a way
 * around the lists. The node uses PLAIN, whose password is in this configuration, because a
 * controller has to know it before there is metadata with SCRAM credentials in it; everybody else
 * uses SCRAM, and PLAIN knows no other user.
 */
final class ListenerProperties {
  private static final String CLIENTS = "CLIENTS";
  private static final String CONTROLLER = "CONTROLLER";

  private ListenerProperties() {}

  static Map<String, String> of(BrokerPorts ports, @Nullable NodeSecret secret) {
    Map<String, String> lines = new HashMap<>();
    String clients = secret == null ? "PLAINTEXT" : CLIENTS;
    String address = clients + "://" + BrokerPorts.HOST + ":" + ports.client();
    lines.put(
        "listeners", address + ",CONTROLLER://" + BrokerPorts.HOST + ":" + ports.controller());
    lines.put("advertised.listeners", address);
    lines.put("controller.listener.names", CONTROLLER);
    lines.put("inter.broker.listener.name", clients);
    String protocol = secret == null ? "PLAINTEXT" : "SASL_PLAINTEXT";
    lines.put(
        "listener.security.protocol.map",
        "%s:%s,%s:%s".formatted(clients, protocol, CONTROLLER, protocol));
    if (secret != null) {
      secure(lines, secret);
    }
    return lines;
  }

  private static void secure(Map<String, String> lines, NodeSecret secret) {
    String clients = "listener.name.clients.";
    String controller = "listener.name.controller.";
    lines.put(clients + "sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN");
    lines.put(
        clients + "scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    lines.put(clients + "plain.sasl.jaas.config", secret.listenerLogin());
    lines.put(controller + "sasl.enabled.mechanisms", "PLAIN");
    lines.put(controller + "plain.sasl.jaas.config", secret.listenerLogin());
    lines.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    lines.put("sasl.mechanism.controller.protocol", "PLAIN");
    lines.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    lines.put("allow.everyone.if.no.acl.found", "false");
    lines.put("super.users", "User:" + NodeSecret.USER);
  }
}
