package dev.snapledger.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.work.WorkItem;
import dev.snapledger.projections.work.WorkItem.DeleteVolume;
import dev.snapledger.projections.work.WorkItem.ResizeVolume;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Source source = new Source();

  @Test
  void handsOutTheItemsOfOneDiskOneAfterTheOther() {
    // given
    source.items.add(resize(0, 0, 1));
    source.items.add(delete(0, 1, 1));
    Backlog backlog = new Backlog(10);
    backlog.load(source);

    // when
    Resource first = Objects.requireNonNull(backlog.poll(Lane.LIGHT));

    // then
    assertThat(first.first()).isInstanceOf(ResizeVolume.class);
    assertThat(backlog.poll(Lane.LIGHT)).isNull();

    // when
    backlog.pop(first);
    backlog.offer(first);

    // then
    assertThat(Objects.requireNonNull(backlog.poll(Lane.LIGHT)).first())
        .isInstanceOf(DeleteVolume.class);
  }

  @Test
  void keepsItemsOfOneDiskInDifferentPartitionsApart() {
    // given
    source.items.add(resize(0, 5, 1));
    source.items.add(resize(1, 2, 1));
    Backlog backlog = new Backlog(10);

    // when
    backlog.load(source);

    // then
    assertThat(backlog.poll(Lane.LIGHT)).isNotNull();
    assertThat(backlog.poll(Lane.LIGHT)).isNotNull();
  }

  @Test
  void readsEachItemOnce() {
    // given
    source.items.add(resize(0, 0, 1));
    Backlog backlog = new Backlog(10);
    backlog.load(source);

    // when
    source.items.add(resize(0, 9, 2));
    backlog.load(source);
    backlog.load(source);

    // then
    assertThat(backlog.size()).isEqualTo(2);
  }

  @Test
  void readsNoMoreThanItMayKeepAndTheRestLater() {
    // given
    for (int i = 0; i < 3; i++) {
      source.items.add(resize(0, i, i));
    }
    Backlog backlog = new Backlog(2);

    // when
    backlog.load(source);

    // then
    assertThat(backlog.size()).isEqualTo(2);

    // when
    backlog.pop(Objects.requireNonNull(backlog.poll(Lane.LIGHT)));
    backlog.load(source);

    // then
    assertThat(backlog.size()).isEqualTo(2);
    assertThat(Objects.requireNonNull(backlog.poll(Lane.LIGHT)).first().position().logOffset())
        .isEqualTo(1);
    assertThat(Objects.requireNonNull(backlog.poll(Lane.LIGHT)).first().position().logOffset())
        .isEqualTo(2);
  }

  @Test
  void keepsAsManyItemsAsItsLimitAndReadsThemInPages() {
    // given
    source.partitions = Set.of(0);
    for (int i = 0; i <= Backlog.ITEMS_MAX; i++) {
      source.items.add(resize(0, i, i));
    }
    Backlog backlog = new Backlog(Backlog.ITEMS_MAX);

    // when
    backlog.load(source);

    // then
    assertThat(backlog.size()).isEqualTo(100_000);
    assertThat(source.asked).containsOnly(1_000);

    // when
    backlog.pop(Objects.requireNonNull(backlog.poll(Lane.LIGHT)));
    backlog.load(source);

    // then
    assertThat(backlog.size()).isEqualTo(100_000);
    assertThat(source.asked).last().isEqualTo(1);
  }

  @Test
  void forgetsAPartitionThatAnotherNodeTookAndReadsItAgainWhenItIsBack() {
    // given
    source.items.add(resize(0, 0, 1));
    source.items.add(resize(1, 0, 2));
    Backlog backlog = new Backlog(10);
    backlog.load(source);

    // when
    source.partitions = Set.of(0);
    backlog.load(source);

    // then
    assertThat(backlog.size()).isEqualTo(1);

    // when
    source.partitions = Set.of(0, 1);
    backlog.load(source);

    // then
    assertThat(backlog.size()).isEqualTo(2);
  }

  @Test
  void keepsWhatIsBeingDoneOfAPartitionThatIsLostAndForgetsItAfterwards() {
    // given
    source.items.add(resize(0, 0, 1));
    source.items.add(resize(0, 1, 1));
    Backlog backlog = new Backlog(10);
    backlog.load(source);
    Resource running = Objects.requireNonNull(backlog.poll(Lane.LIGHT));
    running.running = true;
    List<String> abandoned = new ArrayList<>();

    // when
    source.partitions = Set.of(1);
    backlog.load(source);

    // then
    assertThat(backlog.size()).isEqualTo(2);

    // when it waits for its next turn
    running.running = false;
    running.task = new Abandoned(abandoned);
    backlog.load(source);
    backlog.offer(running);

    // then
    assertThat(backlog.size()).isZero();
    assertThat(backlog.poll(Lane.LIGHT)).isNull();
    assertThat(abandoned).hasSize(1);
  }

  private record Abandoned(List<String> told) implements WorkTask {
    @Override
    public Step step() {
      return new Step.Turn();
    }

    @Override
    public void abandon() {
      told.add("abandoned");
    }
  }

  private static WorkItem resize(int partition, long offset, int disk) {
    return new ResizeVolume(
        new LogPosition(partition, offset),
        World.ALICE,
        World.EAST,
        Instant.EPOCH,
        new DiskId(new UUID(0, disk)),
        1L << 30);
  }

  private static WorkItem delete(int partition, long offset, int disk) {
    return new DeleteVolume(
        new LogPosition(partition, offset),
        World.ALICE,
        World.EAST,
        Instant.EPOCH,
        new DiskId(new UUID(0, disk)));
  }

  private static final class Source implements WorkSource {
    final List<WorkItem> items = new ArrayList<>();
    final List<Integer> asked = new ArrayList<>();
    Set<Integer> partitions = Set.of(0, 1);

    @Override
    public Set<Integer> partitions() {
      return partitions;
    }

    @Override
    public List<WorkItem> items(int partition, long fromOffset, int max) {
      asked.add(max);
      return items.stream()
          .filter(i -> i.position().partition() == partition)
          .filter(i -> i.position().logOffset() >= fromOffset)
          .limit(max)
          .toList();
    }

    @Override
    public boolean isPending(WorkItem item) {
      return items.contains(item);
    }

    @Override
    public void done(WorkItem item) {
      items.remove(item);
    }

    @Override
    public void onNews(Runnable listener) {
      // The tests load by hand.
    }

    @Override
    public void forget(Runnable listener) {
      // The tests load by hand.
    }
  }
}
