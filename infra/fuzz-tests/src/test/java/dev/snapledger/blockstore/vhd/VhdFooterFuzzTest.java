package dev.snapledger.blockstore.vhd;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Footers of files that strangers upload. */
class VhdFooterFuzzTest {
  private static final int CHECKSUM_AT = 64;

  static Stream<byte[]> seeds() {
    var identity = new VhdIdentity(Instant.parse("2026-03-01T10:00:00Z"), new UUID(3, 4));
    byte[] footer = new VhdFooter(1L << 30, identity).encode();
    return Stream.of(footer, Arrays.copyOf(footer, 511), new byte[512]);
  }

  @MethodSource("seeds")
  @FuzzTest
  void readsAsWrittenOrRefuses(byte[] input) {
    check(input);
    if (input.length == 512) {
      check(withItsChecksum(input));
    }
  }

  private static void check(byte[] footer) {
    long size = footer.length < 56 ? 0 : ByteBuffer.wrap(footer).getLong(48);
    try {
      // when
      VhdFooter read = VhdFooter.decode(footer, size + 512);

      // then
      assertThat(VhdFooter.decode(read.encode(), size + 512)).isEqualTo(read);
    } catch (InvalidVhdException e) {
      assertThat(e).hasMessageContaining("expected");
    }
  }

  private static byte[] withItsChecksum(byte[] footer) {
    byte[] repaired = footer.clone();
    Arrays.fill(repaired, CHECKSUM_AT, CHECKSUM_AT + 4, (byte) 0);
    int sum = 0;
    for (byte each : repaired) {
      sum += Byte.toUnsignedInt(each);
    }
    ByteBuffer.wrap(repaired).putInt(CHECKSUM_AT, ~sum);
    return repaired;
  }
}
