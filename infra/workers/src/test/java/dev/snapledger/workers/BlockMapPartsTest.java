package dev.snapledger.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.work.WorkItem.SealSnapshot;
import java.lang.reflect.Proxy;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockMapPartsTest {
  private static final long SIZE = 32L << 30;
  private final Stop stop = new Stop();

  @Test
  void publishesOneEmptyPartWhenNothingChanged() {
    // when
    List<BlockMapPart> parts = all(parts(0, 0));

    // then
    assertThat(parts)
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.parts()).isEqualTo(1);
              assertThat(part.entries().remaining()).isZero();
            });
  }

  @Test
  void fillsOnePartToTheLastEntry() {
    assertThat(all(parts(80_000, 80_000))).hasSize(1);
  }

  @Test
  void beginsAnotherPartAfterTheLargest() {
    // when
    List<BlockMapPart> parts = all(parts(80_001, 80_001));

    // then
    assertThat(parts).extracting(BlockMapPart::part).containsExactly(0, 1);
    assertThat(parts).extracting(BlockMapPart::parts).containsExactly(2, 2);
    assertThat(parts).extracting(part -> part.entries().remaining()).containsExactly(960_000, 12);
    var last = parts.getLast().entries().order(ByteOrder.LITTLE_ENDIAN);
    assertThat(last.getInt()).isEqualTo(80_000);
    assertThat(last.getShort()).isEqualTo((short) 0xFFFF);
    assertThat(last.getShort()).isEqualTo((short) 0x8001);
    assertThat(last.getInt()).isEqualTo(~80_000);
  }

  @Test
  void mayBeReadTwice() {
    // given
    BlockMapParts parts = parts(3, 3);

    // then
    assertThat(all(parts)).isEqualTo(all(parts));
  }

  @Test
  void refusesADeltaWithFewerEntriesThanTheImageSays() {
    assertThatThrownBy(() -> all(parts(3, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected 3 entries")
        .hasMessageContaining("found 2");
  }

  @Test
  void refusesADeltaWithMoreEntriesThanTheImageSays() {
    assertThatThrownBy(() -> all(parts(3, 4)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("found more");
  }

  @Test
  void stopsBetweenTwoParts() {
    // given
    Iterator<BlockMapPart> parts = parts(80_001, 80_001).iterator();
    parts.next();

    // when
    stop.wish();

    // then
    assertThatThrownBy(parts::next).isInstanceOf(WorkStoppedException.class);
  }

  private static List<BlockMapPart> all(BlockMapParts parts) {
    List<BlockMapPart> all = new ArrayList<>();
    parts.forEach(all::add);
    return all;
  }

  /** Parts of an image that says it has so many entries, of a store that has so many. */
  private BlockMapParts parts(long said, int found) {
    UUID id = new UUID(0, 7);
    SealSnapshot item =
        new SealSnapshot(
            new LogPosition(0, 0),
            World.ALICE,
            World.EAST,
            Instant.EPOCH,
            new SnapshotId(id),
            new FamilyId(new UUID(0, 8)),
            1,
            SIZE,
            null);
    SealedImage image =
        new SealedImage(
            new ImageId(id),
            new ChainId(new UUID(0, 8)),
            1,
            null,
            null,
            SIZE,
            said,
            0,
            0,
            BlockDigest.ZERO);
    return new BlockMapParts(storeWith(found), image, Snapshot.of(item), stop);
  }

  private static BlockStore storeWith(int entries) {
    return (BlockStore)
        Proxy.newProxyInstance(
            BlockStore.class.getClassLoader(),
            new Class<?>[] {BlockStore.class},
            (_, _, _) -> cursor(entries));
  }

  private static Cursor<BlockEntry> cursor(int entries) {
    Iterator<BlockEntry> all =
        IntStream.range(0, entries)
            .mapToObj(block -> new BlockEntry(block, 0xFFFF, 0x8001, ~block))
            .iterator();
    return new Cursor<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public BlockEntry next() {
        return all.next();
      }
    };
  }
}
