package dev.snapledger.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of deployments that a server left, when they cannot go on. */
class TakingUpTest {
  private static final SubscriptionId SUBSCRIPTION = new SubscriptionId(new UUID(0, 1));
  private static final InstantSource CLOCK = () -> Instant.EPOCH;

  @TempDir Path folder;

  /** Nothing goes on in these tests. */
  private static final class NoSteps implements Steps {
    @Override
    public void run(Duration after, Runnable step) {
      throw new AssertionError("expected no step");
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void leave() {
    var store = new DeploymentStore(folder);
    for (String name : List.of("a", "b", "c")) {
      var row =
          new DeploymentRow(
              new DeploymentRow.Place(SUBSCRIPTION, "rg", name),
              new DeploymentRow.Request(
                  "id-of-" + name, Instant.EPOCH, "1", Json.object(), Json.object()),
              DeploymentState.RUNNING,
              Instant.EPOCH,
              List.of(),
              null,
              null);
      store.create(row, new Requester("client", "127.0.0.1"), "{}", _ -> false);
    }
  }

  private static String errorOf(DeploymentRow row) {
    return Objects.requireNonNull(row.error()).path("message").asText();
  }

  @Test
  void anyFailureIsKeptOnTheDeploymentAndTheOthersAreAskedFor() {
    // given
    List<String> asked = new ArrayList<>();
    try (var deployments = new Deployments(folder, CLOCK, new NoSteps())) {
      // when
      deployments.takeUp(
          left -> {
            String name = left.row().place().name();
            asked.add(name);
            if (name.equals("b")) {
              throw new ApiError(404, "NotFound", "the group is gone").thrown();
            }
            throw new IllegalStateException("a bug");
          });
    }

    // then
    assertThat(asked).containsExactlyInAnyOrder("a", "b", "c");
    var store = new DeploymentStore(folder);
    assertThat(store.left()).isEmpty();
    for (String name : asked) {
      DeploymentRow kept =
          Objects.requireNonNull(store.find(new DeploymentKey(SUBSCRIPTION, "rg", name)));
      assertThat(kept.state()).isEqualTo(DeploymentState.FAILED);
      assertThat(errorOf(kept))
          .contains(name.equals("b") ? "the group is gone" : "the server failed; deployment id-of-")
          .doesNotContain("a bug");
    }
  }
}
