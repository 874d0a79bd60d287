package dev.snapledger.bench.blocks;

import static dev.snapledger.bench.figure.Target.atLeast;
import static dev.snapledger.bench.figure.Target.atMost;

import dev.snapledger.bench.figure.Figure;
import dev.snapledger.bench.figure.Figures;
import dev.snapledger.bench.figure.Series;
import dev.snapledger.bench.figure.Target;
import dev.snapledger.bench.peer.OurStore;
import dev.snapledger.bench.peer.Peer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the medians of a run against the targets. What was not measured has no figure; a limit says
 * nothing about a run that is smaller than what the limit is for.
 */
final class BlocksTargets {
  private static final double MEBIBYTE = 1 << 20;
  private static final String LIMIT = "limit";

  private final BlocksOptions options;
  private final BlocksResult result;
  private final Measured measured;
  private final List<Figure> figures = new ArrayList<>();

  BlocksTargets(BlocksOptions options, BlocksResult result) {
    this.options = options;
    this.result = result;
    this.measured = result.measured();
  }

  Figures figures() {
    figures.clear();
    changes();
    diffs();
    exports();
    ingestAndStore();
    if (options.isFullLarge()) {
      large();
    }
    return new Figures(figures);
  }

  private void changes() {
    Series raw = measured.find(Operation.CHANGE, OurStore.RAW_LABEL);
    time("change_raw_vs_append", Operation.CHANGE, raw, Setting.APPEND, atMost(1.5));
    time("change_vs_append", Operation.CHANGE, Setting.APPEND, atMost(2));
    speed("change_vs_btrfs", Operation.CHANGE, Peer.BTRFS.label(), atLeast(2.5));
  }

  private void diffs() {
    if (options.isFullImage()) {
      limit("diff_adjacent", Operation.DIFF_ADJACENT, 2);
      limit("diff_far", Operation.DIFF_FAR, 5);
    }
    speed("diff_adjacent_vs_send", Operation.DIFF_ADJACENT, Peer.SEND, atLeast(7));
    speed("diff_adjacent_vs_find_new", Operation.DIFF_ADJACENT, Peer.FIND_NEW, atLeast(7));
    speed("diff_far_vs_send", Operation.DIFF_FAR, Peer.SEND, atLeast(60));
    speed("diff_far_vs_find_new", Operation.DIFF_FAR, Peer.FIND_NEW, atLeast(60));
  }

  private void exports() {
    time("export_warm_vs_cp", Operation.EXPORT_WARM, Setting.COPY, atMost(1.1));
    rate("export_warm_vs_qcow2", Operation.EXPORT_WARM, Peer.QCOW2.label(), atLeast(2));
    rate("export_cold_vs_read", Operation.EXPORT_COLD, Setting.READ, atLeast(0.9));
    if (options.isFullDepth()) {
      Operation depth = Operation.EXPORT_DEPTH;
      Series longest = measured.find(depth, Depth.label(options.depth()));
      time("export_depth", depth, longest, Depth.label(1), atMost(1.1));
    }
  }

  private void ingestAndStore() {
    Series raw = measured.find(Operation.INGEST, OurStore.RAW_LABEL);
    time("ingest_raw_vs_qcow2", Operation.INGEST, raw, Peer.QCOW2.label(), atMost(1.1));
    rate("ingest_vs_borg", Operation.INGEST, Peer.BORG.label(), atLeast(4));
    Long stored = result.stored().get(OurStore.LABEL);
    if (stored != null) {
      double bound = result.storedBoundBytes() / MEBIBYTE;
      add("stored", stored / MEBIBYTE, "MiB", "zstd-1", bound, atMost(1));
    }
    if (options.isFullImage()) {
      limit("delete", Operation.DELETE, 20);
    }
    rate("scrub_vs_read", Operation.SCRUB, Setting.READ, atLeast(0.95));
  }

  private void large() {
    double delta = result.largeDeltaBytes() / MEBIBYTE;
    add("large_metadata_size", delta, "MiB", LIMIT, 3.5, atMost(1));
    limit("large_metadata_write", Operation.LARGE_SEAL, 10);
    limit("large_look_up", Operation.LARGE_LOOK_UP, 200);
    limit("large_diff_adjacent", Operation.LARGE_DIFF_ADJACENT, 5);
    limit("large_diff_far", Operation.LARGE_DIFF_FAR, 120);
    double heap = result.heapPeakBytes() / MEBIBYTE;
    add("heap_peak", heap, "MiB", LIMIT, 1024, atMost(1));
  }

  private void limit(String metric, Operation operation, double max) {
    Series ours = ours(operation);
    if (ours != null) {
      add(metric, ours.median(), operation.unit().sign(), LIMIT, max, atMost(1));
    }
  }

  private void time(String metric, Operation operation, String reference, Target target) {
    time(metric, operation, ours(operation), reference, target);
  }

  private void time(
      String metric, Operation operation, @Nullable Series ours, String reference, Target target) {
    Series other = measured.find(operation, reference);
    if (ours != null && other != null) {
      String unit = operation.unit().sign();
      add(metric, ours.median(), unit, reference, other.median(), target);
    }
  }

  /** How often it can be done in a second. */
  private void speed(String metric, Operation operation, String reference, Target target) {
    perSecond(metric, operation, reference, target, "1/s", 1);
  }

  /** How much of the disk, or of the store in a scrub, gets through in a second. */
  private void rate(String metric, Operation operation, String reference, Target target) {
    Long stored = result.stored().get(OurStore.LABEL);
    double bytes = operation == Operation.SCRUB && stored != null ? stored : options.imageBytes();
    perSecond(metric, operation, reference, target, "MiB/s", bytes / MEBIBYTE);
  }

  private void perSecond(
      String metric,
      Operation operation,
      String reference,
      Target target,
      String unit,
      double amount) {
    Series ours = ours(operation);
    Series other = measured.find(operation, reference);
    if (ours != null && other != null) {
      double oursValue = amount / operation.seconds(ours.median());
      double otherValue = amount / operation.seconds(other.median());
      add(metric, oursValue, unit, reference, otherValue, target);
    }
  }

  private @Nullable Series ours(Operation operation) {
    return measured.find(operation, OurStore.LABEL);
  }

  private void add(
      String metric, double ours, String unit, String reference, double value, Target target) {
    figures.add(new Figure(metric, ours, unit, reference, value, target));
  }
}
