package dev.snapledger.app;

import dev.snapledger.app.config.RuntimeChoice;
import dev.snapledger.app.config.Settings;
import dev.snapledger.app.data.DataDirectory;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogEnds;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;

/**
 * A stopped node's data, opened for an audit: its broker and, for reading only, its stores, but no
 * command loop and no workers, so nothing is decided or done meanwhile.
 */
public final class AuditedNode implements AutoCloseable {
  private final NodeBase base;
  private final NodeViews views;
  private final String group;
  private final BlockStores stores;
  private final Closing closing;

  private AuditedNode(
      NodeBase base, NodeViews views, String group, BlockStores stores, Closing closing) {
    this.group = group;
    this.base = base;
    this.views = views;
    this.stores = stores;
    this.closing = closing;
  }

  /** Opens it; the views first catch up with the log, as at any start. */
  public static AuditedNode open(Path folder, Settings settings) {
    var closing = new Closing();
    try {
      String group = RuntimeChoice.group(settings); // Wrong settings first.
      NodeBase.Starting starting = NodeBase.begin(folder, settings, closing);
      DataDirectory directory = starting.directory();
      StoreChoice.checkLocal(directory.root());
      NodeViews.Opened opened = NodeViews.open(directory, closing);
      BlockStores stores = closing.add(BlockStores.readOnlyIn(directory.root()));
      NodeBase base = starting.await();
      NodeViews views = opened.follow(base.connection(), Tracing.NONE, closing).requireFollowing();
      return new AuditedNode(base, views, group, stores, closing);
    } catch (RuntimeException e) {
      LedgerNode.closeAfter(e, closing);
      throw e;
    }
  }

  public KafkaConnection connection() {
    return base.connection();
  }

  public DataDirectory directory() {
    return base.directory();
  }

  /** Consumer group of the command processors. */
  public String group() {
    return group;
  }

  public int partitions() {
    return base.layout().partitions();
  }

  /** Which ledger this is: the id of its event log. */
  public String logId() {
    try (Admin admin = Admin.create(base.connection().admin())) {
      return new LogEnds(admin).topics().logId();
    }
  }

  /** Partition that decides about a subscription. */
  public int partitionOf(SubscriptionId subscription) {
    return base.layout().partitionOf(subscription);
  }

  /** The live views. */
  public LedgerViews views() {
    return views.views();
  }

  /**
   * The store of a region, which refuses changes.
   *
   * @throws dev.snapledger.blockstore.api.BlockStoreException if it is not there or not readable
   */
  public BlockStore store(String region) {
    return stores.region(region);
  }

  @Override
  public void close() {
    closing.close();
  }
}
