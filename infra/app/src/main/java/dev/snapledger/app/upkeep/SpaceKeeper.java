package dev.snapledger.app.upkeep;

import dev.snapledger.app.metrics.StoreMeters;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.api.ReclaimReport;
import dev.snapledger.blockstore.api.ReclaimRequest;
import dev.snapledger.blockstore.api.ReclaimRequest.Orphans;
import dev.snapledger.blockstore.scrub.BandwidthLimit;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees the dead parts of a node's data segments now and then, on a thread of its own.
 *
 * <p>Segments that nothing referred to since their store was opened are left alone: they may be all
 * that is left of something lost, so only a person frees them.
 */
public final class SpaceKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpaceKeeper.class);

  private final BlockStores stores;
  private final ReclaimChoice choice;
  private final StoreMeters meters;
  private final BandwidthLimit limit;
  private final PeriodicWork work;

  /** Keeps the regions that are open in {@code stores}, from {@link #start} on. */
  public SpaceKeeper(
      BlockStores stores, ReclaimChoice choice, InstantSource time, StoreMeters meters) {
    this.stores = stores;
    this.meters = meters;
    this.choice = choice;
    this.work = new PeriodicWork("space-keeper", choice.every(), this::look);
    this.limit = new BandwidthLimit(time, work::pass, choice.bytesPerSecondMax());
  }

  /** Begins to look, the first time after one interval. */
  public void start() {
    work.start();
  }

  /** Looks at every open region once; a region that cannot be freed is named in the log. */
  void look() {
    for (String region : stores.openRegions()) {
      try {
        free(region);
      } catch (BlockStoreException e) {
        LOG.warn("No space is freed in region {}: {}", region, e.getMessage());
      }
    }
  }

  private void free(String region) {
    long[] moved = {0};
    ReclaimReport report =
        stores
            .region(region)
            .reclaim(
                new ReclaimRequest(false, choice.deadPercentMin(), Orphans.KEEP),
                (movedBytes, _) -> {
                  limit.await(movedBytes - moved[0]);
                  moved[0] = movedBytes;
                  checkGoing();
                });
    meters.freed(region, report.freedBytes());
    meters.used(region, stores.region(region).usage());
    if (!report.segments().isEmpty()) {
      LOG.info(
          "Freed {} bytes of region {} by moving {}, in {} segments",
          report.freedBytes(),
          region,
          report.movedBytes(),
          report.segments().size());
    }
  }

  private void checkGoing() {
    if (work.isStopping()) {
      throw new CancellationException("freeing space was stopped");
    }
  }

  /** Ends at the next record; what was freed stays freed. */
  @Override
  public void close() {
    work.close();
  }
}
