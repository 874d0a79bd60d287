package dev.snapledger.commands.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers right and wrong, by W3C Trace Context. */
class TraceParentTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final String GOOD = "00-" + TRACE + "-" + SPAN + "-01";

  @Test
  void readsWhatItWrites() {
    // when
    TraceParent read = TraceParent.parse(GOOD);

    // then
    assertThat(read).isEqualTo(TraceParent.sampled(TRACE, SPAN));
    assertThat(read).hasToString(GOOD);
    assertThat(TraceParent.parse(GOOD.getBytes(US_ASCII))).isEqualTo(read);
  }

  @Test
  void tellsWhetherTheTraceIsRecorded() {
    // when, then
    assertThat(TraceParent.parse("00-" + TRACE + "-" + SPAN + "-00"))
        .matches(parent -> parent != null && !parent.isSampled());
    assertThat(TraceParent.parse("00-" + TRACE + "-" + SPAN + "-03"))
        .matches(parent -> parent != null && parent.isSampled());
  }

  @ParameterizedTest
  @ValueSource(strings = {"01-", "cc-"})
  void readsTheKnownPartOfLaterVersions(String version) {
    // when, then
    assertThat(TraceParent.parse(version + GOOD.substring(3))).hasToString(GOOD);
    assertThat(TraceParent.parse(version + GOOD.substring(3) + "-what-else")).hasToString(GOOD);
    assertThat(TraceParent.parse(version + GOOD.substring(3) + "what-else")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-011",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331_01",
        "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "0x-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void ignoresWhatIsMalformed(String header) {
    // when, then
    assertThat(TraceParent.parse(header)).isNull();
  }

  @Test
  void ignoresWhatIsLongerThanAnyHeader() {
    // given
    String start = "01-" + GOOD.substring(3) + "-";
    String longest = start + "x".repeat(TraceParent.HEADER_CHARS_MAX - start.length());

    // when, then
    assertThat(TraceParent.parse(longest)).isNotNull();
    assertThat(TraceParent.parse(longest + "x")).isNull();
    assertThat(TraceParent.parse((longest + "x").getBytes(US_ASCII))).isNull();
    assertThat(TraceParent.parse((String) null)).isNull();
    assertThat(TraceParent.parse((byte[]) null)).isNull();
  }

  @Test
  void aThreadWorksForASpanWhileItIsTold() {
    // given
    TraceParent span = TraceParent.sampled(TRACE, SPAN);

    // when
    TraceParent within = TraceScope.call(span, TraceScope::current);

    // then
    assertThat(within).isEqualTo(span);
    assertThat(TraceScope.current()).isNull();
    assertThat(TraceScope.call(null, TraceScope::current)).isNull();
  }
}
