package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static dev.snapledger.blockstore.local.DamagedStore.SIZE;
import static dev.snapledger.blockstore.local.DamagedStore.VOLUME;
import static dev.snapledger.blockstore.local.DamagedStore.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.InvalidRequestException;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.UnreadableRange;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.scrub.BrokenRecord;
import dev.snapledger.blockstore.scrub.Flaw;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import dev.snapledger.blockstore.scrub.ScrubListener;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.ScrubReport.Damage;
import dev.snapledger.blockstore.scrub.ScrubReport.End;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import dev.snapledger.blockstore.scrub.ScrubRequest.Findings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a scrub finds, and whom it says it hits. */
class ScrubTest {
  private static final PageRange FIRST_BLOCK = new PageRange(0, BLOCK_BYTES);

  private final DamagedStore damaged = new DamagedStore();

  @ParameterizedTest
  @EnumSource
  void findsNothingInASoundStore(ScrubDepth depth) {
    // when
    ScrubReport report = damaged.scrub(depth);

    // then
    assertThat(report.clean()).as(report.toString()).isTrue();
    assertThat(report.end()).isEqualTo(End.COMPLETE);
    assertThat(report.coverage().doneBytes()).isEqualTo(damaged.store.usage().segmentBytes());
    assertThat(report.coverage().records()).isEqualTo(6);
    assertThat(report.coverage().references()).isEqualTo(6);
    assertThat(report.coverage().roots()).isEqualTo(depth == ScrubDepth.DEEP ? 3 : 0);
    assertThat(report.coverage().strayPlaces()).isZero();
    assertThat(damaged.files.files()).doesNotContain(quarantine());
  }

  private static Path quarantine() {
    return StoreWorld.DIRECTORY.resolve("QUARANTINE");
  }

  @Test
  void namesTheImagesThatShowABrokenBlock() {
    // given
    long locator = damaged.locator(1, 0);
    damaged.flip(locator, 5000);

    // when
    ScrubReport report = damaged.scrub();

    // then
    assertThat(report.broken()).hasSize(1);
    BrokenRecord broken = report.broken().getFirst();
    assertThat(broken.flaw()).isEqualTo(Flaw.STORED_BYTES);
    assertThat(broken.segment()).isEqualTo(Locator.segment(locator));
    assertThat(broken.position()).isEqualTo(Locator.position(locator));
    assertThat(broken.digest()).isNotNull();
    assertThat(names(report))
        .as("the volume has overwritten it")
        .containsExactly("image " + image(1), "image " + image(2), "image " + image(3));
    assertThat(report.damages()).extracting(Damage::ranges).containsOnly(List.of(FIRST_BLOCK));
  }

  private static List<String> names(ScrubReport report) {
    return report.damages().stream().map(damage -> damage.victim().toString()).toList();
  }

  @Test
  void namesOnlyThoseAtWhichAVersionIsInForce() {
    // given
    damaged.flip(damaged.locator(1, 1), 70);

    // when
    ScrubReport report = damaged.scrub();

    // then
    assertThat(names(report)).containsExactly("image " + image(1));
    assertThat(report.damages().getFirst().ranges())
        .containsExactly(new PageRange(BLOCK_BYTES, 2 * BLOCK_BYTES));
  }

  @Test
  void namesTheVolumeThatReadsThroughToAnImageAndCutsRangesToItsSize() {
    // given
    damaged.flip(damaged.locator(3, 3), 70);
    damaged.flip(damaged.locator(2, 2), 70);

    // when
    ScrubReport report = damaged.scrub();

    // then
    assertThat(names(report))
        .containsExactly("image " + image(2), "image " + image(3), "volume " + VOLUME);
    assertThat(report.damages().getLast().ranges())
        .containsExactly(new PageRange(2 * BLOCK_BYTES, SIZE));
  }

  @Test
  void namesAVolumeThatIsNotFilledYet() {
    // given
    VolumeId lazy = new VolumeId(new UUID(1, 2));
    damaged.store.createVolumeFrom(lazy, image(2), SIZE);
    damaged.store.write(lazy, 2L * BLOCK_BYTES, ByteBuffer.wrap(DamagedStore.random(9)));
    damaged.flip(damaged.locator(2, 1), 70);
    damaged.flip(damaged.locator(2, 2), 70);

    // when
    ScrubReport report = damaged.scrub();

    // then
    Damage damage =
        report.damages().stream()
            .filter(hit -> hit.victim().id().equals(lazy.value()))
            .findAny()
            .orElseThrow();
    assertThat(damage.ranges()).containsExactly(new PageRange(BLOCK_BYTES, 2 * BLOCK_BYTES));
  }

