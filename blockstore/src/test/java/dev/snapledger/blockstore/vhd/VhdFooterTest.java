package dev.snapledger.blockstore.vhd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.InvalidRangeException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class VhdFooterTest {
  private static final VhdIdentity IDENTITY =
      new VhdIdentity(
          Instant.parse("2026-11-24T00:00:00Z"),
          UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
  private static final long GIB = 1L << 30;
  private static final int CURRENT_SIZE_AT = 48;
  private static final int DISK_TYPE_AT = 60;
  private static final int CHECKSUM_AT = 64;

  /** The sum of these bytes is 0x1877; the checksum, at the mark, its one's complement. */
  private static final String GOLDEN =
      """
      636f6e6563746978 00000002 00010000 ffffffffffffffff 32979000
      77696e20 000a0000 5769326b 0000000040000000 0000000040000000
      0820103f 00000002 @ 00112233445566778899aabbccddeeff 00
      """;

  @Test
  void encodesOneGibibyteAsTheseBytes() {
    // when
    byte[] footer = new VhdFooter(GIB, IDENTITY).encode();

    // then
    assertThat(HexFormat.of().formatHex(footer, 0, 85))
        .isEqualTo(GOLDEN.replaceAll("\\s", "").replace("@", "ffffe788"));
    assertThat(Arrays.copyOfRange(footer, 85, 512)).hasSize(427).containsOnly(0);
  }

  @Property
  void decodesWhatItEncoded(
      @ForAll @LongRange(min = 1, max = Geometry.DISK_BYTES_MAX / 512) long pages,
      @ForAll @LongRange(min = 0, max = 0xFFFF_FFFFL) long seconds,
      @ForAll long idHigh,
      @ForAll long idLow) {
    // given
    Instant createdAt = VhdIdentity.CREATED_AT_MIN.plusSeconds(seconds);
    VhdFooter footer =
        new VhdFooter(pages * 512, new VhdIdentity(createdAt, new UUID(idHigh, idLow)));

    // when
    byte[] bytes = footer.encode();

    // then
    assertThat(bytes).hasSize(VhdFooter.BYTES).isEqualTo(footer.encode());
    assertThat(VhdFooter.decode(bytes, pages * 512 + 512)).isEqualTo(footer);
  }

  @Test
  void cutsFractionsOfASecond() {
    // when
    VhdIdentity identity =
        new VhdIdentity(IDENTITY.createdAt().plusNanos(999_999_999), IDENTITY.uniqueId());

    // then
    assertThat(identity).isEqualTo(IDENTITY);
  }

  @Test
  void refusesTimesTheFormatCannotTell() {
    UUID id = IDENTITY.uniqueId();
    assertThatThrownBy(() -> new VhdIdentity(Instant.parse("1999-12-31T23:59:59Z"), id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a time from 2000-01-01T00:00:00Z")
        .hasMessageContaining("found 1999-12-31T23:59:59Z");
    assertThatThrownBy(() -> new VhdIdentity(VhdIdentity.CREATED_AT_MAX.plusSeconds(1), id))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(VhdIdentity.CREATED_AT_MAX).isEqualTo("2136-02-07T06:28:15Z");
  }

  @Test
  void refusesSizesNoDiskHas() {
    for (long size : new long[] {0, -512, 513, Geometry.DISK_BYTES_MAX + 512}) {
      assertThatThrownBy(() -> new VhdFooter(size, IDENTITY))
          .isInstanceOf(InvalidRangeException.class);
    }
  }

  @Test
  void refusesEveryFlippedBit() {
    byte[] footer = new VhdFooter(GIB, IDENTITY).encode();
    for (int bit = 0; bit < VhdFooter.BYTES * 8; bit++) {
      // given
      byte[] flipped = footer.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));

      // then
      assertRefused(
          bit < 64 ? "cookie" : "checksum", () -> VhdFooter.decode(flipped, GIB + 512), "0x");
    }
  }

  @Test
  void refusesTruncatedFooters() {
    byte[] footer = new VhdFooter(GIB, IDENTITY).encode();
    for (int length = 0; length < VhdFooter.BYTES; length++) {
      byte[] cut = Arrays.copyOf(footer, length);
      assertRefused("length", () -> VhdFooter.decode(cut, GIB + 512), length + " bytes");
    }
  }

  @Test
  void refusesVersionsThatAreNotOne() {
    byte[] forged = forged(GIB, f -> f.putInt(12, 2));
    assertRefused(
        "version", () -> VhdFooter.decode(forged, GIB + 512), "expected 0x00010000", "0x00000002");
  }

  @Test
  void refusesDisksThatAreNotFixed() {
    assertRefusedType(0, "found 0");
    assertRefusedType(3, "only fixed disks are accepted", "found 3 (dynamic)");
    assertRefusedType(4, "found 4 (differencing)");
    assertRefusedType(-1, "found 4294967295");
  }

  @Test
  void refusesSizesThatCannotBe() {
    for (long size : new long[] {0, -512, 1, 1000, Geometry.DISK_BYTES_MAX + 512, Long.MIN_VALUE}) {
      byte[] forged = forged(GIB, f -> f.putLong(CURRENT_SIZE_AT, size));
      assertRefused(
          "current size", () -> VhdFooter.decode(forged, size + 512), Long.toUnsignedString(size));
    }
  }

  @Test
  void refusesSizesThatAreNotThatOfTheFile() {
    byte[] footer = new VhdFooter(GIB, IDENTITY).encode();
    assertRefused(
        "file length", () -> VhdFooter.decode(footer, GIB), "1073742336 bytes", "1073741824 bytes");
    assertRefused("file length", () -> VhdFooter.decode(footer, GIB + 1024), "1073742848 bytes");
  }

  @Test
  void takesTheSizeOfAResizedDiskFromItsCurrentSize() {
    // given
    byte[] resized = forged(2 * GIB, f -> f.putLong(40, GIB));

    // then
    assertThat(VhdFooter.decode(resized, 2 * GIB + 512).sizeBytes()).isEqualTo(2 * GIB);
  }

  private static void assertRefusedType(int type, String... parts) {
    byte[] forged = forged(GIB, f -> f.putInt(DISK_TYPE_AT, type));
    assertRefused("disk type", () -> VhdFooter.decode(forged, GIB + 512), parts);
  }

  private static void assertRefused(String field, ThrowingCallable decode, String... parts) {
    assertThatExceptionOfType(InvalidVhdException.class)
        .isThrownBy(decode)
        .satisfies(e -> assertThat(e.field()).isEqualTo(field))
        .withMessageStartingWith("VHD footer, " + field + ": expected ")
        .satisfies(e -> assertThat(e.getMessage()).contains(", but found "))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  /** The footer with a checksum that fits what was changed. */
  private static byte[] forged(long sizeBytes, Consumer<ByteBuffer> change) {
    byte[] footer = new VhdFooter(sizeBytes, IDENTITY).encode();
    change.accept(ByteBuffer.wrap(footer).putInt(CHECKSUM_AT, 0));
    int sum = 0;
    for (byte b : footer) {
      sum += Byte.toUnsignedInt(b);
    }
    ByteBuffer.wrap(footer).putInt(CHECKSUM_AT, ~sum);
    return footer;
  }
}
