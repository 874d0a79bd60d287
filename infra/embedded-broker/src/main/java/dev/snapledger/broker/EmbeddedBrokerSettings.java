package dev.snapledger.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Where and how an embedded broker runs.
 *
 * @param dataDirectory directory of this broker alone; made when missing
 * @param javaExecutable the {@code java} of a JDK 25 or later
 * @param classPath class path of the child; holds this module and Kafka's server
 * @param startMax longest wait until it serves; a broker that ends earlier is noticed at once
 * @param brokerProperties further lines of {@code server.properties}; they win over the defaults,
 *     but not over addresses, ids and directories, which the broker chooses itself
 * @param security whom it talks to
 */
public record EmbeddedBrokerSettings(
    Path dataDirectory,
    Path javaExecutable,
    String classPath,
    Duration startMax,
    Map<String, String> brokerProperties,
    BrokerSecurity security) {

  /** Long enough to check a large log after a crash on a slow disk. */
  private static final Duration START_MAX = Duration.ofMinutes(5);

  public EmbeddedBrokerSettings {
    brokerProperties = Map.copyOf(brokerProperties);
  }

  /** This JVM's own java and class path, with a limit of five minutes for the start. */
  public static EmbeddedBrokerSettings in(Path dataDirectory) {
    return new EmbeddedBrokerSettings(
        dataDirectory,
        thisJava(),
        System.getProperty("java.class.path"),
        START_MAX,
        Map.of(),
        BrokerSecurity.OPEN);
  }

  /** The same with another class path. */
  public EmbeddedBrokerSettings withClassPath(String other) {
    return new EmbeddedBrokerSettings(
        dataDirectory, javaExecutable, other, startMax, brokerProperties, security);
  }

  /** The same with another limit for the start. */
  public EmbeddedBrokerSettings withStartMax(Duration other) {
    return new EmbeddedBrokerSettings(
        dataDirectory, javaExecutable, classPath, other, brokerProperties, security);
  }

  /** The same with one more line of {@code server.properties}. */
  public EmbeddedBrokerSettings withBrokerProperty(String name, String value) {
    Map<String, String> more = new HashMap<>(brokerProperties);
    more.put(name, value);
    return new EmbeddedBrokerSettings(
        dataDirectory, javaExecutable, classPath, startMax, more, security);
  }

  /** The same with other rules about whom it talks to. */
  public EmbeddedBrokerSettings withSecurity(BrokerSecurity other) {
    return new EmbeddedBrokerSettings(
        dataDirectory, javaExecutable, classPath, startMax, brokerProperties, other);
  }

  private static Path thisJava() {
    String name = System.getProperty("os.name").startsWith("Windows") ? "java.exe" : "java";
    return Path.of(System.getProperty("java.home"), "bin", name);
  }
}
