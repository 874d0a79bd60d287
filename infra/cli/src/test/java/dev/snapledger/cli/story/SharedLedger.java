package dev.snapledger.cli.story;

import static org.awaitility.Awaitility.await;

import dev.snapledger.app.LedgerNode.BlocksAt;
import dev.snapledger.broker.EmbeddedBroker;
import dev.snapledger.broker.EmbeddedBrokerSettings;
import dev.snapledger.objectstorage.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

/** A broker and an S3 server, for nodes that share both. */
final class SharedLedger implements AutoCloseable {
  /** So many that each partition decides about one of them. */
  static final List<String> SUBSCRIPTIONS =
      LongStream.rangeClosed(1, 8).mapToObj(i -> new UUID(0, i).toString()).toList();

  private static final Duration TAKE_OVER_MAX = Duration.ofMinutes(2);

  private final Path folder;
  private final S3Server store;
  private final EmbeddedBroker broker;

  private SharedLedger(Path folder, S3Server store, EmbeddedBroker broker) {
    this.folder = folder;
    this.store = store;
    this.broker = broker;
  }

  static SharedLedger start(Path folder) throws Exception {
    S3Server store = S3Server.start(Files.createDirectories(folder.resolve("s3")));
    return new SharedLedger(
        folder, store, EmbeddedBroker.start(EmbeddedBrokerSettings.in(folder.resolve("log"))));
  }

  Path folderOf(String node) {
    return folder.resolve(node);
  }

  Map<String, String> settings(String node) {
    Map<String, String> settings = new HashMap<>(store.settings("ledger"));
    settings.put("node.name", node);
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    settings.put("kafka.consumer.session.timeout.ms", "6000");
    settings.put("store.take-over-after", "4s");
    settings.put("policy.name", "azure-current");
    settings.put("subscriptions", String.join(",", SUBSCRIPTIONS));
    return settings;
  }

  RunningServer start(String node) {
    return RunningServer.start(folderOf(node), settings(node));
  }

  /** Gives a node the keys and clients of another one, before its first start. */
  void copyAccess(String from, String to) throws IOException {
    Path target = Files.createDirectories(folderOf(to).resolve("auth"));
    for (String name :
        List.of("sas-keys", "signing-key.json", "clients.json", "admin-id", "admin-secret")) {
      Files.copy(folderOf(from).resolve("auth").resolve(name), target.resolve(name));
    }
  }

  static boolean holds(RunningServer server) {
    return server.node().health().blocks() == BlocksAt.HERE;
  }

  static void awaitHolds(RunningServer server) {
    await().atMost(TAKE_OVER_MAX).until(() -> holds(server));
  }

  @Override
  public void close() {
    broker.close();
    store.close();
  }
}