  @Test
  void namesAllThatShareARecord() {
    // given
    ImageId copy = new ImageId(new UUID(3, 1));
    damaged.store.copyFull(image(1), copy);
    damaged.flip(damaged.locator(1, 1), 70);

    // when
    ScrubReport report = damaged.scrub();

    // then
    assertThat(report.broken()).hasSize(1);
    assertThat(report.broken().getFirst().places()).hasSize(1);
    assertThat(names(report)).containsExactlyInAnyOrder("image " + image(1), "image " + copy);
  }

  @Test
  void namesAnUploadThatWentOnOnABrokenBlock() {
    // given
    ImageId copy = new ImageId(new UUID(3, 1));
    var upload = damaged.store.upload(copy, DamagedStore.chain(), image(1), SIZE);
    upload.put(2, ByteBuffer.wrap(DamagedStore.random(7)));
    upload.flush();
    damaged.flip(damaged.lastRecord(), 70);

    // when
    ScrubReport report = damaged.scrub();

    // then
    assertThat(names(report)).containsExactly("upload of image " + copy);
  }

  @Test
  void tellsADamagedHeaderFromADamagedBlock() {
    // given
    damaged.flip(damaged.locator(1, 1), 20);
    damaged.flip(damaged.locator(2, 2), 60);
    damaged.flip(damaged.locator(2, 2), 100);

    // when
    ScrubReport report = damaged.scrub();

    // then
    assertThat(report.broken())
        .extracting(BrokenRecord::flaw)
        .containsExactlyInAnyOrder(Flaw.HEADER, Flaw.RECORD);
    assertThat(damaged.read(image(1), 1)).isEqualTo(DamagedStore.text());
    assertThat(names(report)).doesNotContain("image " + image(1));
    assertThatThrownBy(() -> damaged.store.copyFull(image(1), new ImageId(new UUID(3, 1))))
        .isInstanceOf(CorruptDataException.class);
    assertThatThrownBy(() -> damaged.read(image(2), 2)).isInstanceOf(CorruptDataException.class);
  }

  @Test
  void findsARecordThatIsWholeButOfAnotherBlock() throws IOException {
    // given
    long victim = damaged.locator(1, 0);
    long other = damaged.locator(2, 1);
    byte[] bytes = new byte[Locator.recordBytes(other)];
    try (var file = damaged.files.openReadOnly(DamagedStore.segment(other))) {
      file.read(Locator.position(other), ByteBuffer.wrap(bytes));
    }
    damaged.overwrite(
        DamagedStore.segment(victim), Locator.position(victim), ByteBuffer.wrap(bytes));

    // when
    ScrubReport report = damaged.scrub();

    // then
    assertThat(report.broken()).extracting(BrokenRecord::flaw).containsExactly(Flaw.OTHER_BLOCK);
  }

  @Test
  void asksAgainForWhatTheDiskDoesNotGive() {
    // given
    damaged.store.close();
    long locator = damaged.locator(1, 0);
    long sector = Locator.position(locator) + 4096;
    UnreadableRange unreadable =
        new UnreadableRange(DamagedStore.segment(locator), sector, sector + 512);
    LocalBlockStore store =
        LocalBlockStore.open(unreadable.in(damaged.files), StoreWorld.DIRECTORY);

    // when
    ScrubReport report = store.scrub(ScrubRequest.of(ScrubDepth.DEEP), ScrubListener.NONE);

    // then
    assertThat(report.broken()).hasSize(1);
    assertThat(report.broken().getFirst().flaw()).isEqualTo(Flaw.UNREADABLE);
    assertThat(report.broken().getFirst().locator()).isEqualTo(locator);
    assertThat(names(report)).contains("image " + image(1));
    assertThatThrownBy(() -> store.read(image(1), 0, ByteBuffer.allocate(512)))
        .isInstanceOf(StoreFaultException.class)
        .hasMessageContaining("Input/output error");
    unreadable.repair();
    store.read(image(1), 0, ByteBuffer.allocate(512));
  }

