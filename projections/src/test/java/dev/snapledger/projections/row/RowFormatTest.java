package dev.snapledger.projections.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class RowFormatTest {
  private static final RowFormat<Long> NUMBERS =
      RowFormat.of(3, RowWriter::number, RowReader::number);
  private static final RowFormat<Map<String, String>> TEXTS =
      RowFormat.of(1, RowWriter::texts, RowReader::texts);

  @Property
  void readsEveryNumberItWrote(@ForAll long number) {
    assertThat(NUMBERS.decode(NUMBERS.encode(number))).isEqualTo(number);
  }

  @Property
  void readsEveryMapItWroteAndWritesEqualMapsAlike(@ForAll Map<String, String> map) {
    byte[] bytes = TEXTS.encode(map);
    assertThat(TEXTS.decode(bytes)).isEqualTo(map);
    assertThat(TEXTS.encode(Map.copyOf(map))).isEqualTo(bytes);
  }

  @Property
  void ordersNumericKeysAsNumbers(@ForAll long first, @ForAll long second) {
    long a = first & Long.MAX_VALUE;
    long b = second & Long.MAX_VALUE;
    assertThat(Integer.signum(new KeyWriter().u64(a).key().compareTo(new KeyWriter().u64(b).key())))
        .isEqualTo(Long.compare(a, b));
  }

  @Test
  void readsEveryKindOfFieldItWrote() {
    // given
    UUID id = new UUID(1, -2);
    Instant time = Instant.ofEpochMilli(1_600_000_000_123L);
    RowFormat<String> format =
        RowFormat.of(
            1,
            (out, text) ->
                out.id(id)
                    .time(time)
                    .flag(true)
                    .text(text)
                    .bytes(new byte[] {1, -1})
                    .list(List.of(1L, 2L), RowWriter::number)
                    .maybe(null, RowWriter::text)
                    .maybe("there", RowWriter::text),
            in -> {
              assertThat(in.id()).isEqualTo(id);
              assertThat(in.time()).isEqualTo(time);
              assertThat(in.flag()).isTrue();
              String text = in.text();
              assertThat(in.bytes()).containsExactly(1, -1);
              assertThat(in.list(RowReader::number)).containsExactly(1L, 2L);
              assertThat(in.<String>maybe(RowReader::text)).isNull();
              assertThat(in.<String>maybe(RowReader::text)).isEqualTo("there");
              return text;
            });

    // then
    assertThat(format.decode(format.encode("ä€"))).isEqualTo("ä€");
  }

  @Test
  void refusesRowsOfAnotherVersionAndBrokenOnes() {
    byte[] row = NUMBERS.encode(300L);
    assertThatThrownBy(() -> TEXTS.decode(row))
        .isInstanceOf(UnreadableRowException.class)
        .hasMessageContaining("expected a row of version 1, but found 3");
    assertThatThrownBy(() -> NUMBERS.decode(new byte[] {3}))
        .isInstanceOf(UnreadableRowException.class);
    assertThatThrownBy(() -> NUMBERS.decode(new byte[] {3, 0, 0}))
        .isInstanceOf(UnreadableRowException.class)
        .hasMessageContaining("1 more bytes");
    assertThatThrownBy(() -> TEXTS.decode(new byte[] {1, 126}))
        .isInstanceOf(UnreadableRowException.class);
    assertThatThrownBy(() -> TEXTS.decode(new byte[] {1, 1}))
        .isInstanceOf(UnreadableRowException.class);
    assertThatThrownBy(() -> TEXTS.decode(new byte[] {1, 4, 2, 'a', 2, 'b', 2, 'a', 2, 'c'}))
        .isInstanceOf(UnreadableRowException.class)
        .hasMessageContaining("each name once");
  }

  @Test
  void comparesKeyTextsWithoutRegardToCase() {
    Key upper = new KeyWriter().text("Group").text("Disk-1").key();
    Key lower = new KeyWriter().text("group").text("disk-1").key();
    assertThat(upper).isEqualTo(lower);
    assertThat(new KeyReader(upper).text()).isEqualTo("group");
    assertThatThrownBy(() -> new KeyWriter().text("a\0b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void endsTextsSoThatNoNameRunsIntoTheNext() {
    Key first = new KeyWriter().text("a").text("bc").key();
    Key second = new KeyWriter().text("ab").text("c").key();
    assertThat(first).isNotEqualTo(second).isLessThan(second);
  }
}
