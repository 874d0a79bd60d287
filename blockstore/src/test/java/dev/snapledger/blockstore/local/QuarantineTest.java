package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static dev.snapledger.blockstore.local.DamagedStore.VOLUME;
import static dev.snapledger.blockstore.local.DamagedStore.image;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.SimulatedCrash;
import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.scrub.Flaw;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import dev.snapledger.blockstore.scrub.ScrubListener;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What becomes of records that are known to be broken. */
class QuarantineTest {
  private static final Path FILE = StoreWorld.DIRECTORY.resolve("QUARANTINE");

  private final DamagedStore damaged = new DamagedStore();
  private final long broken = damaged.locator(1, 0);

  private void damage() {
    damaged.flip(broken, 5000);
  }

  private void heal() {
    damaged.flip(broken, 5000);
  }

  private String text() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(damaged.files.sizeOf(FILE));
    try (StoreFile file = damaged.files.openReadOnly(FILE)) {
      file.read(0, bytes);
    }
    return US_ASCII.decode(bytes.flip()).toString();
  }

  @Test
  void makesReadsFailAtOnceAlsoAfterOpeningAgain() {
    // given
    damage();
    damaged.scrub();
    heal();

    // when
    damaged.reopen();

    // then
    assertThatThrownBy(() -> damaged.read(image(2), 0))
        .as("nothing was read: the bytes are sound by now")
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("image " + image(2))
        .hasMessageContaining("block 0")
        .hasMessageContaining(Locator.describe(broken))
        .hasMessageContaining("in quarantine: its stored bytes do not match");
    assertThat(damaged.read(image(2), 1)).isEqualTo(DamagedStore.random(2));
    assertThat(damaged.readVolume(0)).isEqualTo(DamagedStore.random(5));
  }

  @Test
  void endsWhenTheRecordIsSoundAgain() {
    // given
    damage();
    damaged.scrub();
    heal();

    // when
    ScrubReport report = damaged.scrub();

    // then
    assertThat(report.clean()).isTrue();
    assertThat(damaged.read(image(2), 0)).isEqualTo(DamagedStore.random(1));
    assertThat(damaged.files.files()).doesNotContain(FILE);
  }

  @Test
  void endsWhenNothingRefersToTheRecord() {
    // given
    damage();
    damaged.scrub();
    damaged.store.seal(VOLUME, image(4));
    List.of(1, 2, 3).forEach(number -> damaged.store.deleteImage(image(number)));

    // when
    ScrubReport report = damaged.scrub();

    // then
    assertThat(report.clean()).isTrue();
    assertThat(damaged.files.files()).doesNotContain(FILE);
  }

  @Test
  void neverSharesABrokenRecord() {
    // given
    damage();
    VolumeId lazy = new VolumeId(new UUID(1, 2));
    damaged.store.createVolumeFrom(lazy, image(1), DamagedStore.SIZE);
    damaged.scrub();
    heal();
    long liveBytes = damaged.store.usage().liveBytes();

    // when, then
    assertThatThrownBy(() -> damaged.store.copyFull(image(1), new ImageId(new UUID(3, 1))))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("in quarantine");
    assertThatThrownBy(() -> damaged.store.hydrate(lazy, Long.MAX_VALUE / 2))
        .isInstanceOf(CorruptDataException.class);
    assertThatThrownBy(() -> damaged.store.seal(lazy, new ImageId(new UUID(3, 2))))
        .isInstanceOf(CorruptDataException.class);
    assertThat(damaged.store.usage().liveBytes()).isEqualTo(liveBytes);
  }

  @Test
  void isLeftAloneByAScrubThatOnlyReports() {
    // given
    damage();

    // when
    ScrubReport report =
        damaged.store.scrub(ScrubRequest.of(ScrubDepth.SHALLOW).reportOnly(), ScrubListener.NONE);

    // then
    assertThat(report.broken()).hasSize(1);
    assertThat(damaged.files.files()).doesNotContain(FILE);
    heal();
    assertThat(damaged.read(image(2), 0)).isEqualTo(DamagedStore.random(1));
  }

  @Test
  void keepsWhatAStoppedScrubDidNotReach() {
    // given
    damage();
    damaged.scrub();
    heal();

    // when
    ScrubReport report =
        damaged.store.scrub(
            ScrubRequest.of(ScrubDepth.SHALLOW),
            new ScrubListener() {
              @Override
              public void advanced(ScrubProgress progress) {}

              @Override
              public boolean stopAsked() {
                return true;
              }
            });

    // then
    assertThat(report.end()).isEqualTo(ScrubReport.End.STOPPED);
    assertThat(report.coverage().doneBytes()).isLessThan(report.coverage().totalBytes());
    assertThatThrownBy(() -> damaged.read(image(2), 0)).isInstanceOf(CorruptDataException.class);
  }

  @Test
  void forgetsASegmentWhoseNumberIsUsedAgain() {
    // given
    long last = damaged.lastRecord();
    damaged.flip(last, 100);
    assertThat(damaged.scrub().broken()).hasSize(1);
    damaged.store.deleteVolume(VOLUME);
    damaged.reopen();
    damaged.reopen();
    assertThat(damaged.files.files()).doesNotContain(DamagedStore.segment(last)).contains(FILE);

    // when
    VolumeId other = new VolumeId(new UUID(1, 7));
    damaged.store.createVolume(other, DamagedStore.SIZE);
    damaged.store.write(other, 0, ByteBuffer.wrap(DamagedStore.random(9)));
    damaged.store.flush(other);

    // then
    assertThat(damaged.files.files()).contains(DamagedStore.segment(last)).doesNotContain(FILE);
  }

  @Test
  void isTheOldOneOrTheNewOneAfterACrash() {
    boolean crashed = true;
    for (long at = 0; crashed; at++) {
      // given
      DamagedStore store = new DamagedStore();
      store.flip(store.locator(1, 0), 5000);
      store.scrub();
      store.flip(store.locator(1, 1), 500);
      store.files.crashAt(store.files.changes() + at);

      // when
      crashed = isCrashing(store);
      store.files.restart(new SplittableRandom(at));

      // then
      DamagedStore opened = new DamagedStore(store.files);
      assertThatThrownBy(() -> opened.read(image(1), 0)).hasMessageContaining("in quarantine");
      assertThat(isRefused(opened, image(1), 1)).isIn(!crashed, true);
      assertThat(opened.scrub().clean()).as("a crash brings back what was flipped").isTrue();
      assertThat(opened.read(image(1), 0)).isEqualTo(DamagedStore.random(1));
    }
  }

  private static boolean isCrashing(DamagedStore store) {
    try {
      store.scrub();
      store.files.crashAt(store.files.changes());
      return false;
    } catch (SimulatedCrash _) {
      return true;
    }
  }

  private static boolean isRefused(DamagedStore store, ImageId image, int block) {
    try {
      store.read(image, block);
      return false;
    } catch (CorruptDataException _) {
      return true;
    }
  }

  @Test
  void reportsThatItCouldNotBeWritten() {
    // given
    damage();
    damaged.files.fullBetween(damaged.files.changes(), Long.MAX_VALUE);

    // when
    ScrubReport report = damaged.scrub();

    // then
    assertThat(report.broken()).hasSize(1);
    assertThat(report.unreadable().getFirst().reason()).contains("could not be written");
    heal();
    assertThatThrownBy(() -> damaged.read(image(2), 0))
        .as("in memory it is in force")
        .hasMessageContaining("in quarantine");
  }

  @Test
  void isALineOfTextWithAChecksumForEachRecord() throws IOException {
    // given
    damage();

    // when
    damaged.scrub();

    // then
    CRC32C block = new CRC32C();
    block.update(DamagedStore.random(1));
    String line =
        "%016x %08x STORED_BYTES segment 1 at 64".formatted(broken, (int) block.getValue());
    CRC32C crc = new CRC32C();
    crc.update(line.getBytes(US_ASCII));
    assertThat(text())
        .isEqualTo("snapledger-quarantine 1\n" + line + " %08x\n".formatted((int) crc.getValue()));
  }

  @Test
  void readsTheLineOfTheDocumentation() {
    String file =
        """
        snapledger-quarantine 1
        000000800402ffff 6d60ad1b STORED_BYTES segment 2 at 65664 c07170cf
        """;
    assertThat(QuarantineFile.decode(file.getBytes(US_ASCII)))
        .isEqualTo(
            Map.of(
                new RecordKey(Locator.of(2, 65_664, BLOCK_BYTES), 0x6d60ad1b), Flaw.STORED_BYTES));
  }

  @Test
  void passesOverLinesThatAreDamaged() throws IOException {
    // given
    Map<RecordKey, Flaw> records =
        Map.of(
            new RecordKey(Locator.of(1, 64, BLOCK_BYTES), 5),
            Flaw.BLOCK,
            new RecordKey(Locator.of(2, 640, 700), -5),
            Flaw.HEADER);
    byte[] bytes = QuarantineFile.encode(records);
    assertThat(QuarantineFile.decode(bytes)).isEqualTo(records);

    for (int at = 0; at < bytes.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        // when
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << bit);
        Map<RecordKey, Flaw> found = QuarantineFile.decode(flipped);

        // then
        assertThat(records).containsAllEntriesOf(found);
        assertThat(found.size()).isGreaterThanOrEqualTo(bytes[at] == '\n' ? 0 : 1);
      }
    }
  }
}
