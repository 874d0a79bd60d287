package dev.snapledger.clients.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownOutputTest {
  @Test
  void holdsEveryLineAgainstThePage() {
    assertThat(matches("a  b\nc\n", "a b\n\nc")).isTrue();
    assertThat(matches("a\n", "a\nb\n")).isFalse();
    assertThat(matches("a\nb\n", "a\n")).isFalse();
    assertThat(matches("a.c\n", "abc\n")).isFalse();
  }

  @Test
  void takesAnythingForDots() {
    assertThat(matches("a … d\n", "a b c d\n")).isTrue();
    assertThat(matches("a … d\n", "a b c\n")).isFalse();
    assertThat(matches("…\nlast\n", "one\ntwo\nlast\n")).isTrue();
    assertThat(matches("…\nlast\n", "last\n")).isTrue();
    assertThat(matches("…\nlast\n", "last\none\n")).isFalse();
  }

  @Test
  void takesOneTimeForAnother() {
    assertThat(matches("at 2026-11-27T18:03:58.151Z\n", "at 2027-01-01T00:00:00Z\n")).isTrue();
    assertThat(matches("at 2026-11-27T18:03:58.151Z\n", "at noon\n")).isFalse();
  }

  private static boolean matches(String shown, String printed) {
    return ShownOutput.pattern(shown).matcher(ShownOutput.normal(printed)).matches();
  }
}
