package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.geometry.Geometry;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file VOLUME: size and source of a volume, as text with a checksum.
 *
 * <pre>
 * snapledger-volume 1
 * sizeBytes 1073741824
 * source -
 * crc32c 0a1b2c3d
 * </pre>
 */
record VolumeFile(long sizeBytes, @Nullable ImageId source) {
  private static final Pattern TEXT =
      Pattern.compile(
          "(snapledger-volume 1\nsizeBytes ([0-9]{1,14})\nsource (-|[0-9a-f-]{36})\n)"
              + "crc32c ([0-9a-f]{8})\n");

  byte[] encode() {
    String body =
        "snapledger-volume 1\nsizeBytes "
            + sizeBytes
            + "\nsource "
            + (source == null ? "-" : source)
            + "\n";
    return (body + "crc32c " + crc(body) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads the file, or returns null if it is damaged. */
  static @Nullable VolumeFile decode(byte[] bytes) {
    Matcher text = TEXT.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (!text.matches() || !crc(text.group(1)).equals(text.group(4))) {
      return null;
    }
    String source = text.group(3);
    return new VolumeFile(
        Geometry.checkDiskSize(Long.parseLong(text.group(2))),
        source.equals("-") ? null : ImageId.of(source));
  }

  private static String crc(String body) {
    return "%08x".formatted(BlockCodec.crc32c(body.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
