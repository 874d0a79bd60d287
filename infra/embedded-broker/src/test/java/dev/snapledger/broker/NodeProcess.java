package dev.snapledger.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/** Another JVM that runs a broker, so that a test can kill the node and not itself. */
final class NodeProcess {

  private NodeProcess() {}

  /** Starts a broker in the directory of the first argument, says so, and waits for its end. */
  public static void main(String[] arguments) throws IOException {
    EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerSettings.in(Path.of(arguments[0])));
    System.out.println(broker.pid() + " " + broker.bootstrapServers());
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  /**
   * A node that serves.
   *
   * @param brokerPid process id of its broker
   */
  record Running(Process process, long brokerPid, String bootstrap) {

    static Running start(Path directory) throws IOException {
      Process process =
          new ProcessBuilder(
                  EmbeddedBrokerSettings.in(directory).javaExecutable().toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  NodeProcess.class.getName(),
                  directory.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
      String line =
          lines.lines().filter(text -> text.matches("\\d+ .*:\\d+")).findFirst().orElseThrow();
      String[] words = line.split(" ", -1);
      return new Running(process, Long.parseLong(words[0]), words[1]);
    }
  }
}
