package dev.snapledger.projections.usage;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sums over resources, kept by the change of each resource's row. */
public final class Usage {
  /** Key: subscription 16, resource group in lower case, region. Row: the sums. */
  public static final ViewTable<UsageRow> TABLE =
      new ViewTable<>(
          7,
          "usage",
          RowFormat.of(
              1,
              (out, row) ->
                  out.id(row.subscriptionId().value())
                      .text(row.resourceGroup())
                      .text(row.region())
                      .number(row.disks())
                      .number(row.snapshots())
                      .number(row.diskBytes())
                      .number(row.snapshotBytes())
                      .number(row.storedBytes()),
              in ->
                  new UsageRow(
                      new SubscriptionId(in.id()),
                      in.text(),
                      in.text(),
                      in.number(),
                      in.number(),
                      in.number(),
                      in.number(),
                      in.number())),
          Usage::keyText);

  private Usage() {}

  /** Keeps the sums after the row of a resource was replaced; null where there was or is none. */
  public static void replaced(
      ViewBatch batch, @Nullable ResourceRow before, @Nullable ResourceRow after) {
    if (before != null && before.exists()) {
      add(batch, before, -1);
    }
    if (after != null && after.exists()) {
      add(batch, after, 1);
    }
  }

  /** What a subscription holds, by resource group and region. */
  public static List<UsageRow> of(ViewReader reader, SubscriptionId subscription) {
    return reader.scanPrefix(TABLE, new KeyWriter().id(subscription.value()).key()).values();
  }

  private static void add(ViewBatch batch, ResourceRow resource, int sign) {
    String group = resource.name().resourceGroup().toLowerCase(Locale.ROOT);
    Key key =
        new KeyWriter()
            .id(resource.subscriptionId().value())
            .text(group)
            .text(resource.region())
            .key();
    UsageRow found = batch.find(TABLE, key);
    UsageRow old =
        found == null
            ? new UsageRow(resource.subscriptionId(), group, resource.region(), 0, 0, 0, 0, 0)
            : found;
    UsageRow present = plus(old, resource, sign);
    if (present.disks() == 0 && present.snapshots() == 0) {
      batch.remove(TABLE, key);
    } else {
      batch.put(TABLE, key, present);
    }
  }

  private static UsageRow plus(UsageRow row, ResourceRow resource, int sign) {
    int disks = resource.type() == ResourceType.DISK ? sign : 0;
    int snapshots = resource.type() == ResourceType.SNAPSHOT ? sign : 0;
    return new UsageRow(
        row.subscriptionId(),
        row.resourceGroup(),
        row.region(),
        row.disks() + disks,
        row.snapshots() + snapshots,
        row.diskBytes() + disks * resource.sizeBytes(),
        row.snapshotBytes() + snapshots * resource.sizeBytes(),
        row.storedBytes() + sign * resource.storedBytes());
  }

  private static String keyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "subscription %s, group %s, region %s".formatted(in.id(), in.text(), in.text());
  }
}
