package dev.snapledger.broker;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    return argumentFile(directory, classPath, List.of("-Xmx" + HEAP_MEBIBYTES_MAX + "m"));
  }

  /** The same with another heap, and more that the JVM should be told. */
  static String argumentFile(BrokerDirectory directory, String classPath, List<String> jvmOptions) {
    return Stream.concat(jvmOptions.stream(), arguments(directory, classPath).stream())
        .map(BrokerCommandLine::quoted)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<String> arguments(BrokerDirectory directory, String classPath) {
    return List.of(
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
