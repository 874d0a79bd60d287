package dev.snapledger.bench.contender;

import dev.snapledger.bench.process.Fields;
import dev.snapledger.cli.output.Folders;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.rocks.RocksViewStore;
import dev.snapledger.runtime.feed.EventFeed;
import dev.snapledger.runtime.kafka.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Rebuilds all projections into an empty RocksDB store, by the product's own feed. */
final class ViewsRebuild implements Contender {
  private static final Duration REBUILD_MAX = Duration.ofMinutes(30);

  private final Setup setup;

  ViewsRebuild(Setup setup) {
    this.setup = setup;
  }

  /** Verb {@code read records=N}: the feed does not count, so the caller says how many events. */
  @Override
  public Fields run(String verb, Fields request) throws Exception {
    KafkaConnection connection = setup.connection();
    Path folder = setup.folder().resolve("views");
    var end = EventFeed.end(connection);
    Fields measured;
    try (RocksViewStore store = RocksViewStore.open(folder)) {
      LedgerViews views = LedgerViews.over(store);
      Stopwatch watch = new Stopwatch();
      try (EventFeed feed = EventFeed.readUpTo(connection, views.runner(), end)) {
        if (!feed.awaitReached(REBUILD_MAX)) {
          throw new TimeoutException("expected views, but found " + feed.health());
        }
        measured = watch.stop(request.number("records"));
      }
    }
    Folders.delete(folder);
    return measured;
  }
}
