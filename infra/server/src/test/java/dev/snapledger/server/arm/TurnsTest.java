package dev.snapledger.server.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = 500;

  private final Turns turns = new Turns();

  @Test
  void whoIsAloneSeesNobodyElse() throws Exception {
    // given
    int[] count = new int[1];
    var began = new CountDownLatch(THREADS);
    List<Future<?>> running = new ArrayList<>();

    // when
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < THREADS; i++) {
        running.add(
            executor.submit(
                () -> {
                  began.countDown();
                  began.await();
                  for (int round = 0; round < ROUNDS; round++) {
                    try (Turns.Held _ = turns.alone("r")) {
                      int before = count[0];
                      assertThat(turns.size()).isOne();
                      count[0] = before + 1;
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }

    // then
    assertThat(count[0]).isEqualTo(THREADS * ROUNDS);
    assertThat(turns.size()).isZero();
  }

  @Test
  void othersWaitForWhoIsAloneButNotForEachOther() throws Exception {
    // given
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> waiting;
      try (Turns.Held _ = turns.alone("r")) {

        // when
        waiting = executor.submit(() -> whileTogether("r"));
        String another = executor.submit(() -> whileTogether("other")).get();

        // then
        assertThat(another).isEqualTo("other");
        assertThat(waiting.isDone()).isFalse();
        assertThat(turns.size()).isBetween(1, 2);
      }
      assertThat(waiting.get()).isEqualTo("r");
      try (Turns.Held _ = turns.together("r")) {
        assertThat(executor.submit(() -> whileTogether("r")).get()).isEqualTo("r");
      }
    }
    assertThat(turns.size()).isZero();
  }

  private String whileTogether(String resource) {
    try (Turns.Held _ = turns.together(resource)) {
      return resource;
    }
  }
}
