package dev.snapledger.server.pageblob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParsersTest {
  @Test
  void aPlusSignIsAPlusSign() {
    assertThat(BlobQuery.parse("sig=a+b%2Bc%3d&Comp=page&&flag"))
        .isEqualTo(Map.of("sig", "a+b+c=", "comp", "page", "flag", ""));
  }

  @Test
  void aWeakTagIsTheSameAsNoneButLikeTheStrongOne() {
    // given
    Map<String, String> headers = Map.of("if-match", "W/\"a\", \"b\"", "if-none-match", "W/\"a\"");

    // when
    Conditions conditions = Conditions.parse("", headers::get);

    // then
    assertThatExceptionOfType(PageBlobException.class)
        .isThrownBy(() -> conditions.checkRead("\"a\"", Instant.EPOCH))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONDITION_NOT_MET));
    assertThatCode(() -> conditions.checkRead("\"b\"", Instant.EPOCH)).doesNotThrowAnyException();
    assertThatExceptionOfType(PageBlobException.class)
        .isThrownBy(
            () ->
                Conditions.parse("", Map.of("if-none-match", "W/\"a\"")::get)
                    .checkRead("\"a\"", Instant.EPOCH))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_MODIFIED));
  }

  @Test
  void datesAreThoseOfHeaders() {
    Instant time = Instant.parse("1994-11-06T08:49:37Z");
    assertThat(HttpDate.parse("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"))
        .isEqualTo(time);
    assertThat(HttpDate.format(time)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  @Test
  void urlsGiveTheirPathAndQuery() {
    assertThat(SasUrl.parse("https://h:1/a/b/c?x=1&y=2"))
        .isEqualTo(new SasUrl("/a/b/c", "x=1&y=2"));
    assertThat(SasUrl.parse("http://h/a")).isEqualTo(new SasUrl("/a", ""));
    assertThat(SasUrl.parse("file:///a")).isNull();
    assertThat(SasUrl.parse("https://h/a?b#c")).isNull();
  }

  @Test
  void crc64IsThatOfTheCatalogue() {
    // The check value that the CRC catalogue gives for CRC-64/NVME.
    byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(Crc64.of(check, 0, 9)).isEqualTo(0xAE8B_1486_0A79_9888L);
  }

  @Test
  void crc64IsTheSameBitByBit() {
    // given
    byte[] bytes = new byte[1000];
    new Random(1).nextBytes(bytes);

    for (int length = 0; length < 100; length++) {
      // when
      long crc = -1;
      for (int i = 3; i < 3 + length; i++) {
        crc ^= bytes[i] & 0xFF;
        for (int bit = 0; bit < 8; bit++) {
          crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x9A6C_9329_AC4B_C9B5L;
        }
      }

      // then
      assertThat(Crc64.of(bytes, 3, length)).isEqualTo(~crc);
    }
  }
}
