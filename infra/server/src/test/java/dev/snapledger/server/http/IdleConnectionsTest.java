package dev.snapledger.server.http;

import static dev.snapledger.server.http.TestListener.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that keep their connections, as those of Azure's libraries do. */
@Timeout(120)
class IdleConnectionsTest {
  private static final int IDLE = 2_000;
  private static final int AT_A_TIME = 32;

  @TempDir Path folder;

  @Test
  void answersBesideThousandsOfThemAndLetsOneMoreWait() throws Exception {
    // given
    var capacity = new Capacity(IDLE + 1, 8);
    try (TestListener listener =
            TestListener.start(folder, new Patience(LONG, LONG, LONG), capacity, null);
        var idle = new Connections(listener);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      idle.open(IDLE);
      KeptConnection last = KeptConnection.open(listener);

      // when
      Future<Integer> beyond =
          executor.submit(
              () -> {
                try (KeptConnection more = KeptConnection.open(listener)) {
                  return more.post("beyond");
                }
              });
      for (int i = 0; i < 100; i++) {
        assertThat(last.post("last")).isEqualTo(200);
      }
      assertThat(idle.first().post("first")).isEqualTo(200);

      // then
      assertThat(beyond.isDone()).isFalse();
      last.close();
      assertThat(beyond.get()).isEqualTo(200);
    }
  }

  /** Many of them; for one thread. */
  private static final class Connections implements AutoCloseable {
    private final TestListener listener;
    private final List<KeptConnection> open = new ArrayList<>();

    Connections(TestListener listener) {
      this.listener = listener;
    }

    /** Opens some, each for one request. */
    void open(int count) throws Exception {
      List<Callable<KeptConnection>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(() -> KeptConnection.used(listener));
      }
      try (ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME)) {
        for (Future<KeptConnection> each : executor.invokeAll(all)) {
          open.add(each.get());
        }
      }
    }

    KeptConnection first() {
      return open.getFirst();
    }

    @Override
    public void close() throws IOException {
      for (KeptConnection each : open) {
        each.close();
      }
    }
  }
}
