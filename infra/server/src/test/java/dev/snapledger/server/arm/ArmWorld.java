package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CompleteSnapshot;
import dev.snapledger.commands.command.FailSnapshot;
import dev.snapledger.commands.command.ReportSnapshotCopyProgress;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Outcome;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.query.LedgerQueries;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.query.LedgerQueryGateway;
import dev.snapledger.server.auth.Client;
import dev.snapledger.server.auth.RoleAssignment;
import dev.snapledger.server.auth.SignIn;
import dev.snapledger.server.deployment.DeploymentRoutes;
import dev.snapledger.server.deployment.Deployments;
import dev.snapledger.server.file.DurableFile;
import dev.snapledger.server.file.FileText;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import dev.snapledger.server.openapi.DescribedAnswers;
import dev.snapledger.workers.LedgerLoop;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.core.configuration.MessagingConfigurer;
import org.axonframework.messaging.queryhandling.gateway.QueryGateway;

/**
 * The control plane over a ledger in memory: real rules, real views, no workers. Every answer is
 * held to the OpenAPI document.
 */
final class ArmWorld implements AutoCloseable, InstantSource {
  static final SubscriptionId ONE = new SubscriptionId(new UUID(0, 1));
  static final SubscriptionId TWO = new SubscriptionId(new UUID(0, 2));
  static final String COMPUTE = "2023-04-02";

  private static final URI SERVER = URI.create("https://localhost:8443");

  final LedgerLoop ledger = new LedgerLoop(this, LedgerLoop.Views.AT_ONCE);
  private final Path folder;
  private final AxonConfiguration axon;
  private final SignIn signIn;
  private ManualSteps steps = new ManualSteps();
  private Routes routes;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long commands;
  private Runnable beforeNext = () -> {};
  private Supplier<UUID> ids = UUID::randomUUID;
  private Client client;

  ArmWorld(Path folder) throws Exception {
    this.folder = folder;
    axon =
        LedgerQueries.register(MessagingConfigurer.create(), ledger.views(), Duration.ofMillis(100))
            .build();
    axon.start();
    signIn = SignIn.in(folder.resolve("auth"), SERVER, this, UUID::randomUUID);
    Client admin = signIn.clients().find(Files.readString(signIn.clients().idFile()).strip());
    if (admin == null) {
      throw new AssertionError("expected the first client, but found none");
    }
    client = admin;
    restart();
  }

  /** Forgets everything that is not in the ledger or in files. */
  void restart() {
    LedgerQueryGateway queries = new LedgerQueryGateway(axon.getComponent(QueryGateway.class));
    Routes.Builder builder = Routes.builder();
    steps = new ManualSteps();
    var deployments = new Deployments(folder.resolve("http/deployments"), this, steps);
    ControlPlane plane =
        ArmRoutes.register(
            builder,
            signIn,
            new LedgerPorts(
                this::submit,
                queries::ask,
                ledger::partitionOf,
                (grant, _, base) -> base + "/grant/" + grant.grantId() + "?secret",
                List.of(ONE, TWO),
                this,
                () -> ids.get()),
            new FileText(DurableFile.open(folder.resolve("http/groups.json"))),
            deployments);
    DeploymentRoutes.register(builder, plane, deployments, signIn, SERVER);
    routes = builder.build();
  }

  private CompletableFuture<Reply> submit(Command command) {
    Runnable first = beforeNext;
    beforeNext = () -> {};
    first.run();
    return ledger.submit(command);
  }

  /** Does something when the next command of a request is on its way. */
  void beforeNextCommand(Runnable first) {
    beforeNext = first;
  }

  /** Where the ids of commands, and of templates, come from. */
  void takeIdsFrom(Supplier<UUID> source) {
    ids = source;
  }

  /** Lets deployments do what they can do now. */
  void deploy() {
    steps.runDue();
  }

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Acts as another client from now on. */
  void signInWith(RoleAssignment... roles) {
    client = signIn.clients().add("other", List.of(roles)).client();
  }

  /** The present client is nobody any more. */
  void forgetClient() {
    signIn.clients().remove(client.id());
  }

  /** Sends a request as the present client, with a fresh token. */
  ApiResponse send(String method, String pathAndQuery, String body) {
    String token = signIn.issuer().issue(client);
    return send(method, pathAndQuery, body, Map.of("authorization", "Bearer " + token));
  }

  /** Sends a request with a condition. */
  ApiResponse send(String method, String path, String body, String header, String value) {
    return send(
        method,
        versioned(path),
        body,
        Map.of("authorization", "Bearer " + signIn.issuer().issue(client), header, value));
  }

