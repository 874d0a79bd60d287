package dev.snapledger.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void readsWhatItWrote() {
    // given
    Fields fields = Fields.none().with("records", 17).with("to", new long[] {1, 22, 333});

    // when
    Fields read = Fields.parse(fields.toString());

    // then
    assertThat(read).isEqualTo(fields);
    assertThat(read.number("records")).isEqualTo(17);
    assertThat(read.numbers("to")).containsExactly(1, 22, 333);
  }

  @Test
  void readsNothingAsNoFields() {
    assertThat(Fields.parse(" ")).isEqualTo(Fields.none());
  }

  @Test
  void leavesTheFieldsAloneItIsMadeOf() {
    // given
    Fields one = Fields.none().with("a", 1);

    // when
    Fields two = one.with("b", 2);

    // then
    assertThat(one).hasToString("a=1");
    assertThat(two).hasToString("a=1 b=2");
  }

  @Test
  void refusesWhatWouldBreakTheLine() {
    assertThatThrownBy(() -> Fields.none().with("text", "two words"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Fields.parse("a=1 stray"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stray");
    assertThatThrownBy(() -> Fields.none().text("missing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing");
  }
}
