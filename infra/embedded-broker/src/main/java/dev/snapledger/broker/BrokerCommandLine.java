package dev.snapledger.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The child's command line, as an argument file of the {@code java} launcher: a class path can be
 * longer than a command line may be.
 *
 * <p>Form: JDK Tool Specifications, "java Command-Line Argument Files".
 */
final class BrokerCommandLine {

  /** Heap of the broker; measured to be enough for hundreds of thousands of records a second. */
  static final int HEAP_MEBIBYTES_MAX = 256;

  /** Names a file with the classes that a broker loads; infra/bin/ledger makes and sets it. */
  private static final String CLASS_CACHE = "ledger.broker.class-cache";

  private BrokerCommandLine() {}

  /** One quoted argument per line. */
  static String argumentFile(BrokerDirectory directory, String classPath) {
    // A collector without threads of its own: so small a heap needs no other, and a start is
    // sooner.
    List<String> options =
        new ArrayList<>(List.of("-Xmx" + HEAP_MEBIBYTES_MAX + "m", "-XX:+UseSerialGC"));
    options.addAll(classCache(System.getProperty(CLASS_CACHE)));
    return argumentFile(directory, classPath, options);
  }

  /** A file of another JVM or class path is ignored, and so nothing is said of it. */
  static List<String> classCache(@Nullable String file) {
    return file == null ? List.of() : List.of("-XX:AOTCache=" + file, "-Xlog:aot=off,cds=off");
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