  ApiResponse send(String method, String pathAndQuery, String body, Map<String, String> headers) {
    int question = pathAndQuery.indexOf('?');
    String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
    Map<String, String> query = new HashMap<>();
    if (question >= 0) {
      for (String pair : pathAndQuery.substring(question + 1).split("&", -1)) {
        String[] sides = pair.split("=", 2);
        query.put(sides[0].replace("%24", "$"), sides[1]);
      }
    }
    ApiResponse response =
        answer(
            new ApiRequest(
                method,
                Arrays.asList(path.substring(1).split("/", -1)),
                query,
                headers,
                body,
                SERVER,
                "192.0.2.1"));
    DescribedAnswers.check(method, path, response);
    return response;
  }

  private ApiResponse answer(ApiRequest request) {
    try {
      return routes.handle(request);
    } catch (ApiException e) {
      ApiError error = e.error();
      return error.response();
    }
  }

  ApiResponse get(String path) {
    return send("GET", versioned(path), "");
  }

  ApiResponse put(String path, String body) {
    return send("PUT", versioned(path), body);
  }

  ApiResponse post(String path, String body) {
    return send("POST", versioned(path), body);
  }

  ApiResponse patch(String path, String body) {
    return send("PATCH", versioned(path), body);
  }

  ApiResponse delete(String path) {
    return send("DELETE", versioned(path), "");
  }

  /** Follows a link that an answer gave. */
  ApiResponse follow(ApiResponse response, String header) {
    String link = response.headers().getOrDefault(header, "");
    if (!link.startsWith(SERVER.toString())) {
      throw new AssertionError("expected a link of this server, but found " + response);
    }
    return send("GET", link.substring(SERVER.toString().length()), "");
  }

  private static String versioned(String path) {
    return path + (path.contains("?") ? "" : "?api-version=" + COMPUTE);
  }

  void group(String name) {
    put(groupPath(ONE, name), "{\"location\":\"eastus\"}");
  }

  ApiResponse disk(String name) {
    return put(
        diskPath(name),
        "{\"location\":\"eastus\",\"sku\":{\"name\":\"Premium_LRS\"},\"properties\":{"
            + "\"creationData\":{\"createOption\":\"Empty\"},\"diskSizeGB\":4}}");
  }

  ApiResponse incremental(String disk, String name) {
    return snapshot(snapshotPath(name), diskPath(disk), true);
  }

  ApiResponse snapshot(String path, String source, boolean incremental) {
    return put(
        path,
        ("{\"location\":\"eastus\",\"properties\":{\"incremental\":%s,\"creationData\":{"
                + "\"createOption\":\"Copy\",\"sourceResourceId\":\"%s\"}}}")
            .formatted(incremental, source));
  }

  /** What a worker does: the bytes of a snapshot are durable. */
  void complete(ApiResponse snapshot) {
    SnapshotRow row = row(snapshot);
    worker(
        header ->
            new CompleteSnapshot(
                header, row.familyId(), row.snapshotId(), 0, 0, 0, 0, 1, "0".repeat(64)));
  }

  /** What a worker does: so much of a copy is there. */
  void progress(ApiResponse snapshot, long copiedBytes, long totalBytes) {
    SnapshotRow row = row(snapshot);
    worker(
        header ->
            new ReportSnapshotCopyProgress(
                header,
                Objects.requireNonNull(row.familyId()),
                row.snapshotId(),
                copiedBytes,
                totalBytes));
  }

  /** What a worker does: a snapshot cannot be completed. */
  void fail(ApiResponse snapshot) {
    SnapshotRow row = row(snapshot);
    worker(header -> new FailSnapshot(header, row.familyId(), row.snapshotId(), "no space"));
  }

  private SnapshotRow row(ApiResponse snapshot) {
    var id = SnapshotId.parse(at(snapshot, "/properties/uniqueId").asText());
    return new LedgerQueryGateway(axon.getComponent(QueryGateway.class))
        .ask(new LedgerQuery.FindSnapshotById(id, null))
        .orThrow();
  }

  void worker(Function<CommandHeader, Command> command) {
    var header = new CommandHeader(new CommandId(new UUID(9, commands++)), ONE, "worker");
    Outcome outcome = ledger.submit(command.apply(header)).join().outcome();
    if (!(outcome instanceof Accepted)) {
      throw new AssertionError(outcome);
    }
  }

  static JsonNode at(ApiResponse response, String pointer) {
    JsonNode body = response.body();
    return body == null ? MissingNode.getInstance() : body.at(pointer);
  }

  static String groupPath(SubscriptionId subscription, String name) {
    return "/subscriptions/" + subscription + "/resourceGroups/" + name;
  }

  static String diskPath(String name) {
    return groupPath(ONE, "rg") + "/providers/Microsoft.Compute/disks/" + name;
  }

  static String snapshotPath(String name) {
    return groupPath(ONE, "rg") + "/providers/Microsoft.Compute/snapshots/" + name;
  }

  @Override
  public void close() {
    axon.shutdown();
  }
}
