package dev.snapledger.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of the broker's log files, for messages to people. */
final class LogTail {

  /** Most lines shown of one file. */
  static final int LINES_MAX = 25;

  /** Most bytes read of one file. */
  static final int BYTES_MAX = 16 * 1024;

  private LogTail() {}

  /** Never fails: a message without the log is better than none. */
  static String of(BrokerDirectory directory) {
    return section(directory.brokerLog()) + section(directory.console());
  }

  private static String section(Path file) {
    String tail = tail(file);
    return tail.isBlank() ? "" : "\n--- last lines of " + file + "\n" + tail;
  }

  private static String tail(Path file) {
    if (Files.notExists(file)) {
      return "";
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      int size = (int) Math.min(BYTES_MAX, in.length());
      byte[] bytes = new byte[size];
      in.seek(in.length() - size);
      in.readFully(bytes);
      List<String> lines = new String(bytes, UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size()));
    } catch (IOException e) {
      return "(unreadable: " + e.getMessage() + ")";
    }
  }
}
