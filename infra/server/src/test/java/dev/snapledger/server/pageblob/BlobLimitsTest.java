package dev.snapledger.server.pageblob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.server.pageblob.DiskRevisions.Revision;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Limits of the data plane that need no server, at their borders. */
class BlobLimitsTest {
  private static UUID disk(int number) {
    return new UUID(1, number);
  }

  @Test
  void readsTheLongestQueryAndNoLongerOne() {
    // given
    String longest = "a=" + "x".repeat(BlobQuery.CHARS_MAX - 2);

    // when, then
    assertThat(BlobQuery.parse(longest).get("a")).hasSize(BlobQuery.CHARS_MAX - 2);
    assertThatThrownBy(() -> BlobQuery.parse(longest + "x"))
        .isInstanceOf(PageBlobException.class)
        .hasMessageContaining("at most 8192 characters, but found 8193");
  }

  @Test
  void readsTheLongestUrlOfASourceAndNoLongerOne() {
    // given
    String start = "https://host/";
    String longest = start + "x".repeat(8_192 - start.length());

    // when, then
    assertThat(SasUrl.parse(longest)).isNotNull();
    assertThat(SasUrl.parse(longest + "x")).isNull();
  }

  @Test
  void takesAsManyBodiesAtATimeAsItMayAndNoMore() {
    // given
    int most = PageBlobSettings.AT_A_TIME_MAX;

    // when, then
    assertThat(new PageBlobSettings(most, most).bytesHeldMax()).isEqualTo(1_024 * (6L << 20));
    assertThatThrownBy(() -> new PageBlobSettings(most + 1, 1))
        .hasMessage("expected downloadsMax from 1 to 1024, but found 1025");
    assertThatThrownBy(() -> new PageBlobSettings(1, most + 1))
        .hasMessage("expected uploadsMax from 1 to 1024, but found 1025");
    assertThatThrownBy(() -> new PageBlobSettings(0, 1)).hasMessageContaining("but found 0");
  }

  @Test
  void remembersTheLastWritesOfSoManyDisks() {
    // given
    var revisions = new DiskRevisions(new UUID(0, 0), Instant.EPOCH);
    Revision never = revisions.of(disk(-1));
    Instant now = Instant.EPOCH.plusSeconds(1);
    for (int i = 0; i < DiskRevisions.REMEMBERED_MAX; i++) {
      revisions.next(disk(i), now);
    }

    // then
    assertThat(revisions.of(disk(0)).number()).isEqualTo(1);
    assertThat(revisions.of(disk(-1))).isEqualTo(never);

    // when one more is written, and the disk of the oldest write was just looked at
    Revision last = revisions.next(disk(-2), now);

    // then the one written next after it is forgotten, and seems as new as any that was
    assertThat(revisions.of(disk(-2))).isEqualTo(last);
    assertThat(revisions.of(disk(0)).number()).isEqualTo(1);
    assertThat(revisions.of(disk(1)).number()).isEqualTo(2);
    assertThat(revisions.of(disk(-1)).number()).isEqualTo(2);
    assertThat(revisions.of(disk(2)).number()).isEqualTo(3);
  }
}
