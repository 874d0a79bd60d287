package dev.snapledger.server.pageblob;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.snapledger.server.http.EntityTags;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers of the data plane. */
class HeadersFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            "bytes=0-511",
            "BYTES=999999999999999999-",
            "\"0x1\", W/\"2\",3",
            "*",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "https://localhost:8443/md-disks/eastus/x?sv=1&sig=a%2Bb",
            "rL0Y20zC+Fzt72VPzMSk2A==",
            "AAAAAAAAAAA=")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void readsAsWrittenOrRefuses(byte[] input) {
    String text = new String(input, ISO_8859_1);

    // when
    ByteRange range = orNull(() -> ByteRange.parse("Range", text));
    EntityTags tags = EntityTags.parse(text);
    Instant date = orNull(() -> HttpDate.parse("If-Modified-Since", text));
    SasUrl url = orNull(() -> SasUrl.parse(text));

    // then
    if (range != null) {
      assertThat(range.lastByte()).isGreaterThanOrEqualTo(range.firstByte());
      assertThat(range.firstByte()).isNotNegative();
    }
    if (tags != null && !tags.any() && tags.weak().isEmpty()) {
      assertThat(EntityTags.parse(String.join(",", tags.strong()))).isEqualTo(tags);
    }
    if (date != null) {
      assertThat(HttpDate.parse("If-Modified-Since", HttpDate.format(date))).isEqualTo(date);
    }
    if (url != null) {
      assertThat(url.rawPath()).startsWith("/");
    }
    var _ = orNull(() -> checked(text, null));
    var _ = orNull(() -> checked(null, text));
  }

  private static List<String> checked(@Nullable String md5, @Nullable String crc64) {
    Digests.check(new byte[8], 8, md5, crc64);
    return List.of();
  }

  private static <T> @Nullable T orNull(Supplier<@Nullable T> read) {
    try {
      return read.get();
    } catch (PageBlobException e) {
      assertThat(e.code().status()).isBetween(400, 416);
      return null;
    }
  }
}
