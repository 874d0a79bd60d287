package dev.snapledger.faults.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.faults.member.MemberLine.Kind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private final Timeline timeline = new Timeline();

  private void hear(String member, String line) {
    timeline.heard(member, MemberLine.parse(line));
  }

  @Test
  void measuresTakeoversFromAssignmentToRunning() {
    // given
    timeline.began("a");

    // when
    hear("a", "assigned 1000 3 ");
    hear("a", "running 1700 3 ");

    // then
    assertThat(timeline.takeoversSince(1_000))
        .containsExactly(new Takeover("a", 3, 1_000, Duration.ofMillis(700)));
    assertThat(timeline.takeoversSince(1_001)).isEmpty();
  }

  @Test
  void knowsWhetherEachPartitionRunsOnce() {
    // given
    timeline.began("a");
    timeline.began("b");
    hear("a", "running 1 0 ");
    hear("b", "assigned 1 1 ");
    assertThat(timeline.shared(Set.of("a", "b"), 2)).isFalse();

    // when
    hear("b", "running 2 1 ");

    // then
    assertThat(timeline.shared(Set.of("a", "b"), 2)).isTrue();
    assertThat(timeline.shared(Set.of("a"), 2)).isFalse();
    assertThat(timeline.shared(Set.of("a", "b"), 3)).isFalse();

    // when: one sleeps with a partition that another one has by now
    hear("b", "running 3 0 ");

    // then
    assertThat(timeline.shared(Set.of("a", "b"), 2)).isFalse();
    assertThat(timeline.shared(Set.of("b"), 2)).isTrue();
  }

  @Test
  void countsPausesFromTheLastDecisionBeforeAndToNowWhenNoneFollowed() {
    // given
    timeline.began("a");
    hear("a", "decided 900 0 1");
    hear("a", "decided 1500 0 2");
    hear("a", "decided 1600 0 3");

    // then
    assertThat(timeline.longestPause(0, 1_000, 5_000)).isEqualTo(Duration.ofMillis(600));
    assertThat(timeline.longestPause(0, 1_600, 5_000)).isEqualTo(Duration.ofMillis(3_400));
    assertThat(timeline.firstDecisionAfter(0, 1_000)).hasValue(1_500);
    assertThat(timeline.firstDecisionAfter(0, 1_600)).isEmpty();
  }

  @Test
  void remembersTheFirstFailure() {
    // given
    timeline.began("a");

    // when
    hear("a", "stopped 1 7 it is broken");
    timeline.failed("later");

    // then
    assertThat(timeline.failure()).isEqualTo("partition 7 stopped at a: it is broken");
  }

  @Test
  void readsItsOwnLinesOnly() {
    MemberLine line = new MemberLine(Kind.STOPPED, 12, 3, "two\nlines");

    assertThat(MemberLine.parse(line.toString()))
        .isEqualTo(new MemberLine(Kind.STOPPED, 12, 3, "two lines"));
    assertThatThrownBy(() -> MemberLine.parse("hello"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hello");
  }
}
