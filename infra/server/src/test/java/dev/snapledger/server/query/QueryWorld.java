package dev.snapledger.server.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CompleteSnapshot;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Outcome;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.engine.EventRecord;
import dev.snapledger.projections.engine.ViewStore;
import dev.snapledger.projections.query.LedgerQueries;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.query.LedgerQueryGateway;
import dev.snapledger.projections.rocks.RocksViewStore;
import dev.snapledger.server.LedgerServer;
import dev.snapledger.server.ServerPorts;
import dev.snapledger.server.arm.LedgerPorts;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Client;
import dev.snapledger.server.auth.Role;
import dev.snapledger.server.auth.RoleAssignment;
import dev.snapledger.server.auth.SignIn;
import dev.snapledger.server.auth.SignInChoice;
import dev.snapledger.server.file.DurableFile;
import dev.snapledger.server.file.FileText;
import dev.snapledger.server.health.HealthyNode;
import dev.snapledger.server.http.Binding;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.RequestMeter;
import dev.snapledger.server.openapi.DescribedAnswers;
import dev.snapledger.server.tls.OwnCertificates;
import dev.snapledger.server.tls.TlsIdentity;
import dev.snapledger.workers.LedgerLoop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.core.configuration.MessagingConfigurer;
import org.axonframework.messaging.queryhandling.gateway.QueryGateway;
import org.jspecify.annotations.Nullable;

/**
 * A running server over a ledger with the real rules, and views on disk. Answers are held to the
 * OpenAPI document. The clock stands still unless it is moved.
 */
final class QueryWorld implements AutoCloseable, InstantSource {
  static final SubscriptionId ONE = new SubscriptionId(new UUID(0, 1));
  static final SubscriptionId TWO = new SubscriptionId(new UUID(0, 2));
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long GIB = 1L << 30;

  final LedgerLoop ledger;
  private final ViewStore store;
  private final AxonConfiguration axon;
  private final LedgerServer server;
  private final SignIn signIn;
  private final HttpClient http;
  private volatile Instant now = START;
  private Client client;
  private long commands;

  QueryWorld(Path folder) throws Exception {
    store = RocksViewStore.open(folder.resolve("views"));
    ledger = new LedgerLoop(this, LedgerLoop.Views.AT_ONCE, store);
    axon =
        LedgerQueries.register(MessagingConfigurer.create(), ledger.views(), Duration.ofMillis(200))
            .build();
    axon.start();
    TlsIdentity identity = OwnCertificates.in(folder.resolve("tls"), InstantSource.system());
    server = LedgerServer.start(new Binding("127.0.0.1", 0, null), identity, ports(folder));
    signIn = SignIn.in(LedgerServer.authFolder(folder), server.url(), this, UUID::randomUUID);
    client =
        Objects.requireNonNull(
            signIn.clients().find(Files.readString(signIn.clients().idFile()).strip()));
    http = HttpClient.newBuilder().sslContext(trusting(identity)).build();
  }

  private ServerPorts ports(Path folder) {
    LedgerQueryGateway queries = queries();
    var ports =
        new LedgerPorts(
            ledger,
            queries::ask,
            ledger::partitionOf,
            (_, _, _) -> "https://localhost/secret-signature",
            List.of(ONE, TWO),
            this,
            UUID::randomUUID);
    return new ServerPorts(
        ports,
        (partition, offsets) ->
            offsets.stream()
                .map(offset -> new EventRecord(offset, ledger.event(partition, offset)))
                .toList(),
        null,
        new FileText(DurableFile.open(folder.resolve("groups.json"))),
        new HealthyNode(),
        RequestMeter.NONE,
        SignInChoice.BUILT_IN_ALONE,
        folder,
        this,
        UUID::randomUUID);
  }

  LedgerQueryGateway queries() {
    return new LedgerQueryGateway(axon.getComponent(QueryGateway.class));
  }

  private static SSLContext trusting(TlsIdentity identity) throws Exception {
    KeyStore trust = KeyStore.getInstance(KeyStore.getDefaultType());
    trust.load(null, null);
    trust.setCertificateEntry("ca", identity.chain().getLast());
    TrustManagerFactory trusts =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusts.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusts.getTrustManagers(), null);
    return context;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  // Who asks.

  void signInAsReaderOf(AccessScope... scopes) {
    client =
        signIn
            .clients()
            .add(
                "reader",
                Arrays.stream(scopes).map(scope -> new RoleAssignment(Role.READER, scope)).toList())
            .client();
  }

