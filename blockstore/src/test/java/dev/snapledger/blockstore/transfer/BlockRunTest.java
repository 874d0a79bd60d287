package dev.snapledger.blockstore.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.geometry.Geometry;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockRunTest {
  private static final int BLOCK = Geometry.BLOCK_BYTES;

  @Test
  void findsZeroBlocksByTheirLastByteToo() {
    // given
    ByteBuffer buffer = ByteBuffer.allocateDirect(6 * BLOCK).limit(5 * BLOCK + 512);
    buffer.put(0, (byte) 1).put(2 * BLOCK - 1, (byte) 1);
    buffer.put(5 * BLOCK + 511, (byte) 1);

    // when
    List<BlockRun> runs = BlockRun.split(buffer);

    // then
    assertThat(runs)
        .containsExactly(
            new BlockRun(0, 2 * BLOCK, BlockRun.Kind.DATA),
            new BlockRun(2 * BLOCK, 3 * BLOCK, BlockRun.Kind.ZERO),
            new BlockRun(5 * BLOCK, 512, BlockRun.Kind.DATA));
  }

  @Test
  void findsEverySingleByte() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK);
    assertThat(BlockRun.split(buffer)).containsExactly(new BlockRun(0, BLOCK, BlockRun.Kind.ZERO));
    for (int i = 0; i < BLOCK; i++) {
      buffer.put(i, (byte) 0x80);
      assertThat(BlockRun.split(buffer).getFirst().kind()).isEqualTo(BlockRun.Kind.DATA);
      buffer.put(i, (byte) 0);
    }
  }
}
