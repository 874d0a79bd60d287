package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.scrub.Flaw;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file QUARANTINE: a line for each record that is known to be broken, as text with a checksum
 * each. Format: docs/internals/quarantine.md.
 *
 * <pre>
 * snapledger-quarantine 1
 * 000000800402ffff 6d60ad1b STORED_BYTES segment 2 at 65664 c07170cf
 * </pre>
 *
 * <p>A line is the locator, the block's CRC32C, the flaw, the place again for people, and the
 * CRC32C of all that is before it in the line.
 */
final class QuarantineFile {
  static final String NAME = "QUARANTINE";
  private static final Logger LOG = LoggerFactory.getLogger(QuarantineFile.class);
  private static final String TITLE = "snapledger-quarantine 1";
  private static final Pattern LINE =
      Pattern.compile(
          "(([0-9a-f]{16}) ([0-9a-f]{8}) ([A-Z_]{1,40}) segment [0-9]+ at [0-9]+) ([0-9a-f]{8})");

  private QuarantineFile() {}

  static byte[] encode(Map<RecordKey, Flaw> records) {
    StringBuilder text = new StringBuilder(TITLE).append('\n');
    records.forEach(
        (key, flaw) -> {
          String line =
              "%016x %08x %s %s"
                  .formatted(key.locator(), key.crc32c(), flaw, Locator.describe(key.locator()));
          text.append(line).append(' ').append(crc(line)).append('\n');
        });
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads the lines that can be trusted; the next scrub finds again what the others said. */
  static Map<RecordKey, Flaw> decode(byte[] bytes) {
    String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1);
    Map<RecordKey, Flaw> records = new LinkedHashMap<>();
    int damaged = lines[0].equals(TITLE) ? 0 : 1;
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      Matcher text = LINE.matcher(line);
      Flaw flaw = text.matches() && crc(text.group(1)).equals(text.group(5)) ? flaw(text) : null;
      if (flaw != null) {
        records.put(key(text), flaw);
      } else if (!line.isEmpty()) {
        damaged++;
      }
    }
    if (damaged > 0) {
      LOG.warn(
          "Of {}, {} lines are damaged or unknown and passed over; scrub again", NAME, damaged);
    }
    return records;
  }

  private static RecordKey key(Matcher text) {
    return new RecordKey(
        Long.parseUnsignedLong(text.group(2), 16), Integer.parseUnsignedInt(text.group(3), 16));
  }

  private static @Nullable Flaw flaw(Matcher text) {
    return Arrays.stream(Flaw.values())
        .filter(flaw -> flaw.name().equals(text.group(4)))
        .findAny()
        .orElse(null);
  }

  private static String crc(String line) {
    return "%08x".formatted(BlockCodec.crc32c(line.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
