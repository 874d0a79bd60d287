package dev.snapledger.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.NodeServer;
import dev.snapledger.app.SignInFiles;
import dev.snapledger.app.config.Settings;
import dev.snapledger.cli.LedgerCli;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Broker, node and HTTPS server on a free port, as {@code ledger up} starts them. */
final class RunningServer implements AutoCloseable {
  private final Path folder;
  private final LedgerNode node;
  private final NodeServer server;

  private RunningServer(Path folder, LedgerNode node, NodeServer server) {
    this.folder = folder;
    this.node = node;
    this.server = server;
  }

  static RunningServer start(Path folder, Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.putIfAbsent("http.port", "0");
    values.put("log.partitions", "2");
    Settings settings = Settings.of(values);
    LedgerNode node = LedgerNode.start(folder, settings, NodePorts.real());
    try {
      return new RunningServer(
          folder, node, NodeServer.start(node, folder, settings, NodePorts.real()));
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  LedgerNode node() {
    return node;
  }

  int port() {
    return server.port();
  }

  /** Runs a command against it. */
  LedgerCli run(String... words) {
    return LedgerCli.run(with(words, "--data", folder.toString()));
  }

  /** What leads a command through another port, where something is in between. */
  List<String> through(int port) {
    SignInFiles files = SignInFiles.in(folder);
    return List.of(
        "--url",
        "https://localhost:" + port,
        "--ca-file",
        folder.resolve("tls/ca.pem").toString(),
        "--client-id",
        files.clientId(),
        "--client-secret-file",
        files.secretFile().toString());
  }

  /** Runs a command that has to succeed; its output. */
  String done(String... words) {
    LedgerCli run = run(words);
    assertThat(run.exitCode()).as(String.join(" ", words) + "\n" + run).isZero();
    return run.out();
  }

  /** As above; its output, read as JSON. */
  JsonNode json(String... words) throws Exception {
    return new ObjectMapper().readTree(done(words));
  }

  /** Runs a command that has to be refused with that code; what it says. */
  String refused(int exitCode, String... words) {
    LedgerCli run = run(words);
    assertThat(run.exitCode()).as(String.join(" ", words) + "\n" + run).isEqualTo(exitCode);
    assertThat(run.err()).doesNotContain("\tat ", "Exception");
    return run.err();
  }

  Path folder() {
    return folder;
  }

  static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Override
  public void close() {
    server.close();
    node.close();
  }
}
