package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static dev.snapledger.blockstore.local.DamagedStore.VOLUME;
import static dev.snapledger.blockstore.local.DamagedStore.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.scrub.BrokenRecord;
import dev.snapledger.blockstore.scrub.Flaw;
import dev.snapledger.blockstore.scrub.ScrubReport;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A segment that is gone, or cut, costs its blocks and nothing else. */
class LostSegmentTest {
  private final DamagedStore damaged = new DamagedStore();

  @Test
  void namesWhatALostSegmentHitsAndReadsTheRest() {
    // given
    long locator = damaged.locator(1, 0);
    damaged.store.close();
    damaged.files.delete(DamagedStore.segment(locator));

    // when
    DamagedStore opened = new DamagedStore(damaged.files);
    ScrubReport report = opened.scrub();

    // then
    assertThat(report.broken()).extracting(BrokenRecord::flaw).containsOnly(Flaw.MISSING);
    assertThat(report.damages())
        .extracting(damage -> damage.victim().toString())
        .contains("image " + image(1));
    assertThatThrownBy(() -> opened.read(image(1), 0))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("image " + image(1))
        .hasMessageContaining(Locator.describe(locator));
    assertThat(opened.read(image(3), 2)).isEqualTo(DamagedStore.random(3));
  }

  @Test
  void doesNotUseTheNumberOfALostSegmentAgain() {
    // given
    long last = damaged.lastRecord();
    damaged.store.close();
    damaged.files.delete(DamagedStore.segment(last));

    // when
    DamagedStore opened = new DamagedStore(damaged.files);
    opened.store.write(VOLUME, 3L * BLOCK_BYTES, ByteBuffer.wrap(DamagedStore.random(8), 0, 512));
    opened.store.flush(VOLUME);

    // then
    assertThat(opened.files.files()).doesNotContain(DamagedStore.segment(last));
    assertThat(opened.scrub().broken()).extracting(BrokenRecord::flaw).containsOnly(Flaw.MISSING);
  }

  @Test
  void namesWhatWasCutOffASegment() throws Exception {
    // given
    long locator = damaged.locator(1, 1);
    damaged.store.close();
    try (var file = damaged.files.open(DamagedStore.segment(locator))) {
      file.resize(Locator.position(locator) + 80);
    }

    // when
    DamagedStore opened = new DamagedStore(damaged.files);
    ScrubReport report = opened.scrub();

    // then
    assertThat(report.broken())
        .extracting(BrokenRecord::flaw)
        .isNotEmpty()
        .containsOnly(Flaw.MISSING);
    assertThatThrownBy(() -> opened.read(image(1), 1)).isInstanceOf(CorruptDataException.class);
    assertThat(opened.read(image(1), 0)).isEqualTo(DamagedStore.random(1));
  }
}
