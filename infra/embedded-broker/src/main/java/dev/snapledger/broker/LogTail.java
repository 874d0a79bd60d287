package dev.snapledger.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The last lines of the broker's log files, for messages to people. */
final class LogTail {

  /** Most lines shown of one file. */
  static final int LINES_MAX = 25;

  /** Most bytes read of one file. */
  static final int BYTES_MAX = 64 * 1024;

  /** Kafka writes down all its settings, hundreds of lines, while it starts and ends. */
  private static final Pattern SETTING = Pattern.compile("\t[a-z0-9._]+ = .*");

  private LogTail() {}

  /** Never fails: a message without the log is better than none. */
  static String of(BrokerDirectory directory) {
    return section(directory.brokerLog()) + section(directory.console());
  }

  /** Length of the broker's log; 0 without one. */
  static long bytes(BrokerDirectory directory) throws IOException {
    Path log = directory.brokerLog();
    return Files.exists(log) ? Files.size(log) : 0;
  }

  /** Whether a line has a text that the broker's log got since it was so long; read to its end. */
  static boolean says(BrokerDirectory directory, long fromByte, String text) throws IOException {
    if (bytes(directory) < fromByte) { // It was rolled over meanwhile.
      return says(directory, 0, text);
    }
    try (SeekableByteChannel log = Files.newByteChannel(directory.brokerLog());
        var lines = new BufferedReader(Channels.newReader(log.position(fromByte), UTF_8))) {
      return lines.lines().anyMatch(line -> line.contains(text));
    } catch (NoSuchFileException _) {
      return false;
    }
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
      List<String> lines =
          new String(bytes, UTF_8)
              .lines()
              .filter(line -> !SETTING.matcher(line).matches())
              .toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size()));
    } catch (IOException e) {
      return "(unreadable: " + e.getMessage() + ")";
    }
  }
}
