package dev.snapledger.broker;

import dev.snapledger.broker.BrokerFault.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * What a broker must find again after a restart: the content of {@code broker.properties}.
 *
 * @param kafkaVersion newest Kafka that served this directory, as {@code 4.3.1}
 * @param clusterId 22 characters, Kafka's base64 form of a UUID
 * @param storage whether Kafka's own directory must exist
 */
record BrokerIdentity(String kafkaVersion, String clusterId, Storage storage, BrokerPorts ports) {

  /** Version of the directory's layout, which {@link BrokerDirectory} shows. */
  static final int FORMAT = 1;

  private static final String FORMAT_KEY = "format";
  private static final String KAFKA_VERSION_KEY = "kafka.version";
  private static final String CLUSTER_ID_KEY = "cluster.id";
  private static final String STORAGE_KEY = "storage";
  private static final String CLIENT_PORT_KEY = "client.port";
  private static final String CONTROLLER_PORT_KEY = "controller.port";

  /** How far the directory's first start has come. */
  enum Storage {
    /** Kafka's directory may still be missing, and is then formatted. */
    NEW,
    /** A broker has served from it: were it missing, records would be lost. */
    FORMATTED
  }

  static BrokerIdentity fresh(BrokerPorts ports) {
    return new BrokerIdentity(
        AppInfoParser.getVersion(), Uuid.randomUuid().toString(), Storage.NEW, ports);
  }

  BrokerIdentity withPorts(BrokerPorts other) {
    return new BrokerIdentity(kafkaVersion, clusterId, storage, other);
  }

  /** The same after this version of Kafka has served from the directory. */
  BrokerIdentity served() {
    return new BrokerIdentity(AppInfoParser.getVersion(), clusterId, Storage.FORMATTED, ports);
  }

  void write(Path file) throws IOException {
    Properties lines = new Properties();
    lines.setProperty(FORMAT_KEY, Integer.toString(FORMAT));
    lines.setProperty(KAFKA_VERSION_KEY, kafkaVersion);
    lines.setProperty(CLUSTER_ID_KEY, clusterId);
    lines.setProperty(STORAGE_KEY, storage.name());
    lines.setProperty(CLIENT_PORT_KEY, Integer.toString(ports.client()));
    lines.setProperty(CONTROLLER_PORT_KEY, Integer.toString(ports.controller()));
    DurableFile.write(file, lines, "Identity of this broker; do not edit.");
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws BrokerFault if a newer version wrote it, or a line is missing or malformed
   */
  static BrokerIdentity read(Path file) throws IOException {
    Properties lines = new Properties();
    lines.load(new StringReader(Files.readString(file)));
    Line line = new Line(file, lines);
    int format = line.number(FORMAT_KEY);
    if (format > FORMAT) {
      throw newer(file, "format " + FORMAT, Integer.toString(format));
    }
    String kafkaVersion = line.text(KAFKA_VERSION_KEY);
    if (Arrays.compare(line.version(kafkaVersion), line.version(AppInfoParser.getVersion())) > 0) {
      throw newer(file, "Kafka " + AppInfoParser.getVersion(), kafkaVersion);
    }
    return new BrokerIdentity(
        kafkaVersion,
        line.text(CLUSTER_ID_KEY),
        line.storage(),
        new BrokerPorts(line.number(CLIENT_PORT_KEY), line.number(CONTROLLER_PORT_KEY)));
  }

  private static BrokerFault newer(Path file, String known, String found) {
    return new BrokerFault(
        Kind.DIRECTORY_NEWER,
        "expected %s or older in %s, but found %s; start the version that wrote it"
            .formatted(known, file, found));
  }

  /** Reads single lines and says which one is wrong. */
  private record Line(Path file, Properties lines) {

    String text(String key) {
      String value = lines.getProperty(key);
      if (value == null || value.isBlank()) {
        throw malformed("a value of " + key, "none");
      }
      return value;
    }

    int number(String key) {
      String value = text(key);
      if (!value.matches("[0-9]{1,6}")) {
        throw malformed("a whole number as " + key, value);
      }
      return Integer.parseInt(value);
    }

    Storage storage() {
      String value = text(STORAGE_KEY);
      return Arrays.stream(Storage.values())
          .filter(storage -> storage.name().equals(value))
          .findFirst()
          .orElseThrow(() -> malformed("one of " + Arrays.toString(Storage.values()), value));
    }

    /** The numbers of a version; a suffix as in {@code 4.4.0-SNAPSHOT} does not count. */
    int[] version(String text) {
      String numbers = text.replaceFirst("[^0-9.].*", "");
      if (!numbers.matches("[0-9]{1,6}(\\.[0-9]{1,6})*")) {
        throw malformed("a version as " + KAFKA_VERSION_KEY, text);
      }
      return Arrays.stream(numbers.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    }

    private BrokerFault malformed(String expected, String found) {
      return new BrokerFault(
          Kind.DIRECTORY_UNUSABLE,
          "expected %s in %s, but found %s".formatted(expected, file, found));
    }
  }
}
