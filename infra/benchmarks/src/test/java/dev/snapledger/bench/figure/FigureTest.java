package dev.snapledger.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void meetsALowerBoundAtTheBoundItself() {
    // given
    Figure atBound = new Figure("speed", 60, "1/s", "plain", 100, Target.atLeast(0.6));
    Figure below = new Figure("speed", 59.9, "1/s", "plain", 100, Target.atLeast(0.6));

    // then
    assertThat(atBound.met()).isTrue();
    assertThat(below.met()).isFalse();
  }

  @Test
  void meetsAnUpperBoundAtTheBoundItself() {
    // given
    Figure atBound = new Figure("wait", 150, "ms", "plain", 100, Target.atMost(1.5));
    Figure above = new Figure("wait", 151, "ms", "plain", 100, Target.atMost(1.5));

    // then
    assertThat(atBound.met()).isTrue();
    assertThat(above.met()).isFalse();
  }

  @Test
  void writesAsManyColumnsAsItsHeaderNames() {
    // given
    Figure figure = new Figure("speed", 123456.7, "records/s", "raw", 300000, Target.atLeast(0.4));

    // when
    String line = figure.tsv();

    // then
    assertThat(line).isEqualTo("speed\t123457\trecords/s\traw\t300000\t0.412\t>=0.4\tyes");
    assertThat(line.split("\t", -1)).hasSameSizeAs(Figure.TSV_HEADER.split("\t", -1));
  }

  @Test
  void showsABoundWithTheDecimalsItNeeds() {
    assertThat(Target.atMost(2)).hasToString("<=2.0");
    assertThat(Target.atMost(1.1)).hasToString("<=1.1");
    assertThat(Target.atLeast(0.95)).hasToString(">=0.95");
  }

  @Test
  void takesTheMiddleOfTheRounds() {
    // given
    Series odd = series(5, 1, 3);
    Series even = series(4, 1, 2, 8);

    // then
    assertThat(odd.median()).isEqualTo(3);
    assertThat(even.median()).isEqualTo(3);
    assertThat(even.min()).isEqualTo(1);
    assertThat(even.max()).isEqualTo(8);
  }

  @Test
  void refusesFiguresOfNoRound() {
    assertThatThrownBy(() -> new Series().median()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void takesPercentilesByNearestRank() {
    // given
    long[] hundred = LongStream.rangeClosed(1, 100).toArray();

    // then
    assertThat(Percentiles.of(hundred, 50)).isEqualTo(50);
    assertThat(Percentiles.of(hundred, 99)).isEqualTo(99);
    assertThat(Percentiles.of(hundred, 100)).isEqualTo(100);
    assertThat(Percentiles.of(new long[] {7, 9, 11}, 50)).isEqualTo(9);
    assertThat(Percentiles.of(new long[] {7, 9, 11}, 99)).isEqualTo(11);
  }

  private static Series series(double... values) {
    Series series = new Series();
    for (double value : values) {
      series.add(value);
    }
    return series;
  }
}
