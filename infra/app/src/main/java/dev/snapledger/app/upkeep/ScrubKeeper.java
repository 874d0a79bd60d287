package dev.snapledger.app.upkeep;

import dev.snapledger.app.metrics.StoreMeters;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.scrub.BandwidthLimit;
import dev.snapledger.blockstore.scrub.RegionCopies;
import dev.snapledger.blockstore.scrub.Repair;
import dev.snapledger.blockstore.scrub.ScrubListener;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.ScrubReport.Damage;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import dev.snapledger.blockstore.scrub.ScrubRequest.Findings;
import dev.snapledger.blockstore.scrub.ScrubbableStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrubs a node's regions, one after the other, on a thread of its own: what is broken goes into
 * quarantine, and where another region has a sound copy, that takes its place.
 */
public final class ScrubKeeper implements AutoCloseable {
  /** How often it is looked whether a region's time has come. */
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(ScrubKeeper.class);

  private final BlockStores stores;
  private final ScrubChoice choice;
  private final ScrubTimes times;
  private final InstantSource time;
  private final StoreMeters meters;
  private final PeriodicWork work = new PeriodicWork("scrub-keeper", LOOK_EVERY, this::look);
  private final BandwidthLimit limit;

  /** Keeps all regions of {@code stores}, from {@link #start} on. */
  public ScrubKeeper(
      BlockStores stores,
      ScrubChoice choice,
      ScrubTimes times,
      InstantSource time,
      StoreMeters meters) {
    this.stores = stores;
    this.choice = choice;
    this.times = times;
    this.time = time;
    this.meters = meters;
    this.limit = new BandwidthLimit(time, work::pass, choice.bytesPerSecondMax());
  }

  /** Begins to look. */
  public void start() {
    work.start();
  }

  /** Scrubs the regions whose time has come; one that cannot be scrubbed is named in the log. */
  void look() {
    for (String region : stores.regions()) {
      boolean due = !time.instant().minus(choice.every()).isBefore(times.last(region));
      if (due && !work.isStopping()) {
        try {
          scrub(region);
        } catch (BlockStoreException e) {
          LOG.warn("Region {} cannot be scrubbed: {}", region, e.getMessage());
        }
      }
    }
  }

  private void scrub(String region) {
    ScrubbableStore store = stores.region(region);
    ScrubRequest request = new ScrubRequest(choice.depth(), Findings.QUARANTINE, limit);
    ScrubReport report = store.scrub(request, new UntilStopped());
    int healed = report.broken().isEmpty() ? 0 : heal(report, store);
    tell(region, report, healed);
    if (report.end() != ScrubReport.End.STOPPED) {
      times.scrubbed(region, time.instant());
    }
  }

  private final class UntilStopped implements ScrubListener {
    @Override
    public void advanced(ScrubProgress progress) {
      // Nobody watches.
    }

    @Override
    public boolean stopAsked() {
      return work.isStopping();
    }
  }

  private int heal(ScrubReport report, ScrubbableStore store) {
    Map<String, BlockStore> all = new TreeMap<>();
    for (String region : stores.regions()) {
      try {
        all.put(region, stores.region(region));
      } catch (BlockStoreException e) {
        LOG.warn("Region {} cannot be asked for copies: {}", region, e.getMessage());
      }
    }
    return new Repair(new RegionCopies(all)).heal(report, store).healed().size();
  }

  private void tell(String region, ScrubReport report, int healed) {
    int left = report.broken().size() - healed + report.unreadable().size();
    meters.broken(region, left);
    if (report.clean()) {
      LOG.info("Region {} is sound: {} bytes", region, report.coverage().doneBytes());
      return;
    }
    LOG.error(
        "Region {} has {} broken records, of which {} were repaired, and {} unreadable files",
        region,
        report.broken().size(),
        healed,
        report.unreadable().size());
    for (Damage damage : report.damages()) {
      LOG.error("Hit in region {}: {} in {}", region, damage.victim(), damage.ranges());
    }
  }

  /** Ends at the next border; the scrub begins anew later. */
  @Override
  public void close() {
    work.close();
  }
}
