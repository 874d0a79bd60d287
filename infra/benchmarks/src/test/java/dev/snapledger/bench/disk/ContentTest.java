package dev.snapledger.bench.disk;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.snapledger.bench.disk.Content.Kind;
import dev.snapledger.blockstore.geometry.Geometry;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContentTest {
  private static final long SIZE = 64L << 20;

  private final Content content = new Content(1);

  @Test
  void isHalfRandomAQuarterTextAQuarterZero() {
    // given
    DiskModel model = new DiskModel(content, SIZE);

    // when
    Map<Kind, Integer> blocks = new EnumMap<>(Kind.class);
    for (int block = 0; block < model.blocks(); block++) {
      blocks.merge(model.kindOf(block), 1, Integer::sum);
    }

    // then
    assertThat(blocks).containsEntry(Kind.RANDOM, 512);
    assertThat(blocks).containsEntry(Kind.TEXT, 256);
    assertThat(blocks).containsEntry(Kind.ZERO, 256);
  }

  @Test
  void compressesAsItsKindSays() {
    // when
    byte[] random = bytes(0, 0);
    byte[] text = bytes(16, 0);
    byte[] zero = bytes(48, 0);

    // then
    assertThat(Zstd.compress(random, 1).length).isGreaterThanOrEqualTo(Geometry.BLOCK_BYTES);
    assertThat(Zstd.compress(text, 1).length).isBetween(20_000, 40_000);
    assertThat(zero).containsOnly(0);
    assertThat(new String(text, StandardCharsets.US_ASCII)).matches("[a-z ]+");
  }

  @Test
  void isTheSameForASeedAndOtherwiseForEachVersion() {
    // then
    assertThat(bytes(16, 3)).isEqualTo(bytes(16, 3)).isNotEqualTo(bytes(16, 4));
    assertThat(bytes(16, 3)).isNotEqualTo(bytes(17, 3));
    byte[] ofOtherSeed = new byte[Geometry.BLOCK_BYTES];
    new Content(2).fill(16, 3, ofOtherSeed);
    assertThat(bytes(16, 3)).isNotEqualTo(ofOtherSeed);
  }

  @Test
  void repeatsNothingThatDeduplicationWouldFind() {
    // given
    Set<Long> words = new HashSet<>();
    int random = 0;

    // when
    for (int block = 0; block < 64; block++) {
      if (Content.kindOf(block, 0) == Kind.RANDOM) {
        LongBuffer longs = ByteBuffer.wrap(bytes(block, 0)).asLongBuffer();
        while (longs.hasRemaining()) {
          words.add(longs.get());
          random++;
        }
      }
    }

    // then
    assertThat(words).hasSize(random);
  }

  @Test
  void neverTurnsToZero() {
    assertThat(Content.kindOf(48, 1)).isEqualTo(Kind.RANDOM);
    assertThat(Content.kindOf(49, 1)).isEqualTo(Kind.TEXT);
  }

  private byte[] bytes(int block, int version) {
    byte[] bytes = new byte[Geometry.BLOCK_BYTES];
    content.fill(block, version, bytes);
    return bytes;
  }
}
