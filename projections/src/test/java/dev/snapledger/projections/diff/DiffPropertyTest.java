package dev.snapledger.projections.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.answer.QueryError;
import dev.snapledger.projections.blockmap.BlockMaps;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.engine.MemoryViewStore;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.world.LedgerWorld;
import dev.snapledger.projections.world.SimBlockMap;
import dev.snapledger.projections.world.SimSnapshot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class DiffPropertyTest {
  private static final int PART_BYTES = 4_096;

  private static LedgerWorld world(long seed) {
    LedgerWorld world = new LedgerWorld(new SplittableRandom(seed));
    for (int step = 0; step < 400; step++) {
      world.step();
    }
    return world;
  }

  private static ViewReader views(LedgerWorld world) {
    LedgerViews views = LedgerViews.over(new MemoryViewStore());
    world.log.feed(views, new SplittableRandom(1));
    return views.store();
  }

  private static List<SimSnapshot> completed(LedgerWorld world) {
    return world.snapshots.stream()
        .filter(s -> s.state == SnapshotState.COMPLETED || s.state == SnapshotState.MOVING)
        .toList();
  }

  @Property(tries = 60)
  void diffsOfAllPairsAreExact(@ForAll long seed) {
    LedgerWorld world = world(seed);
    ViewReader reader = views(world);
    for (SimSnapshot from : completed(world)) {
      for (SimSnapshot to : completed(world)) {
        checkPair(from, to, reader);
      }
    }
  }

  private static void checkPair(SimSnapshot from, SimSnapshot to, ViewReader reader) {
    Answer<SnapshotDiff> answer = Diffs.diff(reader, from.id, to.id, null);
    if (from.family == null || from.family != to.family) {
      assertRefused(answer, "NotOneFamily");
    } else if (!from.region.equals(to.region)) {
      assertRefused(answer, "NotOneRegion");
    } else {
      List<DiffRange> ranges = answer.orThrow().ranges().toList();
      assertThat(ranges).isEqualTo(expected(from, to));
      assertNothingIsMissed(from, to, ranges);
      long half = to.sizeBytes / 2 / PART_BYTES * PART_BYTES + 512;
      assertThat(cutDiff(from, to, new PageRange(0, half), reader)).isEqualTo(cut(ranges, 0, half));
      assertThat(cutDiff(from, to, new PageRange(half, to.sizeBytes), reader))
          .isEqualTo(cut(ranges, half, to.sizeBytes));
    }
  }

  private static List<DiffRange> cutDiff(
      SimSnapshot from, SimSnapshot to, PageRange within, ViewReader reader) {
    return Diffs.diff(reader, from.id, to.id, within).orThrow().ranges().toList();
  }

  private static void assertRefused(Answer<?> answer, String code) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    QueryError error = ((Answer.Refused<?>) answer).error();
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.detail()).startsWith("expected ");
  }

  /** What was written by snapshots that only one of both builds on, part by part. */
  private static List<DiffRange> expected(SimSnapshot from, SimSnapshot to) {
    BitSet changed = new BitSet();
    List<SimSnapshot> below = to.chain();
    List<SimSnapshot> other = from.chain();
    below.stream().filter(s -> !other.contains(s)).forEach(s -> changed.or(s.dirty));
    other.stream().filter(s -> !below.contains(s)).forEach(s -> changed.or(s.dirty));
    byte[] content = Objects.requireNonNull(to.content);
    return runs(changed, content);
  }

  private static List<DiffRange> runs(BitSet picked, byte[] content) {
    List<DiffRange> runs = new ArrayList<>();
    for (int part = picked.nextSetBit(0);
        part >= 0 && part < content.length;
        part = picked.nextSetBit(part + 1)) {
      DiffRange.Kind kind = content[part] != 0 ? DiffRange.Kind.DATA : DiffRange.Kind.CLEARED;
      long start = (long) part * PART_BYTES;
      DiffRange last = runs.isEmpty() ? null : runs.getLast();
      if (last != null && last.kind() == kind && last.range().endByte() == start) {
        runs.removeLast();
        start = last.range().startByte();
      }
      runs.add(new DiffRange(new PageRange(start, (long) (part + 1) * PART_BYTES), kind));
    }
    return runs;
  }

  private static void assertNothingIsMissed(
      SimSnapshot from, SimSnapshot to, List<DiffRange> ranges) {
    byte[] before = Objects.requireNonNull(from.content);
    byte[] after = Objects.requireNonNull(to.content);
    for (int part = 0; part < after.length; part++) {
      byte old = part < before.length ? before[part] : 0;
      if (old != after[part]) {
        long at = (long) part * PART_BYTES;
        assertThat(ranges).anyMatch(r -> r.range().startByte() <= at && at < r.range().endByte());
      }
    }
  }

  private static List<DiffRange> cut(List<DiffRange> ranges, long start, long end) {
    List<DiffRange> cut = new ArrayList<>();
    for (DiffRange each : ranges) {
      long from = Math.max(start, each.range().startByte());
      long to = Math.min(end, each.range().endByte());
      if (from < to) {
        cut.add(new DiffRange(new PageRange(from, to), each.kind()));
      }
    }
    return cut;
  }

  @Property(tries = 60)
  void pageRangesAreWhereDataIs(@ForAll long seed) {
    LedgerWorld world = world(seed);
    ViewReader reader = views(world);
    for (SimSnapshot snapshot : completed(world)) {
      byte[] content = Objects.requireNonNull(snapshot.content);
      BitSet data = new BitSet();
      for (int part = 0; part < content.length; part++) {
        data.set(part, content[part] != 0);
      }
      assertThat(Diffs.pageRanges(reader, snapshot.id, null).orThrow().ranges().toList())
          .isEqualTo(runs(data, content).stream().map(DiffRange::range).toList());
    }
  }

  @Property(tries = 60)
  void layersAndMapsHaveTheEntriesOfTheStore(@ForAll long seed) {
    LedgerWorld world = world(seed);
    ViewReader reader = views(world);
    for (SimSnapshot snapshot : completed(world)) {
      assertThat(BlockMaps.entriesOfLayer(reader, snapshot.id).toList())
          .isEqualTo(SimBlockMap.entries(snapshot));
      List<BlockEntry> expected = new ArrayList<>();
      int blocks = Objects.requireNonNull(snapshot.content).length / 16;
      for (int block = 0; block < blocks; block++) {
        int wanted = block;
        snapshot.chain().stream()
            .flatMap(s -> SimBlockMap.entries(s).stream())
            .filter(entry -> entry.blockIndex() == wanted)
            .findFirst()
            .filter(entry -> entry.dataMask() != 0)
            .ifPresent(expected::add);
      }
      assertThat(BlockMaps.entriesOf(reader, snapshot.id).toList()).isEqualTo(expected);
    }
  }

  @Property(tries = 40)
  void nothingIsKeptOfFamiliesThatAreGone(@ForAll long seed) {
    LedgerWorld world = world(seed);
    ViewReader reader = views(world);
    for (SimSnapshot snapshot : world.snapshots) {
      boolean needed =
          snapshot.family == null
              ? snapshot.state != SnapshotState.DELETED
              : !snapshot.family.deleted || snapshot.family.snapshotsLeft();
      boolean kept = BlockMaps.findLayer(reader, snapshot.id) != null;
      if (needed) {
        assertThat(kept).isEqualTo(snapshot.content != null);
      } else if (!snapshot.movedOnce && !familyMoved(snapshot)) {
        assertThat(kept).isFalse();
      }
    }
  }

  private static boolean familyMoved(SimSnapshot snapshot) {
    return snapshot.family != null && snapshot.family.movedOnce;
  }

  @Test
  void worldsShowEveryKindOfEvent() {
    List<String> seen = new ArrayList<>();
    for (long seed = 0; seed < 10; seed++) {
      LedgerWorld world = world(seed);
      world.log.events(0).forEach(each -> seen.add(each.event().getClass().getSimpleName()));
    }
    assertThat(seen.stream().distinct()).hasSize(27);
  }
}
