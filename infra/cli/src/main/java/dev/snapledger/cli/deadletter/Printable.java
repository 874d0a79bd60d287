package dev.snapledger.cli.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Bytes and texts of strangers, so that they cannot move a terminal's cursor or colours. */
final class Printable {
  private static final int BYTES_PER_LINE = 16;

  private Printable() {}

  /** One line; control characters become '?'. */
  static String line(String text) {
    return text.replaceAll("\\p{C}", "?");
  }

  /** A text if the bytes are one, else their hexadecimal digits. */
  static String bytes(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    return Arrays.equals(text.getBytes(UTF_8), bytes) && text.equals(line(text))
        ? "\"" + text + "\""
        : HexFormat.of().formatHex(bytes);
  }

  /** Offset, hexadecimal digits and ASCII of the first bytes, 16 a line. */
  static List<String> dump(byte[] bytes, int max) {
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < Math.min(bytes.length, max); from += BYTES_PER_LINE) {
      int to = Math.min(from + BYTES_PER_LINE, Math.min(bytes.length, max));
      StringBuilder ascii = new StringBuilder();
      for (int i = from; i < to; i++) {
        ascii.append(bytes[i] >= ' ' && bytes[i] <= '~' ? (char) bytes[i] : '.');
      }
      lines.add(
          "%06x  %-47s  %s"
              .formatted(from, HexFormat.ofDelimiter(" ").formatHex(bytes, from, to), ascii));
    }
    return lines;
  }
}
