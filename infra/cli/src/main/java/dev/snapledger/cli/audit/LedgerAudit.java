package dev.snapledger.cli.audit;

import dev.snapledger.app.AuditedNode;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Folders;
import dev.snapledger.cli.output.Sizes;
import dev.snapledger.cli.stop.StoppedException;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.audit.BlockMapAudit;
import dev.snapledger.projections.audit.TableReport;
import dev.snapledger.projections.audit.ViewComparison;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.chain.Snapshots;
import dev.snapledger.projections.engine.Feed;
import dev.snapledger.projections.engine.ReadView;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.rocks.RocksViewStore;
import dev.snapledger.projections.row.KeyRange;
import dev.snapledger.runtime.audit.AuditStart;
import dev.snapledger.runtime.audit.ChainAudit;
import dev.snapledger.runtime.audit.ChainReport;
import dev.snapledger.runtime.audit.CheckpointAudit;
import dev.snapledger.runtime.audit.Difference;
import dev.snapledger.runtime.audit.ReexecutionAudit;
import dev.snapledger.runtime.audit.ReexecutionReport;
import dev.snapledger.runtime.audit.StateAudit;
import dev.snapledger.runtime.feed.EventFeed;
import dev.snapledger.runtime.feed.FeedEnd;
import dev.snapledger.runtime.kafka.TailReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The event-replay audit of a stopped node: entity state and views rebuilt from the events alone,
 * commands decided again, block maps against blocks. A difference ends its check, not the audit.
 */
public final class LedgerAudit {
  /** Name of the check of the chain of events; it counts events. */
  public static final String CHAIN = "chain";

  /** Name of the check that decides the commands again; it counts events. */
  public static final String DECISIONS = "decisions";

  /** Name of the check that compares blocks; it counts block map entries. */
  public static final String BLOCKS = "blocks";

  private static final Duration REBUILD_MAX = Duration.ofHours(12);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final AuditedNode node;
  private final Console console;
  private final InstantSource time;
  private final AuditSince since;
  private final List<AuditReport.Check> checks = new ArrayList<>();
  private List<ChainReport> chains = List.of();

  public LedgerAudit(AuditedNode node, Console console, InstantSource time) {
    this(node, console, time, AuditSince.BEGINNING);
  }

  LedgerAudit(AuditedNode node, Console console, InstantSource time, AuditSince since) {
    this.node = node;
    this.console = console;
    this.time = time;
    this.since = since;
  }

  /** What a check gives: how much it compared, in words and as a number, and what does not fit. */
  private record Outcome(String compared, long count, @Nullable String difference) {}

  @FunctionalInterface
  private interface Work {
    Outcome run() throws IOException;
  }

  /** Makes all checks and prints a line for each. */
  public AuditReport run() throws IOException {
    Instant startedAt = time.instant();
    check(CHAIN, this::chain);
    check("entities", this::entities);
    if (since.fromBeginning()) {
      check("views", this::views);
    }
    check(DECISIONS, this::decisions);
    if (since.fromBeginning()) {
      check("block maps", this::blockMaps);
    }
    check(BLOCKS, this::blocks);
    return new AuditReport(
        node.logId(),
        startedAt,
        since.text(),
        chains.stream().map(LedgerAudit::partitionOf).toList(),
        checks);
  }

  private static AuditReport.Partition partitionOf(ChainReport chain) {
    return new AuditReport.Partition(
        chain.head().partition(),
        chain.from(),
        chain.head().nextEventOffset(),
        chain.events(),
        chain.head().hash().toString());
  }

  private Outcome chain() {
    chains = new ChainAudit(node.connection()).run(since.start());
    long events = chains.stream().mapToLong(ChainReport::events).sum();
    String difference =
        chains.stream()
            .filter(chain -> chain.broken() != null)
            .map(chain -> "partition %d, %s".formatted(chain.head().partition(), chain.broken()))
            .reduce(LedgerAudit::andAlso)
            .orElseGet(this::beyondAllLogs);
    return new Outcome(
        "%s events of %d partitions, each linked to the one before"
            .formatted(Sizes.count(events), chains.size()),
        events,
        difference);
  }

