package dev.snapledger.server.pageblob;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Parsers of what strangers send: right for what is sound, and never worse than refusing. */
class ParsersPropertyTest {
  @Provide
  static Arbitrary<String> texts() {
    Arbitrary<String> near =
        Arbitraries.strings()
            .withChars("bytes=0123456789- ,\"W/*%&?:;+GMTSun06Nov\r\n\u00e9\ud800")
            .ofMaxLength(40);
    return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(60), near);
  }

  private static boolean soundOrRefused(Supplier<?> parse) {
    try {
      var _ = parse.get();
      return true;
    } catch (PageBlobException e) {
      return e.code().status() >= 400 && e.detail().startsWith("expected ");
    }
  }

  @Property
  void nothingElseIsThrown(@ForAll("texts") String text) {
    assertThat(soundOrRefused(() -> ByteRange.parse("Range", text))).isTrue();
    assertThat(soundOrRefused(() -> HttpDate.parse("If-Modified-Since", text))).isTrue();
    assertThat(soundOrRefused(() -> BlobQuery.parse(text))).isTrue();
    assertThat(soundOrRefused(() -> SasUrl.parse(text))).isTrue();
    assertThat(soundOrRefused(() -> Conditions.parse("x-ms-source-", _ -> text))).isTrue();
    byte[] bytes = new byte[1];
    assertThat(
            soundOrRefused(
                () -> {
                  Digests.check(bytes, 1, text, null);
                  return bytes;
                }))
        .isTrue();
    assertThat(Xml.escaped(text)).doesNotContain("<").doesNotContain("\u0000");
  }

  @Property
  void rangesAreReadAsWritten(
      @ForAll @LongRange(max = 1L << 46) long first, @ForAll @LongRange(max = 1L << 30) long more) {
    assertThat(ByteRange.parse("Range", "bytes=%d-%d".formatted(first, first + more)))
        .isEqualTo(new ByteRange(first, first + more));
    assertThat(ByteRange.parse("Range", "bytes=%d-".formatted(first)))
        .isEqualTo(new ByteRange(first, ByteRange.OPEN));
  }

  @Property
  void queriesAreReadAsWritten(@ForAll("values") String one, @ForAll("values") String other) {
    // given
    String query = "SIG=%s&b=%s".formatted(escaped(one), escaped(other));

    // when / then
    assertThat(BlobQuery.parse(query)).isEqualTo(Map.of("sig", one, "b", other));
  }

  @Provide
  static Arbitrary<String> values() {
    return Arbitraries.strings().withCharRange('\u0000', '\u07ff').ofMaxLength(30);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
