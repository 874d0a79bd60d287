package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.StoreOptions;
import dev.snapledger.blockstore.file.MemoryFiles;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class VersionIndexPropertyTest {
  private final IndexMemory memory =
      new IndexMemory(
          new MemoryFiles(), StoreWorld.DIRECTORY, StoreOptions.DEFAULT.indexBytesMax());

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void answersAsSortedMaps(@ForAll long seed) {
    // given
    SplittableRandom chance = new SplittableRandom(seed);
    VersionIndex index = new VersionIndex(memory);
    Map<Integer, TreeMap<Integer, Integer>> model = new TreeMap<>();
    int blocksMax = 1 + chance.nextInt(2000);

    // when
    for (int ordinal = 1; ordinal <= 60; ordinal++) {
      for (int i = 0; i < 40; i++) {
        int block = chance.nextInt(blocksMax) * 977;
        TreeMap<Integer, Integer> versions = model.computeIfAbsent(block, _ -> new TreeMap<>());
        if (!versions.containsKey(ordinal)) {
          versions.put(ordinal, i);
          index.add(block, ordinal, i);
        } else if (chance.nextInt(3) == 0) {
          int removed = versions.firstKey();
          versions.remove(removed);
          index.remove(block, removed);
        }
      }
    }
    model.values().removeIf(TreeMap::isEmpty);
    index.touch(new int[] {0, 977, blocksMax * 977, Integer.MAX_VALUE}, 4);

    // then
    int next = index.nextBlock(0);
    for (Map.Entry<Integer, TreeMap<Integer, Integer>> entry : model.entrySet()) {
      int block = entry.getKey();
      assertThat(next).isEqualTo(block);
      next = index.nextBlock(block + 1);
      assertThat(index.versions(block)).isEqualTo(entry.getValue().size());
      for (int at = 0; at <= 61; at++) {
        Map.Entry<Integer, Integer> newest = entry.getValue().floorEntry(at);
        long found = index.newest(block, at);
        assertThat(VersionIndex.ordinal(found)).isEqualTo(newest == null ? 0 : newest.getKey());
        assertThat(VersionIndex.rank(found)).isEqualTo(newest == null ? 0 : newest.getValue());
        Integer after = entry.getValue().higherKey(at);
        assertThat(index.nextOrdinal(block, at))
            .isEqualTo(after == null ? VersionIndex.NO_ORDINAL : after);
      }
    }
    assertThat(next).isEqualTo(-1);
  }

  @Test
  void findsAnyOf500VersionsOfTheLastBlockOfTheLargestDisk() {
    // given
    VersionIndex index = new VersionIndex(memory);
    int block = (1 << 29) - 1;
    for (int ordinal = 1; ordinal <= 500; ordinal++) {
      index.add(block, ordinal * 3, ordinal);
    }

    // when, then
    for (int at = 0; at < 1503; at++) {
      assertThat(VersionIndex.rank(index.newest(block, at))).isEqualTo(at / 3);
    }
    assertThat(index.nextBlock(0)).isEqualTo(block);
    assertThat(index.nextBlock(block)).isEqualTo(block);
  }
}
