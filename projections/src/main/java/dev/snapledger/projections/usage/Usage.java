package dev.snapledger.projections.usage;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.engine.Row;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sums over resources, kept by the change of each resource's row. */
public final class Usage {
  private static final long DAY_SECONDS = 86_400;

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

  /**
   * Key: subscription 16, resource group in lower case, region, day since 1970 u32. Row: the sums
   * at the end of that day (UTC), if they changed on it.
   */
  public static final ViewTable<UsageRow> DAYS =
      new ViewTable<>(37, "usage-days", TABLE.format(), Usage::dayKeyText);

  private Usage() {}

  /**
   * Keeps the sums after the row of a resource was replaced; null where there was or is none.
   *
   * @param time time of the event that replaced it
   */
  public static void replaced(
      ViewBatch batch, Instant time, @Nullable ResourceRow before, @Nullable ResourceRow after) {
    if (before != null && before.exists()) {
      add(batch, time, before, -1);
    }
    if (after != null && after.exists()) {
      add(batch, time, after, 1);
    }
  }

  /** What a subscription holds, by resource group and region. */
  public static List<UsageRow> of(ViewReader reader, SubscriptionId subscription) {
    return reader.scanPrefix(TABLE, new KeyWriter().id(subscription.value()).key()).values();
  }

  /**
   * What a subscription held at the end of each day on which that changed, by resource group,
   * region and day.
   *
   * @param from first day; before it only the newest of each group and region is told
   * @param to last day
   */
  public static List<UsageDay> days(
      ViewReader reader, SubscriptionId subscription, LocalDate from, LocalDate to) {
    List<UsageDay> found = new ArrayList<>();
    Key prefix = new KeyWriter().id(subscription.value()).key();
    try (RowCursor<UsageRow> rows = reader.scanPrefix(DAYS, prefix)) {
      while (rows.hasNext()) {
        Row<UsageRow> row = rows.next();
        UsageDay day = new UsageDay(LocalDate.ofEpochDay(dayOf(row.key())), row.value());
        if (!found.isEmpty() && found.getLast().endsBefore(from, day)) {
          found.removeLast();
        }
        if (!day.day().isAfter(to)) {
          found.add(day);
        }
      }
    }
    return found;
  }

  private static void add(ViewBatch batch, Instant time, ResourceRow resource, int sign) {
    String group = resource.name().resourceGroup().toLowerCase(Locale.ROOT);
    KeyWriter parts =
        new KeyWriter().id(resource.subscriptionId().value()).text(group).text(resource.region());
    Key key = parts.key();
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
    batch.put(
        DAYS, parts.u32((int) Math.floorDiv(time.getEpochSecond(), DAY_SECONDS)).key(), present);
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

  private static String dayKeyText(Key key) {
    return "%s, day %d".formatted(keyText(key), dayOf(key));
  }

  private static int dayOf(Key key) {
    KeyReader in = new KeyReader(key);
    in.id();
    in.text();
    in.text();
    return in.u32();
  }

  private static String keyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "subscription %s, group %s, region %s".formatted(in.id(), in.text(), in.text());
  }
}
