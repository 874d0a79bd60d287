package dev.snapledger.projections.blockmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.audit.BlockMapAudit;
import dev.snapledger.projections.engine.BlockMapRecord;
import dev.snapledger.projections.engine.Feed;
import dev.snapledger.projections.engine.MemoryViewStore;
import dev.snapledger.projections.world.SimBlockMap;
import dev.snapledger.projections.world.WorldLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BlockMapProjectionTest {
  private static final FamilyId FAMILY = new FamilyId(new UUID(1, 1));
  private static final SnapshotId SNAPSHOT = new SnapshotId(new UUID(2, 1));
  private static final long SIZE = 1L << 40;

  private final LedgerViews views = LedgerViews.over(new MemoryViewStore());

  private static BlockEntry entry(int block, int data) {
    return new BlockEntry(block, 0xFFFF, data, block * 31);
  }

  private static List<BlockEntry> run(int from, int to) {
    return IntStream.range(from, to).mapToObj(block -> entry(block, 1)).toList();
  }

  private static BlockMapPart part(int part, int parts, List<BlockEntry> entries) {
    return part(SNAPSHOT, null, part, parts, SimBlockMap.bytes(entries));
  }

  private static BlockMapPart part(
      SnapshotId snapshot, @Nullable SnapshotId parent, int part, int parts, ByteBuffer entries) {
    return new BlockMapPart(
        WorldLog.subscription(0), FAMILY, snapshot, "eastus", parent, SIZE, part, parts, entries);
  }

  private void publish(BlockMapPart part) {
    long next = views.runner().appliedOffset(Feed.BLOCK_MAPS, 0);
    views.runner().applyBlockMaps(0, List.of(new BlockMapRecord(next, part)), next + 1);
  }

  private BlockMapLayer layer() {
    return Objects.requireNonNull(BlockMaps.findLayer(views.store(), SNAPSHOT));
  }

  private List<BlockEntry> entries() {
    return BlockMaps.entriesOfLayer(views.store(), SNAPSHOT).toList();
  }

  @Test
  void isCompleteWhenAllPartsAreThereInAnyOrder() {
    // when
    publish(part(1, 2, run(2_000, 5_000)));
    assertThat(layer().complete()).isFalse();
    assertThatThrownBy(() -> BlockMaps.entriesOf(views.store(), SNAPSHOT))
        .isInstanceOf(BlockMapMissingException.class);
    publish(part(0, 2, run(0, 2_000)));

    // then
    assertThat(layer().complete()).isTrue();
    assertThat(layer().entries()).isEqualTo(5_000);
    assertThat(entries()).isEqualTo(run(0, 5_000));
  }

  @Test
  void acceptsASnapshotThatChangedNothing() {
    publish(part(0, 1, List.of()));
    assertThat(layer().complete()).isTrue();
    assertThat(entries()).isEmpty();
  }

  @Test
  void ignoresWhatIsPublishedAgain() {
    // given
    publish(part(0, 2, run(0, 10)));
    publish(part(1, 2, run(10, 20)));
    BlockMapLayer before = layer();

    // when
    publish(part(0, 2, run(0, 10)));
    publish(part(1, 2, run(10, 20)));

    // then
    assertThat(layer()).isEqualTo(before);
    assertThat(entries()).isEqualTo(run(0, 20));
  }

  @Test
  void keepsWhatIsCompleteAndCountsWhatDiffers() {
    // given
    publish(part(0, 1, run(0, 10)));

    // when
    publish(part(0, 1, run(0, 11)));
    publish(part(0, 2, run(0, 10)));

    // then
    assertThat(layer().conflicts()).isEqualTo(2);
    assertThat(entries()).isEqualTo(run(0, 10));
    List<BlockMapAudit.Finding> findings = new ArrayList<>();
    BlockMapAudit.check(views.store(), findings::add);
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.snapshotId()).isEqualTo(SNAPSHOT);
              assertThat(finding.what()).contains("2 conflicts", "part 0");
            });
  }

  @Test
  void takesTheNewerWhileNothingIsComplete() {
    // given
    publish(part(0, 3, run(0, 3_000)));

    // when
    publish(part(0, 3, run(0, 10)));
    publish(part(0, 2, run(0, 20)));
    publish(part(1, 2, run(20, 30)));

    // then
    assertThat(layer().complete()).isTrue();
    assertThat(layer().conflicts()).isEqualTo(2);
    assertThat(entries()).isEqualTo(run(0, 30));
  }

  @Test
  void neverTakesWhatCannotBe() {
    // when
    publish(part(SNAPSHOT, null, 0, 1, ByteBuffer.allocate(13)));
    publish(part(0, 0, run(0, 1)));
    publish(part(2, 2, run(0, 1)));
    publish(part(0, BlockEntries.LAYER_PARTS_MAX + 1, run(0, 1)));
    publish(part(0, 1, List.of(entry(5, 1), entry(5, 1))));
    publish(part(0, 1, List.of(entry(5, 1), entry(4, 1))));
    publish(part(0, 1, List.of(entry((int) (SIZE / 65_536), 1))));
    publish(part(0, 1, List.of(entry(1 << 29, 0))));

    // then
    assertThat(layer().complete()).isFalse();
    assertThat(layer().conflicts()).isEqualTo(8);
    assertThat(layer().firstConflict()).contains("expected entries of 12 bytes, but found 13");

    // when
    publish(part(0, 1, run(0, 1)));

    // then
    assertThat(layer().complete()).isTrue();
  }

  @Test
  void acceptsClearedBlocksBehindTheEnd() {
    publish(part(0, 1, List.of(entry((int) (SIZE / 65_536), 0))));
    assertThat(layer().complete()).isTrue();
    assertThat(layer().conflicts()).isZero();
  }

  @Test
  void isNotCompleteWhenPartsOverlap() {
    publish(part(0, 2, run(0, 10)));
    publish(part(1, 2, run(9, 20)));
    assertThat(layer().complete()).isFalse();
    assertThat(layer().firstConflict())
        .contains("expected parts with rising blocks, but found block 9 after 9");
  }

  @Test
  void refusesAPartOfTooManyParts() {
    publish(part(0, BlockEntries.LAYER_PARTS_MAX, run(0, 1)));
    assertThat(layer().conflicts()).isZero();
  }

  @Test
  void walksLargeMapsOverManyPartsChunksAndWindows() {
    // given
    int blocks = 200_000;
    List<BlockEntry> base = run(0, blocks);
    for (int part = 0; part < 3; part++) {
      int from = Math.min(blocks, part * 80_000);
      publish(part(part, 3, base.subList(from, Math.min(blocks, from + 80_000))));
    }
    SnapshotId newer = new SnapshotId(new UUID(2, 2));
    List<BlockEntry> changes =
        IntStream.iterate(7, block -> block < 300_000, block -> block + 7_001)
            .mapToObj(block -> entry(block, block % 2 == 0 ? 0 : 3))
            .toList();
    publish(part(newer, SNAPSHOT, 0, 1, SimBlockMap.bytes(changes)));

    // when
    Cursor<BlockEntry> merged = BlockMaps.entriesOf(views.store(), newer);

    // then
    int at = 0;
    int change = 0;
    int found = 0;
    while (merged.hasNext()) {
      BlockEntry next = merged.next();
      at = next.blockIndex();
      while (change < changes.size() && changes.get(change).blockIndex() < at) {
        change++;
      }
      boolean changed = change < changes.size() && changes.get(change).blockIndex() == at;
      assertThat(next).isEqualTo(changed ? changes.get(change) : base.get(at));
      found++;
    }
    long cleared =
        changes.stream().filter(e -> e.dataMask() == 0 && e.blockIndex() < blocks).count();
    long added =
        changes.stream().filter(e -> e.dataMask() != 0 && e.blockIndex() >= blocks).count();
    assertThat(found).isEqualTo((int) (blocks - cleared + added));
  }

  @Test
  void mergesMoreLayersThanItHoldsInMemory() {
    // given
    int layers = LayerMerge.LAYERS_HELD_MAX + 50;
    SnapshotId parent = null;
    for (int i = 0; i < layers; i++) {
      SnapshotId id = new SnapshotId(new UUID(3, i));
      List<BlockEntry> entries = List.of(entry(i, 1), entry(100_000 + i / 2, 1 << (i % 2)));
      publish(part(id, parent, 0, 1, SimBlockMap.bytes(entries)));
      parent = id;
    }

    // when
    List<BlockEntry> merged =
        BlockMaps.entriesOf(views.store(), Objects.requireNonNull(parent)).toList();

    // then
    assertThat(merged).hasSize(layers + layers / 2);
    assertThat(merged.subList(layers, merged.size()))
        .allSatisfy(each -> assertThat(each.dataMask()).isEqualTo(2));
  }

  @Test
  void readsTheLongestChainAndNoLongerOne() {
    // given
    int most = BlockMaps.CHAIN_LAYERS_MAX;
    List<BlockMapRecord> records = new ArrayList<>();
    for (int i = 0; i <= most; i++) {
      SnapshotId parent = i == 0 ? null : new SnapshotId(new UUID(3, i - 1));
      BlockMapPart layer =
          part(new SnapshotId(new UUID(3, i)), parent, 0, 1, SimBlockMap.bytes(List.of()));
      records.add(new BlockMapRecord(i, layer));
    }
    views.runner().applyBlockMaps(0, records, records.size());
    SnapshotId last = new SnapshotId(new UUID(3, most - 1));
    SnapshotId beyond = new SnapshotId(new UUID(3, most));

    // when, then
    assertThat(BlockMaps.chainOf(views.store(), last, null)).hasSize(most).endsWith(last);
    assertThatThrownBy(() -> BlockMaps.chainOf(views.store(), beyond, null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("at most 65536 layers");
  }

  @Test
  void neverTakesALayerThatIsGoneForOneThatChangedNothing() {
    // given
    publish(part(0, 1, List.of()));
    List<LayerMerge.Layer> there = List.of(new LayerMerge.Layer(SNAPSHOT, true, true));
    List<LayerMerge.Layer> gone =
        List.of(new LayerMerge.Layer(new SnapshotId(new UUID(2, 2)), true, true));

    // then
    assertThat(new LayerMerge(views.store(), there, 0).advance()).isFalse();
    assertThatThrownBy(() -> new LayerMerge(views.store(), gone, 0))
        .isInstanceOf(BlockMapGoneException.class);
  }

  @Test
  void startsAtTheBlockAskedFor() {
    // given
    publish(part(0, 2, run(0, 5_000)));
    publish(part(1, 2, run(9_000, 12_000)));

    for (int from : List.of(0, 1, 1_023, 1_024, 4_999, 5_000, 8_999, 9_000, 11_999, 12_000)) {
      // when
      LayerMerge merge =
          new LayerMerge(views.store(), List.of(new LayerMerge.Layer(SNAPSHOT, true, true)), from);
      int expected = from <= 4_999 ? from : Math.max(from, 9_000);

      // then
      assertThat(merge.advance()).isEqualTo(expected < 12_000);
      if (expected < 12_000) {
        assertThat(merge.block()).isEqualTo(expected);
      }
    }
  }
}
