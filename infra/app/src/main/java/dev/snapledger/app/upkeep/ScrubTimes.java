package dev.snapledger.app.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When each region was last scrubbed to the end, in a file of lines {@code region=instant}. Without
 * the file nothing is lost but that knowledge. For one thread.
 */
public final class ScrubTimes {
  private static final Logger LOG = LoggerFactory.getLogger(ScrubTimes.class);

  private final Path file;
  private final Map<String, Instant> times;

  /** The times in a file; none if it is missing or cannot be read. */
  public ScrubTimes(Path file) {
    this.file = file;
    this.times = load(file);
  }

  private static Map<String, Instant> load(Path file) {
    Map<String, Instant> times = new TreeMap<>();
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      for (String line : lines) {
        int sign = line.indexOf('=');
        times.put(line.substring(0, Math.max(0, sign)), Instant.parse(line.substring(sign + 1)));
      }
    } catch (IOException | DateTimeParseException e) {
      LOG.warn("Regions are scrubbed anew: {} cannot be read: {}", file, e.toString());
      times.clear();
    }
    return times;
  }

  /** The end of the last whole scrub; the beginning of time if there was none. */
  Instant last(String region) {
    return times.getOrDefault(region, Instant.MIN);
  }

  /** Takes note of a whole scrub. */
  void scrubbed(String region, Instant time) {
    times.put(region, time);
    StringBuilder lines = new StringBuilder();
    times.forEach((name, last) -> lines.append(name).append('=').append(last).append('\n'));
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, lines);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("The time of a scrub cannot be written: {}", e.toString());
    }
  }
}
