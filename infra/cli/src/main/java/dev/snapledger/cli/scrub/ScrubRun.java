package dev.snapledger.cli.scrub;

import dev.snapledger.app.StoppedStores;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.scrub.BrokenRecord;
import dev.snapledger.blockstore.scrub.RegionCopies;
import dev.snapledger.blockstore.scrub.Repair;
import dev.snapledger.blockstore.scrub.ScrubListener;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import dev.snapledger.blockstore.scrub.SoundBlock;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.stop.StopRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Scrubs regions one after the other, then looks for copies of what is broken. */
final class ScrubRun {
  private final StoppedStores stores;
  private final ScrubRequest request;
  private final Console console;
  private final StopRequest stop;

  ScrubRun(StoppedStores stores, ScrubRequest request, Console console, StopRequest stop) {
    this.stores = stores;
    this.request = request;
    this.console = console;
    this.stop = stop;
  }

  /** Scrubs until the end, or until the process shall end. */
  List<RegionScrub> run(List<String> regions) {
    List<RegionScrub> scrubs = new ArrayList<>();
    for (String region : regions) {
      if (!stop.isAsked()) {
        scrubs.add(scrub(region));
      }
    }
    boolean broken = scrubs.stream().anyMatch(scrub -> !scrub.report().broken().isEmpty());
    return broken ? withCopies(scrubs) : scrubs;
  }

  private RegionScrub scrub(String region) {
    Console.ByteProgress progress = console.progress("scrubbing " + region);
    ScrubReport report =
        stores
            .region(region)
            .scrub(
                request,
                new ScrubListener() {
                  @Override
                  public void advanced(ScrubProgress now) {
                    progress.advanced(
                        now.doneBytes(),
                        now.totalBytes(),
                        now.broken() == 0 ? "" : ", " + now.broken() + " broken");
                  }

                  @Override
                  public boolean stopAsked() {
                    return stop.isAsked();
                  }
                });
    Duration took = progress.done(report.coverage().doneBytes());
    return new RegionScrub(region, report, took, Map.of());
  }

  /** With all regions of the node: a copy may be in one that was not to be scrubbed. */
  private List<RegionScrub> withCopies(List<RegionScrub> scrubs) {
    Map<String, BlockStore> all = new TreeMap<>();
    for (String region : stores.regions()) {
      try {
        all.put(region, stores.region(region));
      } catch (BlockStoreException e) {
        console.line("  " + region + " cannot be asked for copies: " + e.getMessage());
      }
    }
    var repair = new Repair(new RegionCopies(all));
    return scrubs.stream()
        .map(scrub -> scrub.withCopies(copiesOf(scrub.report().broken(), repair)))
        .toList();
  }

  private Map<BrokenRecord, RegionScrub.Copy> copiesOf(List<BrokenRecord> broken, Repair repair) {
    Map<BrokenRecord, RegionScrub.Copy> copies = new HashMap<>();
    for (BrokenRecord record : broken) {
      SoundBlock found = stop.isAsked() ? null : repair.find(record);
      if (found != null) {
        copies.put(record, RegionScrub.Copy.of(found));
      }
    }
    return copies;
  }
}
