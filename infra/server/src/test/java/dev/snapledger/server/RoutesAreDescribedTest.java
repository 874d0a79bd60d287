package dev.snapledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.server.arm.LedgerPorts;
import dev.snapledger.server.arm.Queries;
import dev.snapledger.server.auth.ExternalIssuer;
import dev.snapledger.server.auth.SignInChoice;
import dev.snapledger.server.deployment.Deployments;
import dev.snapledger.server.deployment.Steps;
import dev.snapledger.server.file.DurableFile;
import dev.snapledger.server.file.FileText;
import dev.snapledger.server.health.HealthyNode;
import dev.snapledger.server.http.PublicAddress;
import dev.snapledger.server.http.RequestMeter;
import dev.snapledger.server.http.Routes;
import dev.snapledger.server.openapi.OpenApiDocument;
import dev.snapledger.server.query.OpenStreams;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of routes and the OpenAPI document say the same. */
class RoutesAreDescribedTest {
  private static final Set<String> NO_OPERATIONS =
      Set.of("parameters", "summary", "description", "servers");

  @TempDir Path folder;

  @Test
  void everyRouteIsDescribed() {
    // given
    Set<String> missing = served();

    // when
    missing.removeAll(described());

    // then
    assertThat(missing)
        .as(
            """
            Routes that the OpenAPI document lacks. For each 'METHOD /path' below add to a file in
            infra/server/src/main/resources/dev/snapledger/server/openapi/ (one per feature, new
            ones are named in OpenApiDocument.PARTS):
              "paths": {"/path": {"parameters": [...], "method": {"tags": [...], "operationId": ...,
                "summary": ..., "requestBody": ..., "responses": {"200": ..., "default":
                {"$ref": "#/components/responses/Error"}}}}}
            with the path as it was given to Routes.add, and schemas of bodies below "components".\
            """)
        .isEmpty();
  }

  @Test
  void nothingElseIsDescribed() {
    // given
    Set<String> missing = described();

    // when
    missing.removeAll(served());
    missing.removeIf(
        operation -> operation.contains(" /md-")); // Held to pageblob.MethodsAreDescribedTest.

    // then
    assertThat(missing)
        .as("operations of the OpenAPI document that no route serves; take them out, or add routes")
        .isEmpty();
  }

  @Test
  void withoutTheBuiltInIssuerNobodySignsInHere() {
    // given
    var elsewhere = new ExternalIssuer("https://login.example", "a", null, null, "sub");

    // when
    Routes routes = routes(new SignInChoice(SignInChoice.BuiltIn.OFF, elsewhere));

    // then
    assertThat(routes.endpoints())
        .isNotEmpty()
        .noneMatch(each -> each.pattern().startsWith("/adfs"));
  }

  private Set<String> served() {
    Set<String> served = new TreeSet<>();
    for (Routes.Endpoint each : routes(SignInChoice.BUILT_IN_ALONE).endpoints()) {
      served.add(each.method() + " " + each.pattern());
    }
    return served;
  }

  private static Set<String> described() {
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : OpenApiDocument.read().path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (!NO_OPERATIONS.contains(operation.getKey())) {
          described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return described;
  }

  private Routes routes(SignInChoice signIn) {
    var ledger =
        new LedgerPorts(
            _ -> {
              throw new AssertionError("expected no command");
            },
            new NoAnswers(),
            _ -> 0,
            (_, _, _) -> "",
            List.of(new SubscriptionId(new UUID(0, 1))),
            InstantSource.system(),
            UUID::randomUUID);
    return LedgerServer.routes(
        new PublicAddress(URI.create("https://localhost:1"), 1),
        new ServerPorts(
            ledger,
            (_, _) -> {
              throw new AssertionError("expected no event to be read");
            },
            null,
            new FileText(DurableFile.open(folder.resolve("groups.json"))),
            new HealthyNode(),
            RequestMeter.NONE,
            signIn,
            folder,
            InstantSource.system(),
            UUID::randomUUID),
        new Deployments(folder.resolve("deployments"), InstantSource.system(), new NoSteps()),
        new OpenStreams());
  }

  private static final class NoSteps implements Steps {
    @Override
    public void run(Duration after, Runnable step) {
      throw new AssertionError("expected no step");
    }

    @Override
    public void close() {}
  }

  private static final class NoAnswers implements Queries {
    @Override
    public <R> Answer<R> ask(LedgerQuery<R> query) {
      throw new AssertionError("expected no query, but found " + query);
    }
  }
}