  static AccessScope group(String name) {
    return new AccessScope(ONE, name);
  }

  // What happens.

  /** Sends a command, which must be accepted; gives its ids. */
  Map<String, String> accept(
      SubscriptionId subscription, Function<CommandHeader, Command> command) {
    return accepted(subscription, command).ids();
  }

  Accepted accepted(SubscriptionId subscription, Function<CommandHeader, Command> command) {
    var header =
        new CommandHeader(new CommandId(new UUID(9, commands++)), subscription, "tester@here");
    Outcome outcome = ledger.submit(command.apply(header)).join().outcome();
    if (outcome instanceof Accepted accepted) {
      return accepted;
    }
    throw new AssertionError("expected the command to be accepted, but found " + outcome);
  }

  static ResourceName name(String group, String name) {
    return new ResourceName(group, name);
  }

  /** Makes an empty disk of 1 GiB; gives its id. */
  UUID disk(String group, String name, Map<String, String> tags) {
    Map<String, String> ids =
        accept(
            ONE,
            header ->
                new CreateDisk(
                    header, name(group, name), "eastus", "Premium_LRS", 1, DiskOrigin.EMPTY, tags));
    return UUID.fromString(Objects.requireNonNull(ids.get("diskId")));
  }

  /** Takes an incremental snapshot, which is not completed; gives its id. */
  UUID snapshot(String disk, String group, String name, Map<String, String> tags) {
    Map<String, String> ids =
        accept(
            ONE,
            header ->
                new CreateIncrementalSnapshot(
                    header, name(group, name), new DiskRef(ONE, name("rg", disk)), null, tags));
    return UUID.fromString(Objects.requireNonNull(ids.get("snapshotId")));
  }

  /** Publishes what a snapshot changed, and completes it. */
  void complete(UUID snapshot, BlockEntry... entries) {
    SnapshotRow row =
        queries().ask(new LedgerQuery.FindSnapshotById(new SnapshotId(snapshot), null)).orThrow();
    ByteBuffer bytes = ByteBuffer.allocate(entries.length * 12).order(ByteOrder.LITTLE_ENDIAN);
    for (BlockEntry entry : entries) {
      bytes
          .putInt(entry.blockIndex())
          .putShort((short) entry.dirtyMask())
          .putShort((short) entry.dataMask())
          .putInt(entry.crc32c());
    }
    ledger.publish(
        List.of(
            new BlockMapPart(
                ONE,
                row.familyId(),
                row.snapshotId(),
                row.region(),
                row.sources().parentId(),
                GIB,
                0,
                1,
                bytes.flip())));
    accept(
        ONE,
        header ->
            new CompleteSnapshot(
                header,
                row.familyId(),
                row.snapshotId(),
                entries.length * 4_096L,
                100,
                0,
                entries.length,
                1,
                "0".repeat(64)));
  }

  void deleteSnapshot(String group, String name) {
    accept(ONE, header -> new DeleteSnapshot(header, name(group, name)));
  }

  static FamilyId family(UUID disk) {
    return new FamilyId(disk);
  }

  // What is asked.

  /**
   * An answer.
   *
   * @param body missing unless it is JSON
   */
  record Answer(int status, String type, String text, JsonNode body, HttpResponse<String> http) {
    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    List<String> items(String field) {
      return body.path("items").findValuesAsText(field);
    }
  }

  /** Asks for a path below the first subscription. */
  Answer get(String path, String... headers) throws Exception {
    return ask("/api/v1/subscriptions/" + ONE + path, headers);
  }

  Answer ask(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        request(path).header("Authorization", "Bearer " + signIn.issuer().issue(client));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofSeconds(30));
  }

  String token() {
    return signIn.issuer().issue(client);
  }

  HttpClient http() {
    return http;
  }

  int port() {
    return server.port();
  }

  Answer send(HttpRequest request) throws Exception {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    String type = response.headers().firstValue("Content-Type").orElse("");
    boolean json = type.startsWith("application/json") || type.equals("application/problem+json");
    @Nullable JsonNode body = json ? Json.readObject(response.body()) : null;
    DescribedAnswers.check(
        request.method(),
        request.uri().getPath(),
        response.statusCode(),
        type.replaceFirst(";.*", ""),
        body);
    return new Answer(
        response.statusCode(),
        type,
        response.body(),
        body == null ? MissingNode.getInstance() : body,
        response);
  }

  @Override
  public void close() {
    server.close();
    axon.shutdown();
    store.close();
  }
}
