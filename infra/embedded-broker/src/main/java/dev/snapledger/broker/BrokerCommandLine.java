package dev.snapledger.broker;

import java.util.List;

/**
 * The child's command line, as an argument file of the {@code java} launcher: a class path can be
 * longer than a command line may be.
 *
 * <p>Form: JDK Tool Specifications, "java Command-Line Argument Files".
 */
final class BrokerCommandLine {

  /** Heap of the broker; measured to be enough for hundreds of thousands of records a second. */
  static final int HEAP_MEBIBYTES_MAX = 256;

  private BrokerCommandLine() {}

  /** One quoted argument per line. */
  static String argumentFile(BrokerDirectory directory, String classPath) {
    return String.join(
            "\n", arguments(directory, classPath).stream().map(BrokerCommandLine::quoted).toList())
        + "\n";
  }

  private static List<String> arguments(BrokerDirectory directory, String classPath) {
    return List.of(
        "-Xmx" + HEAP_MEBIBYTES_MAX + "m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:ErrorFile=" + directory.logs().resolve("crash-%p.log"),
        "-Djava.awt.headless=true",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        // The node's JVM may log otherwise; the child must not follow.
        "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
        "-Dslf4j.internal.verbosity=WARN",
        "-Dlogback.configurationFile=dev/snapledger/broker/broker-logback.xml",
        "-Dledger.broker.log=" + directory.brokerLog(),
        "-cp",
        classPath,
        BrokerLauncher.class.getName(),
        directory.root().toString());
  }

  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
