package dev.snapledger.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a node identifies itself with to its own broker. It is made once and kept in a file that
 * only the node's system user can read.
 */
final class NodeSecret {
  /** Name of the node as a Kafka user; the only super-user. */
  static final String USER = "ledger-node";

  private static final int BYTES = 32;
  private static final String PLAIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  private final String password;

  private NodeSecret(String password) {
    this.password = password;
  }

  /** The secret of a directory, made when there is none. */
  static NodeSecret of(BrokerDirectory directory) throws IOException {
    Path file = directory.nodeSecret();
    if (Files.notExists(file)) {
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      DurableFile.writeSecret(file, HexFormat.of().formatHex(random));
    }
    return read(file);
  }

  /** The secret that is there. */
  static NodeSecret read(Path file) throws IOException {
    String password = Files.readString(file).strip();
    if (!password.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
      throw new BrokerFault(
          BrokerFault.Kind.DIRECTORY_UNUSABLE,
          "expected %d hexadecimal digits in %s, but found something else"
              .formatted(2 * BYTES, file));
    }
    return new NodeSecret(password);
  }

  /** Client properties that identify the node. */
  Map<String, String> clientProperties() {
    return Map.of(
        "security.protocol", "SASL_PLAINTEXT",
        "sasl.mechanism", "PLAIN",
        "sasl.jaas.config", login() + ";");
  }

  /** Value of a listener's {@code plain.sasl.jaas.config}: the node is its only user. */
  String listenerLogin() {
    return "%s user_%s=\"%s\";".formatted(login(), USER, password);
  }

  private String login() {
    return "%s username=\"%s\" password=\"%s\"".formatted(PLAIN, USER, password);
  }

  /** Nothing of the secret. */
  @Override
  public String toString() {
    return "NodeSecret of " + USER;
  }
}
