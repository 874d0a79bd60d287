package dev.snapledger.bench.peer;

import dev.snapledger.bench.disk.RangeList;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what btrfs prints and sends. Source: {@code fs/btrfs/send.h} of Linux. */
final class BtrfsOutput {
  private static final Pattern MARKER = Pattern.compile("transid marker was (\\d+)");
  private static final Pattern EXTENT =
      Pattern.compile("(?m)^inode \\d+ file offset (\\d+) len (\\d+) ");
  private static final Pattern USED = Pattern.compile("(?m)^\\s*Used:\\s+(\\d+)$");

  private static final byte[] STREAM_START = "btrfs-stream\0".getBytes(StandardCharsets.US_ASCII);
  private static final int STREAM_HEADER_BYTES = STREAM_START.length + Integer.BYTES;
  private static final int COMMAND_HEADER_BYTES = 10;
  private static final int UPDATE_EXTENT = 22;
  private static final int WRITE = 15;
  private static final int FILE_OFFSET = 18;
  private static final int SIZE = 4;

  private BtrfsOutput() {}

  /** Newest transaction, of {@code subvolume find-new}. */
  static long generation(String printed) {
    return number(MARKER, printed);
  }

  /** Extents of {@code subvolume find-new}. */
  static RangeList extents(String printed) {
    RangeList ranges = new RangeList();
    Matcher extent = EXTENT.matcher(printed);
    while (extent.find()) {
      add(ranges, Long.parseLong(extent.group(1)), Long.parseLong(extent.group(2)));
    }
    return ranges;
  }

  /** Bytes in use, of {@code filesystem usage -b}. */
  static long used(String printed) {
    return number(USED, printed);
  }

  private static long number(Pattern pattern, String printed) {
    return pattern
        .matcher(printed)
        .results()
        .findFirst()
        .map((MatchResult found) -> Long.parseLong(found.group(1)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected \"%s\", but found \"%s\"".formatted(pattern, printed.strip())));
  }

  /** Extents of {@code send --no-data}, little-endian: a header, then commands with attributes. */
  static RangeList sentExtents(byte[] stream) {
    if (!Arrays.equals(stream, 0, Math.min(stream.length, 13), STREAM_START, 0, 13)) {
      throw new IllegalArgumentException("expected a btrfs stream, but found something else");
    }
    RangeList ranges = new RangeList();
    ByteBuffer in = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
    int at = STREAM_HEADER_BYTES;
    while (at < stream.length) {
      int length = in.getInt(at);
      int command = in.getShort(at + 4);
      int end = at + COMMAND_HEADER_BYTES + length;
      if (command == UPDATE_EXTENT) {
        int from = at + COMMAND_HEADER_BYTES;
        add(ranges, attribute(in, from, end, FILE_OFFSET), attribute(in, from, end, SIZE));
      } else if (command == WRITE) {
        throw new IllegalArgumentException("expected no data in the stream, but found some");
      }
      at = end;
    }
    return ranges;
  }

  /** Value of an attribute of 8 bytes; each is type 2, length 2, value. */
  private static long attribute(ByteBuffer in, int from, int end, int type) {
    int at = from;
    while (at < end) {
      if (in.getShort(at) == type) {
        return in.getLong(at + 4);
      }
      at += 4 + Short.toUnsignedInt(in.getShort(at + 2));
    }
    throw new IllegalArgumentException("expected attribute " + type + ", but found none");
  }

  private static void add(RangeList ranges, long startByte, long lengthBytes) {
    ranges.add(startByte, startByte + lengthBytes);
  }
}
