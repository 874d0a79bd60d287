package dev.snapledger.projections.policy;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.IncrementalAfterResize;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.Region;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import dev.snapledger.projections.row.RowReader;
import dev.snapledger.projections.row.RowWriter;
import org.jspecify.annotations.Nullable;

/** The policy each subscription adopted last. */
public final class Policies {
  /** Key: subscription 16. Row: the policy. */
  public static final ViewTable<Policy> TABLE =
      new ViewTable<>(
          12,
          "policies",
          RowFormat.of(1, Policies::write, Policies::read),
          key -> "subscription " + new KeyReader(key).id());

  private Policies() {}

  /** Returns the policy of a subscription; null if it never adopted one. */
  public static @Nullable Policy find(ViewReader reader, SubscriptionId subscription) {
    return reader.find(TABLE, key(subscription));
  }

  static Key key(SubscriptionId subscription) {
    return new KeyWriter().id(subscription.value()).key();
  }

  private static void write(RowWriter out, Policy policy) {
    out.text(policy.name())
        .number(policy.version())
        .number(policy.snapshotRateMax())
        .number(policy.snapshotRateWindowSeconds())
        .number(policy.snapshotCountMax())
        .number(policy.sasSnapshotsMax())
        .constant(policy.incrementalAfterResize())
        .maybe(policy.diffResizeBoundaryBytes(), RowWriter::number)
        .list(policy.regions(), (to, region) -> to.text(region.name()).flag(region.zones()));
  }

  private static Policy read(RowReader in) {
    return new Policy(
        in.text(),
        in.smallNumber(),
        in.smallNumber(),
        in.number(),
        in.smallNumber(),
        in.smallNumber(),
        in.constant(IncrementalAfterResize.values()),
        in.maybe(RowReader::number),
        in.list(from -> new Region(from.text(), from.flag())));
  }
}
