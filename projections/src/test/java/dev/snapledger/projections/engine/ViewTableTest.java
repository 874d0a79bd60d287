package dev.snapledger.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.RowFormat;
import dev.snapledger.projections.row.RowReader;
import dev.snapledger.projections.row.RowWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTableTest {
  private static ViewTable<Long> numbered(int number) {
    return new ViewTable<>(
        number, "numbers", RowFormat.of(1, RowWriter::number, RowReader::number), Key::toString);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, ViewTable.NUMBER_MAX})
  void takesTheNumbersThatKeysHaveRoomFor(int number) {
    // when, then
    assertThat(numbered(number).number()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, ViewTable.NUMBER_MAX + 1})
  void refusesOtherNumbers(int number) {
    // when, then
    assertThatThrownBy(() -> numbered(number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a number from 1 to 254, but found " + number);
  }
}
