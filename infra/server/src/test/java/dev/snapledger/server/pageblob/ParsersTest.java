package dev.snapledger.server.pageblob;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
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
  void weakTagsEqualNone() {
    assertThat(ETags.parse("If-Match", "W/\"a\", \"b\""))
        .isEqualTo(new ETags(false, List.of("\"b\"")));
    assertThat(ETags.parse("If-Match", "*")).isEqualTo(new ETags(true, List.of()));
    assertThat(ETags.parse("If-Match", null)).isNull();
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
