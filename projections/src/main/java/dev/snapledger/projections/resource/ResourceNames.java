package dev.snapledger.projections.resource;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.engine.Row;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Fields;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Names in use: which resource has a name, and what a subscription or group has. */
public final class ResourceNames {
  /**
   * Key: subscription 16, kind u8 (1 disk, 2 snapshot), resource group in lower case, name in lower
   * case. Row: whose name it is.
   */
  public static final ViewTable<ResourceEntry> TABLE =
      new ViewTable<>(
          6,
          "resource-names",
          RowFormat.of(
              1,
              (out, entry) -> {
                out.id(entry.subscriptionId().value()).constant(entry.type());
                Fields.name(out, entry.name());
                out.id(entry.resourceId());
              },
              in ->
                  new ResourceEntry(
                      new SubscriptionId(in.id()),
                      in.constant(ResourceType.values()),
                      Fields.name(in),
                      in.id())),
          ResourceNames::keyText);

  private ResourceNames() {}

  /** Keeps the names after the row of a resource was replaced; null where there was or is none. */
  public static void replaced(
      ViewBatch batch, @Nullable ResourceRow before, @Nullable ResourceRow after) {
    ResourceEntry old = entryOf(before);
    ResourceEntry present = entryOf(after);
    if (old != null && (present == null || !key(present).equals(key(old)))) {
      batch.remove(TABLE, key(old));
    }
    if (present != null && !present.equals(old)) {
      batch.put(TABLE, key(present), present);
    }
  }

  /** Returns the resource with a name, compared without regard to case; or null. */
  public static @Nullable ResourceEntry find(
      ViewReader reader, SubscriptionId subscription, ResourceType type, ResourceName name) {
    return reader.find(TABLE, key(subscription, type, name));
  }

  /** Whether the text can be a cursor of a listing: null, or from {@link Page#nextCursor}. */
  public static boolean isCursor(@Nullable String cursor) {
    if (cursor == null) {
      return true;
    }
    return cursor.length() % 2 == 0 && cursor.chars().allMatch(HexFormat::isHexDigit);
  }

  /**
   * A page of the resources of one kind, by resource group and name.
   *
   * @param listing from {@link #listing}
   * @param request which page; with a cursor for which {@link #isCursor} holds
   * @param row finds the row of an entry
   */
  public static <T> Page<T> list(
      ViewReader reader,
      Key listing,
      PageRequest request,
      Function<ResourceEntry, @Nullable T> row) {
    KeyRange range = KeyRange.ofPrefix(listing);
    if (request.cursor() != null) {
      range = range.after(Key.of(HexFormat.of().parseHex(request.cursor())));
    }
    List<Row<ResourceEntry>> found = reader.scan(TABLE, range).rows(request.itemsMax() + 1);
    boolean more = found.size() > request.itemsMax();
    List<Row<ResourceEntry>> page = more ? found.subList(0, request.itemsMax()) : found;
    List<T> items = page.stream().map(Row::value).map(row).filter(Objects::nonNull).toList();
    return new Page<>(items, more ? page.getLast().key().toString() : null);
  }

  /** The beginning of the keys of a listing: of one resource group, or of all if that is null. */
  public static Key listing(
      SubscriptionId subscription, ResourceType type, @Nullable String resourceGroup) {
    KeyWriter out = new KeyWriter().id(subscription.value()).u8(number(type));
    return (resourceGroup == null ? out : out.text(resourceGroup)).key();
  }

  private static @Nullable ResourceEntry entryOf(@Nullable ResourceRow row) {
    return row == null || !row.exists()
        ? null
        : new ResourceEntry(row.subscriptionId(), row.type(), row.name(), row.resourceId());
  }

  private static Key key(ResourceEntry entry) {
    return key(entry.subscriptionId(), entry.type(), entry.name());
  }

  private static Key key(SubscriptionId subscription, ResourceType type, ResourceName name) {
    return new KeyWriter()
        .id(subscription.value())
        .u8(number(type))
        .text(name.resourceGroup())
        .text(name.name())
        .key();
  }

  private static int number(ResourceType type) {
    return switch (type) {
      case DISK -> 1;
      case SNAPSHOT -> 2;
    };
  }

  private static String keyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "subscription %s, kind %d, %s/%s".formatted(in.id(), in.u8(), in.text(), in.text());
  }
}
