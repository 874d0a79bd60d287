package dev.snapledger.app;

import dev.snapledger.app.config.Setting;
import dev.snapledger.app.config.Settings;
import dev.snapledger.app.metrics.StoreMeters;
import dev.snapledger.app.upkeep.ReclaimChoice;
import dev.snapledger.app.upkeep.ScrubChoice;
import dev.snapledger.app.upkeep.ScrubKeeper;
import dev.snapledger.app.upkeep.ScrubTimes;
import dev.snapledger.app.upkeep.SpaceKeeper;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.object.ObjectStore;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.workers.Workers;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * What a node opens of its blocks before there is a log: the stores in its folder, or a client of
 * the storage that it shares with other nodes.
 */
final class NodeBlocks {
  private final StoreChoice choice;
  private final StoreChoice.Local local;
  private final ReclaimChoice reclaim;
  private final ScrubChoice scrub;
  private final @Nullable BlockStores own;
  private final @Nullable ObjectStore objects;

  /** Whether other nodes can have the blocks, too. */
  enum Shared {
    NO,
    YES
  }

  private NodeBlocks(
      StoreChoice choice,
      StoreChoice.Local local,
      Settings settings,
      @Nullable BlockStores own,
      @Nullable ObjectStore objects) {
    this.choice = choice;
    this.local = local;
    this.reclaim = ReclaimChoice.of(settings);
    this.scrub = ScrubChoice.of(settings);
    this.own = own;
    this.objects = objects;
  }

  /** Opens it; needs no broker. All that is opened is added to {@code closing}. */
  static NodeBlocks open(Path folder, Settings settings, NodePorts ports, Closing closing) {
    StoreChoice choice = StoreChoice.of(settings);
    var local = new StoreChoice.Local(folder, settings.text(Setting.NODE_NAME), ports);
    return choice.isShared()
        ? new NodeBlocks(choice, local, settings, null, closing.add(choice.openObjects(folder)))
        : new NodeBlocks(choice, local, settings, closing.add(choice.openOwn(folder)), null);
  }

  Shared shared() {
    return choice.isShared() ? Shared.YES : Shared.NO;
  }

  /** Name of the node. */
  String node() {
    return local.node();
  }

  InstantSource time() {
    return local.ports().time();
  }

  /** What works with the blocks while this node holds them. */
  BlockWork.Parts parts(
      Path folder, MeterRegistry metrics, Function<BlockStores, Workers> workers) {
    var meters = new StoreMeters(metrics);
    return new BlockWork.Parts() {
      @Override
      public Workers workers(BlockStores stores) {
        return workers.apply(stores);
      }

      @Override
      public SpaceKeeper space(BlockStores stores) {
        return new SpaceKeeper(stores, reclaim, time(), meters);
      }

      @Override
      public ScrubKeeper scrubs(BlockStores stores) {
        var times = new ScrubTimes(folder.resolve("SCRUBBED"));
        return new ScrubKeeper(stores, scrub, times, time(), meters);
      }
    };
  }

  /** The blocks, once there is a log; not begun. */
  Blocks with(NodeBase base, BlockWork.Parts parts) {
    if (own != null) {
      return new OwnBlocks(own, parts);
    }
    if (objects == null) {
      throw new IllegalStateException("expected stores or a client, but found neither");
    }
    return new SharedBlocks(choice, logIdOf(base), objects, local, parts);
  }

  /** Which ledger it is: the id of its event log. */
  private static String logIdOf(NodeBase base) {
    try (Admin admin = Admin.create(base.connection().admin())) {
      return new LogEnds(admin).topics().logId();
    }
  }
}
