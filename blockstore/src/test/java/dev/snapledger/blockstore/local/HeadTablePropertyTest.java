package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.StoreOptions;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.geometry.Geometry;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class HeadTablePropertyTest {
  private static final int BLOCKS_MAX = Geometry.blocksOf(32L << 40);

  private final IndexMemory memory =
      new IndexMemory(
          new MemoryFiles(), StoreWorld.DIRECTORY, StoreOptions.DEFAULT.indexBytesMax());

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void answersAsASortedMap(@ForAll long seed) {
    // given
    SplittableRandom chance = new SplittableRandom(seed);
    HeadTable table = new HeadTable(memory);
    Map<Integer, HeadRow> model = new TreeMap<>();
    int rows = 1 + chance.nextInt(3_000);
    int spread = chance.nextBoolean() ? rows : BLOCKS_MAX;
    int lowest = chance.nextInt(BLOCKS_MAX - spread + 1);

    // when
    for (int i = 0; i < rows; i++) {
      int block = lowest + chance.nextInt(spread);
      HeadRow row = randomRow(block, chance);
      model.put(block, row);
      table.put(row);
    }

    // then
    assertThat(table.count()).isEqualTo(model.size());
    int next = table.nextBlock(0);
    for (Map.Entry<Integer, HeadRow> entry : model.entrySet()) {
      assertThat(next).isEqualTo(entry.getKey());
      assertThat(table.find(next)).isEqualTo(entry.getValue());
      assertThat(model.containsKey(next + 1)).isEqualTo(table.find(next + 1) != null);
      next = table.nextBlock(next + 1);
    }
    assertThat(next).isEqualTo(-1);
    checkDelta(table, model);
  }

  private static void checkDelta(HeadTable table, Map<Integer, HeadRow> model) {
    int[] blocks = table.blocks().toArray();
    assertThat(blocks)
        .containsExactly(model.keySet().stream().mapToInt(Integer::intValue).toArray());
    table.touch(blocks, Math.min(blocks.length, DeltaWriter.BATCH_BLOCKS));
    for (int block : blocks) {
      ByteBuffer entry = ByteBuffer.allocate(DeltaFile.ENTRY_BYTES);
      ByteBuffer digest = ByteBuffer.allocate(BlockDigest.BYTES);
      ByteBuffer expectedEntry = ByteBuffer.allocate(DeltaFile.ENTRY_BYTES);
      HeadRow row = Objects.requireNonNull(model.get(block));
      DeltaFile.putEntry(expectedEntry, row.version());
      table.put(block, entry, digest);
      assertThat(entry.flip()).isEqualTo(expectedEntry.flip());
      assertThat(BlockDigest.of(digest.array())).isEqualTo(row.digest());
    }
  }

  private static HeadRow randomRow(int block, SplittableRandom chance) {
    byte[] digest = new byte[BlockDigest.BYTES];
    chance.nextBytes(digest);
    return new HeadRow(
        new BlockVersion(
            block,
            chance.nextInt(1 << 16),
            chance.nextInt(1 << 16),
            chance.nextInt(),
            chance.nextLong()),
        BlockDigest.of(digest));
  }

  @Test
  void refusesABlockThatItDoesNotHave() {
    HeadTable table = new HeadTable(memory);
    assertThatThrownBy(
            () -> table.put(7, ByteBuffer.allocate(16), ByteBuffer.allocate(BlockDigest.BYTES)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected a row for block 7, but found none");
  }
}
