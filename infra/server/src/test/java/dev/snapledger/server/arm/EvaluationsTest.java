package dev.snapledger.server.arm;

import static dev.snapledger.server.arm.DeploymentBodies.body;
import static dev.snapledger.server.arm.DeploymentBodies.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.server.deployment.DeploymentLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many templates are evaluated at a time: each here asks for an id, and gets it late. */
@Timeout(120)
class EvaluationsTest {
  private static final String TEMPLATE =
      """
      {"parameters": {"id": {"type": "string", "defaultValue": "[newGuid()]"}}, "resources": []}
      """;

  private final AtomicInteger begun = new AtomicInteger();
  private final CountDownLatch asManyAsMay = new CountDownLatch(DeploymentLimits.EVALUATIONS_MAX);
  private final CountDownLatch given = new CountDownLatch(1);
  @TempDir Path folder;
  private ArmWorld world;

  @BeforeEach
  void start() throws Exception {
    world = new ArmWorld(folder);
    world.group("rg");
    world.takeIdsFrom(this::idWhenGiven);
  }

  @AfterEach
  void stop() {
    given.countDown();
    world.close();
  }

  private UUID idWhenGiven() {
    begun.incrementAndGet();
    asManyAsMay.countDown();
    try {
      given.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("expected an id, but was interrupted", e);
    }
    return UUID.randomUUID();
  }

  /** Evaluates a template in a thread of its own; its result is the status of the answer. */
  private final class Evaluation {
    private final FutureTask<Integer> status =
        new FutureTask<>(() -> world.post(path("x") + "/validate", body(TEMPLATE, "{}")).status());
    private final Thread thread = Thread.ofPlatform().daemon().start(status);

    /** Waits until it began, or has to wait for its turn. */
    boolean waits() {
      int before = DeploymentLimits.EVALUATIONS_MAX;
      while (begun.get() == before) {
        Object blocker = LockSupport.getBlocker(thread);
        if (blocker != null && blocker.getClass().getEnclosingClass() == Semaphore.class) {
          return true;
        }
        Thread.onSpinWait();
      }
      return false;
    }
  }

  @Test
  void oneMoreThanMayBeEvaluatedAtATimeWaitsForItsTurn() throws Exception {
    // given
    List<Evaluation> evaluations =
        IntStream.range(0, DeploymentLimits.EVALUATIONS_MAX)
            .mapToObj(_ -> new Evaluation())
            .toList();
    asManyAsMay.await();

    // when
    Evaluation more = new Evaluation();

    // then
    assertThat(more.waits()).isTrue();
    given.countDown();
    for (Evaluation evaluation : evaluations) {
      assertThat(evaluation.status.get()).isEqualTo(200);
    }
    assertThat(more.status.get()).isEqualTo(200);
  }
}