  /** The first differences of several partitions, by number. */
  private static String andAlso(String before, String next) {
    return before + "; and " + next;
  }

  /** What is wrong with an offset that no partition has; null if one has it. */
  private @Nullable String beyondAllLogs() {
    long longest = chains.stream().mapToLong(ChainReport::from).max().orElse(0);
    return since.start() instanceof AuditStart.Offset start && start.offset() > longest
        ? "expected a log of %d events or more, but the longest ends at %d"
            .formatted(start.offset(), longest)
        : null;
  }

  private void check(String name, Work work) throws IOException {
    console.border();
    Instant start = time.instant();
    Outcome outcome = outcome(work);
    Duration took = Duration.between(start, time.instant());
    double seconds = took.toNanos() / 1e9;
    checks.add(
        new AuditReport.Check(
            name, outcome.compared(), outcome.count(), seconds, outcome.difference()));
    console.line(
        "  %-10s %s in %s (%s/s): %s"
            .formatted(
                name,
                outcome.compared(),
                Sizes.time(took),
                Sizes.count((long) (outcome.count() / Math.max(seconds, 1e-3))),
                outcome.difference() == null ? "equal" : "DIFFERENT: " + outcome.difference()));
  }

  /** Something that cannot even be read is a difference, too; the other checks go on. */
  private static Outcome outcome(Work work) throws IOException {
    try {
      return work.run();
    } catch (StoppedException e) {
      throw e;
    } catch (RuntimeException e) { // Whatever is wrong with the data comes out somewhere.
      return new Outcome("could not be compared", 0, String.valueOf(e.getMessage()));
    }
  }

  private Outcome entities() throws IOException {
    CheckpointAudit.Report report =
        new CheckpointAudit(node.connection(), node.directory().checkpoints()).run();
    List<StateAudit.Comparison> comparisons = report.comparisons();
    long events = comparisons.stream().mapToLong(StateAudit.Comparison::events).sum();
    long entities = comparisons.stream().mapToLong(c -> c.rebuilt().entities()).sum();
    Stream<String> different =
        comparisons.stream()
            .filter(c -> !c.same())
            .map(
                c ->
                    "expected %s from the events, but the checkpoint says %s"
                        .formatted(c.rebuilt(), c.found()));
    String difference =
        Stream.concat(report.damaged().stream(), different).findFirst().orElse(null);
    return new Outcome(
        "%s events replayed to %s entities, against the checkpoints of %d of %d partitions"
            .formatted(
                Sizes.count(events), Sizes.count(entities), comparisons.size(), node.partitions()),
        events,
        difference);
  }

  private Outcome views() throws IOException {
    Path folder = Files.createTempDirectory("ledger-audit-views");
    try (var store = RocksViewStore.open(folder)) {
      LedgerViews rebuilt = LedgerViews.over(store);
      rebuild(rebuilt);
      return compareViews(rebuilt);
    } finally {
      Folders.delete(folder);
    }
  }

