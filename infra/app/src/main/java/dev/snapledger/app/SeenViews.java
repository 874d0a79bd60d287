package dev.snapledger.app;

import dev.snapledger.projections.engine.Feed;
import dev.snapledger.projections.engine.ProjectionRunner;
import dev.snapledger.server.pageblob.SeenLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the views of a node are in the event log, as a text for another node.
 *
 * <p>Pairs {@code partition:offset} separated by commas, in base 36, of the partitions with
 * anything applied; the offset is that of the next event to be read.
 */
final class SeenViews implements SeenLog {
  private static final int RADIX = 36;
  private static final String NOTHING = "0:0";

  private final ProjectionRunner runner;
  private final int partitions;

  SeenViews(ProjectionRunner runner, int partitions) {
    this.runner = runner;
    this.partitions = partitions;
  }

  @Override
  public String now() {
    StringBuilder text = new StringBuilder();
    for (int partition = 0; partition < partitions; partition++) {
      long offset = runner.appliedOffset(Feed.EVENTS, partition);
      if (offset > 0) {
        text.append(text.isEmpty() ? "" : ",")
            .append(Integer.toString(partition, RADIX))
            .append(':')
            .append(Long.toString(offset, RADIX));
      }
    }
    return text.isEmpty() ? NOTHING : text.toString();
  }

  @Override
  public boolean await(String seen, Duration timeMax) {
    Map<Integer, Long> wanted = parse(seen);
    try {
      return runner.await(
          () ->
              wanted.entrySet().stream()
                  .allMatch(
                      each -> runner.appliedOffset(Feed.EVENTS, each.getKey()) >= each.getValue()),
          timeMax);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Map<Integer, Long> parse(String seen) {
    Map<Integer, Long> offsets = new HashMap<>();
    for (String pair : seen.split(",", -1)) {
      int colon = pair.indexOf(':');
      int partition = Integer.parseInt(pair.substring(0, Math.max(0, colon)), RADIX);
      if (partition < 0 || partition >= partitions) {
        throw new IllegalArgumentException("expected one of " + partitions + " partitions");
      }
      offsets.put(partition, Long.parseLong(pair.substring(colon + 1), RADIX));
    }
    return offsets;
  }
}