  @Test
  void allowsOneScrubAtATime() {
    // given
    List<Throwable> refused = new ArrayList<>();
    ScrubRequest request = ScrubRequest.of(ScrubDepth.SHALLOW);

    // when
    damaged.store.scrub(
        request,
        _ -> {
          try {
            damaged.store.scrub(request, ScrubListener.NONE);
          } catch (InvalidRequestException e) {
            refused.add(e);
          }
        });

    // then
    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e).hasMessageContaining("one scrub"));
    assertThat(damaged.scrub().clean()).isTrue();
  }

  @Test
  void tellsProgressAndKeepsToThePace() {
    // given
    List<Long> done = new ArrayList<>();
    List<Long> paced = new ArrayList<>();

    // when
    damaged.store.scrub(
        new ScrubRequest(ScrubDepth.SHALLOW, Findings.QUARANTINE, paced::add),
        progress -> {
          assertThat(progress.totalBytes()).isEqualTo(damaged.store.usage().segmentBytes());
          done.add(progress.doneBytes());
        });

    // then
    assertThat(done).isSorted().startsWith(0L).endsWith(damaged.store.usage().segmentBytes());
    assertThat(paced.stream().mapToLong(Long::longValue).sum())
        .isGreaterThanOrEqualTo(damaged.store.usage().segmentBytes());
  }

  @Test
  void leavesABrokenRecordThatNothingRefersToAlone() {
    // given
    long locator = damaged.locator(1, 1);
    damaged.store.deleteImage(image(1));
    damaged.flip(locator, 70);
    damaged.flip(locator, 3);

    // when
    ScrubReport report = damaged.scrub();

    // then
    assertThat(report.clean()).isTrue();
    assertThat(report.coverage().strayPlaces()).isEqualTo(1);
  }

  @Test
  void findsOnlyDeeplyWhatChecksumsDoNotShow() throws IOException {
    // given
    long locator = damaged.locator(1, 0);
    byte[] digest = new byte[32];
    digest[5] = 1;
    ByteBuffer forged = ByteBuffer.allocate(RecordHeader.BYTES);
    try (var file = damaged.files.openReadOnly(DamagedStore.segment(locator))) {
      file.read(Locator.position(locator), forged);
    }
    RecordHeader header = Objects.requireNonNull(RecordHeader.read(forged.flip()));
    ByteBuffer written = ByteBuffer.allocate(RecordHeader.BYTES);
    new RecordHeader(
            header.storedBytes(),
            header.blockCrc(),
            header.storedCrc(),
            dev.snapledger.blockstore.api.BlockDigest.of(digest))
        .writeTo(written);
    damaged.overwrite(DamagedStore.segment(locator), Locator.position(locator), written.flip());

    // when, then
    assertThat(damaged.scrub().clean()).isTrue();
    ScrubReport deep = damaged.scrub(ScrubDepth.DEEP);
    assertThat(deep.broken()).extracting(BrokenRecord::flaw).containsExactly(Flaw.DIGEST);
    assertThat(deep.unreadable()).as("its root does not fit either").hasSize(1);
    assertThat(deep.unreadable().getFirst().what()).isEqualTo("image " + image(1));
  }

  @Test
  void findsADeltaThatIsDamagedWhileTheStoreIsOpen() {
    // given
    Path delta =
        damaged.files.files().stream()
            .filter(file -> file.toString().endsWith(image(2) + ".delta"))
            .findAny()
            .orElseThrow();
    damaged.files.flipBit(delta, damaged.files.sizeOf(delta) - 1, 0);

    // when
    ScrubReport report = damaged.scrub();

    // then
    assertThat(report.clean()).isFalse();
    assertThat(report.unreadable().getFirst().what()).isEqualTo("image " + image(2));
    assertThat(report.unreadable().getFirst().reason()).contains(delta.toString());
  }

  @Test
  void tellsWhatCouldNotBeReadWhenTheStoreWasOpened() {
    // given
    damaged.store.close();
    Path volume = StoreWorld.DIRECTORY.resolve("volumes/" + VOLUME + "/VOLUME");
    damaged.files.flipBit(volume, 30, 0);

    // when
    ScrubReport report = new DamagedStore(damaged.files).scrub();

    // then
    assertThat(report.unreadable()).hasSize(1);
    assertThat(report.unreadable().getFirst().what()).isEqualTo("volume " + VOLUME);
  }
}
