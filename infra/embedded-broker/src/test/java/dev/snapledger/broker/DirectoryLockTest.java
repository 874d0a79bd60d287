package dev.snapledger.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock as its own process and another one see it. */
class DirectoryLockTest {

  private static final int LOCKED = 7;
  private static final int FREE = 8;

  @TempDir Path directory;

  /** Another process: whether it could lock the file, as its exit code. */
  static final class Other {
    public static void main(String[] arguments) throws IOException {
      System.exit(DirectoryLock.tryAcquire(Path.of(arguments[0])).isPresent() ? FREE : LOCKED);
    }
  }

  @Test
  void isHeldUntilClosedAlsoWhenNobodyRefersToItAnyMore() throws Exception {
    // given a lock that is dropped, and a collector that closes what was dropped
    Path file = directory.resolve("lock");
    assertThat(DirectoryLock.tryAcquire(file)).isPresent();
    System.gc();

    // when a second attempt in this process fails
    assertThat(DirectoryLock.tryAcquire(file)).isEmpty();
    assertThat(DirectoryLock.acquireWithin(file, Duration.ofMillis(10))).isEmpty();

    // then another process is still kept out
    assertThat(askOther(file)).isEqualTo(LOCKED);
  }

  @Test
  void isFreeForOthersOnceClosed() throws Exception {
    Path file = directory.resolve("lock");
    try (DirectoryLock lock = DirectoryLock.tryAcquire(file).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(askOther(file)).isEqualTo(LOCKED);
    }
    assertThat(askOther(file)).isEqualTo(FREE);
    DirectoryLock.acquireWithin(file, Duration.ofSeconds(10)).orElseThrow().close();
  }

  private static int askOther(Path file) throws IOException, InterruptedException {
    return new ProcessBuilder(
            EmbeddedBrokerSettings.in(file).javaExecutable().toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Other.class.getName(),
            file.toString())
        .inheritIO()
        .start()
        .waitFor();
  }
}
