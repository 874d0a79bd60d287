package dev.snapledger.containers;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/**
 * Whether containers can be had here, and what it means if not: tests are skipped with one line on
 * standard output, or fail when the property {@code ledger.containers.required} is true.
 */
final class Docker {
  private static final String PAGE = "docs/operating/container-tests.md";
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private Docker() {}

  /** Returns when there are an engine and the image; else the test is skipped, or fails. */
  static void require(DockerImageName image) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      unavailable("expected a Docker engine, but none answers");
      return;
    }
    try {
      var _ = new RemoteDockerImage(image).get();
    } catch (ContainerFetchException e) {
      unavailable(
          "expected image %s in the engine or in a registry, but it cannot be had"
              .formatted(image.asCanonicalNameString()));
    }
  }

  private static void unavailable(String why) {
    if (Boolean.getBoolean("ledger.containers.required")) {
      Assertions.fail("%s (%s)".formatted(why, PAGE));
    }
    if (TOLD.compareAndSet(false, true)) {
      System.out.println("container tests SKIPPED: %s (%s)".formatted(why, PAGE));
    }
    Assumptions.abort(why);
  }
}
