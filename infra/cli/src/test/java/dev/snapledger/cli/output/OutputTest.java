package dev.snapledger.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OutputTest {
  private final StringWriter text = new StringWriter();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Test
  void alignsColumnsByTheirWidestCell() {
    // when
    var lines = new TextTable("name", "bytes>").row("a", 5).row("long name", 1234).lines();

    // then
    assertThat(lines)
        .containsExactly(
            "name       bytes", "----------------", "a              5", "long name   1234");
  }

  @Test
  void refusesARowOfAnotherLength() {
    assertThatThrownBy(() -> new TextTable("a", "b").row(1))
        .hasMessageContaining("expected 2 cells");
  }

  @Test
  void writesSizesForPeople() {
    assertThat(Sizes.bytes(512)).isEqualTo("512 B");
    assertThat(Sizes.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(Sizes.bytes(32L << 30)).isEqualTo("32.0 GiB");
    assertThat(Sizes.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Sizes.time(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
    assertThat(Sizes.rate(1 << 20, Duration.ofMillis(500))).isEqualTo("2.0 MiB/s");
  }

  @Test
  void printsPlainLinesNowAndThenWhereThereIsNoTerminal() {
    // given
    var console = new Console(new PrintWriter(text), Console.Surface.PLAIN, now::get);
    var progress = console.progress("import");

    // when
    progress.advanced(10, 100);
    now.set(Instant.ofEpochSecond(6));
    progress.advanced(50, 100);
    progress.done(100);

    // then
    assertThat(text.toString().lines())
        .containsExactly("  import: 50 B of 100 B, 8 B/s", "  import: 100 B in 6.0 s (16 B/s)");
  }

  @Test
  void letsTheWorkEndAtItsBorders() {
    // given
    Runnable stopped =
        () -> {
          throw new IllegalStateException("stopped");
        };
    var console = new Console(new PrintWriter(text), Console.Surface.PLAIN, now::get, stopped);
    var progress = console.progress("import");

    // when // then
    assertThatThrownBy(() -> console.heading("next")).hasMessage("stopped");
    assertThatThrownBy(() -> progress.advanced(1, 100)).hasMessage("stopped");
    assertThatThrownBy(console::border).hasMessage("stopped");
    console.line("a line is none");
    assertThat(text.toString()).isEqualTo("a line is none\n");
  }

  @Test
  void drawsABarInPlaceOnATerminalAndClearsItForALine() {
    // given
    var console = new Console(new PrintWriter(text), Console.Surface.TERMINAL, now::get);
    var progress = console.progress("import");

    // when
    now.set(Instant.ofEpochSecond(1));
    progress.advanced(50, 100);
    console.line("hello");

    // then
    assertThat(text.toString())
        .contains("[###############...............]")
        .contains("\r")
        .endsWith("hello\n");
  }
}
