package dev.snapledger.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutputShapeTest {
  @Test
  void givesAsManyEventsAsTheProductInTheMean() {
    // given
    OutputShape.Cycle fewer = new OutputShape(12, 10, 1, 1).cycle();
    OutputShape.Cycle more = new OutputShape(2, 3, 1, 1).cycle();

    // then
    assertThat(IntStream.range(0, 1_200).map(_ -> fewer.nextEvents()).sum()).isEqualTo(1_000);
    assertThat(IntStream.range(0, 1_200).map(_ -> more.nextEvents()).sum()).isEqualTo(1_800);
  }

  @Test
  void spreadsTheEventsEvenly() {
    // given
    OutputShape.Cycle cycle = new OutputShape(12, 10, 1, 1).cycle();

    // then
    assertThat(IntStream.range(0, 100).map(_ -> cycle.nextEvents())).allMatch(n -> n <= 1);
  }
}