  /** Reads the log into empty views, up to where the live ones are. */
  private void rebuild(LedgerViews rebuilt) {
    Map<Integer, Long> events = new HashMap<>();
    Map<Integer, Long> blockMaps = new HashMap<>();
    for (int partition = 0; partition < node.partitions(); partition++) {
      events.put(partition, node.views().runner().appliedOffset(Feed.EVENTS, partition));
      blockMaps.put(partition, node.views().runner().appliedOffset(Feed.BLOCK_MAPS, partition));
    }
    try (var feed =
        EventFeed.readUpTo(node.connection(), rebuilt.runner(), new FeedEnd(events, blockMaps))) {
      Instant end = time.instant().plus(REBUILD_MAX);
      while (!feed.awaitReached(LOOK_EVERY)) {
        console.border();
        if (feed.health().state() == TailReader.State.STOPPED || time.instant().isAfter(end)) {
          throw new IllegalStateException(
              "expected the views to be rebuilt, but found " + feed.health());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("expected the views to be rebuilt, but was interrupted", e);
    }
  }

  private Outcome compareViews(LedgerViews rebuilt) {
    try (ReadView live = node.views().store().readView();
        ReadView again = rebuilt.store().readView()) {
      List<TableReport> tables = ViewComparison.compare(live, again);
      long rows = tables.stream().mapToLong(TableReport::rows).sum();
      String difference =
          tables.stream()
              .map(TableReport::firstDifference)
              .filter(Objects::nonNull)
              .map(
                  d ->
                      "expected %s in table %s at %s, but the live view has %s"
                          .formatted(d.rebuilt(), d.table(), d.key(), d.live()))
              .findFirst()
              .orElse(null);
      return new Outcome(
          "%s rows of %d tables rebuilt into an empty store"
              .formatted(Sizes.count(rows), tables.size()),
          rows,
          difference);
    }
  }

  private Outcome decisions() {
    List<ReexecutionReport> reports =
        new ReexecutionAudit(node.connection(), node.group()).run(since.start());
    long commands = reports.stream().mapToLong(ReexecutionReport::commands).sum();
    long events = reports.stream().mapToLong(ReexecutionReport::events).sum();
    long replies = reports.stream().mapToLong(ReexecutionReport::replies).sum();
    String difference =
        reports.stream()
            .filter(report -> !report.same())
            .map(report -> "partition " + report.partition() + ": " + text(report.first()))
            .reduce(LedgerAudit::andAlso)
            .orElse(null);
    return new Outcome(
        "%s commands decided again to %s events and %s replies, bit for bit"
            .formatted(Sizes.count(commands), Sizes.count(events), Sizes.count(replies)),
        events,
        difference);
  }

  private static String text(@Nullable Difference difference) {
    return difference == null
        ? "none"
        : "%s at offset %d (command %d): expected %s, but found %s"
            .formatted(
                difference.what(),
                difference.logOffset(),
                difference.commandOffset(),
                difference.expected(),
                difference.found());
  }

  private Outcome blockMaps() {
    try (ReadView reader = node.views().store().readView()) {
      var findings = new ArrayList<BlockMapAudit.Finding>();
      long checked = BlockMapAudit.check(reader, findings::add);
      String difference =
          findings.isEmpty()
              ? null
              : "snapshot " + findings.getFirst().snapshotId() + ": " + findings.getFirst().what();
      return new Outcome(
          Sizes.count(checked) + " snapshots: published maps against their events",
          checked,
          difference);
    }
  }

  private Outcome blocks() {
    try (ReadView reader = node.views().store().readView()) {
      var audit = new BlocksAudit(reader, node::store);
      // Presence first: a lost image also shows in those after it, which are not to blame.
      String difference = firstDifference(reader, audit::presence);
      if (difference == null) {
        difference = firstDifference(reader, audit::compare);
      }
      return new Outcome(
          "%s block map entries and %s of blocks against the log"
              .formatted(Sizes.count(audit.blocks()), Sizes.bytes(audit.bytes())),
          audit.blocks(),
          difference);
    }
  }

  /** A snapshot that was completed before the first event that is looked at is left alone. */
  private boolean isAudited(SnapshotRow row) {
    boolean all = since.fromBeginning() || chains.isEmpty();
    if (row.state() != SnapshotState.COMPLETED || all) {
      return row.state() == SnapshotState.COMPLETED;
    }
    Instant first = chains.get(node.partitionOf(row.subscriptionId())).firstEventAt();
    Instant completed = row.completedAt();
    return first != null && completed != null && !completed.isBefore(first);
  }

  private @Nullable String firstDifference(
      ReadView reader, Function<SnapshotRow, @Nullable String> check) {
    try (RowCursor<SnapshotRow> rows = reader.scan(Snapshots.TABLE, KeyRange.ALL)) {
      while (rows.hasNext()) {
        console.border();
        SnapshotRow row = rows.next().value();
        String difference = isAudited(row) ? check.apply(row) : null;
        if (difference != null) {
          return difference;
        }
      }
    }
    return null;
  }
}
