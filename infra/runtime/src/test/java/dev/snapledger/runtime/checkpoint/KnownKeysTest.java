package dev.snapledger.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
  private final SplittableRandom random = new SplittableRandom(7);
  private final List<Long> database = new ArrayList<>();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final KnownKeys.Scan scan = hashes -> database.forEach(hashes::accept);

  @Test
  void saysNothingBeforeTheDatabaseIsRead() {
    // given
    KnownKeys known = KnownKeys.of(scan, tasks::add);
    long absent = random.nextLong();
    assertThat(tasks).isEmpty(); // Nobody asked yet.

    // when, then
    assertThat(known.mayContain(absent)).isTrue();
    tasks.remove().run();
    assertThat(known.mayContain(absent)).isFalse();
  }

  @Test
  void neverForgetsAKeyWheneverItWasWritten() {
    // given
    write(1_000);
    KnownKeys known = KnownKeys.of(scan, tasks::add);

    // when: some before the database is read, some after, some after it was taken over
    write(known, 250);
    assertThat(known.mayContain(random.nextLong())).isTrue();
    write(known, 250);
    tasks.remove().run();
    write(known, 500);
    assertThat(known.mayContain(random.nextLong())).isFalse();
    write(known, 500);

    // then
    assertThat(database).hasSize(2_500).allMatch(known::mayContain);
  }

  @Test
  void growsWithItsKeysAndStaysUseful() {
    // given
    KnownKeys known = KnownKeys.ofNothing(scan, Runnable::run);

    // when
    write(known, 10 * KnownKeys.KEYS_MIN);

    // then
    assertThat(database).allMatch(known::mayContain);
    assertThat(random.longs(10_000).filter(known::mayContain).count()).isLessThan(200);
  }

  @Test
  void readsTheDatabaseNoMoreForKeysThatAreWrittenAgain() {
    // given
    KnownKeys known = KnownKeys.ofNothing(scan, tasks::add);
    write(known, 100);

    // when
    for (int round = 0; round < KnownKeys.KEYS_MIN / 50; round++) {
      database.forEach(known::add);
    }

    // then
    assertThat(tasks).isEmpty();
  }

  @Test
  void goesOnWhenTheDatabaseCannotBeRead() {
    // given
    KnownKeys known =
        KnownKeys.of(
            _ -> {
              throw new IllegalStateException("closed");
            },
            Runnable::run);

    // when
    write(known, 10);

    // then
    assertThat(known.mayContain(random.nextLong())).isTrue();
    assertThat(database).allMatch(known::mayContain);
  }

  private void write(int count) {
    for (int i = 0; i < count; i++) {
      database.add(random.nextLong());
    }
  }

  private void write(KnownKeys known, int count) {
    for (int i = 0; i < count; i++) {
      long hash = random.nextLong();
      database.add(hash);
      known.add(hash);
    }
  }
}
