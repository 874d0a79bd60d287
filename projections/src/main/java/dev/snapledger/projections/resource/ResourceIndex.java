package dev.snapledger.projections.resource;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import dev.snapledger.projections.row.RowReader;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where resources are found by what is known of them. All keys of one index end with the reversed
 * time at which the resource began and its identity, so that the newest comes first.
 *
 * <pre>
 *   subscription 16, kind u8 (1 disk, 2 snapshot), index u8, then
 *   1 state   name of the state
 *   2 name    life u8, name
 *   3 tag     life u8, tag, value
 *   4 family  life u8, family 16
 *   5 group   life u8, resource group
 *   6 ever    nothing: all there ever were
 *   then      reversed start u64, resource 16
 * </pre>
 *
 * Life is 0 for what exists and 1 for what is deleted. Of what left the subscription the entry
 * among all there ever were stays.
 */
public final class ResourceIndex {
  /** Key: see above. Row: nothing. */
  public static final ViewTable<Boolean> TABLE =
      new ViewTable<>(
          30,
          "resource-index",
          RowFormat.of(1, (out, present) -> out.flag(present), RowReader::flag),
          ResourceIndex::keyText);

  /** Bytes at the end of each key: reversed start and identity. */
  public static final int END_BYTES = 24;

  private static final int STATE = 1;
  private static final int NAME = 2;
  private static final int TAG = 3;
  private static final int FAMILY = 4;
  private static final int GROUP = 5;
  private static final int EVER = 6;

  private ResourceIndex() {}

  /** Whether resources exist or are deleted. */
  public enum Life {
    EXISTING,
    DELETED;

    static Life of(ResourceRow row) {
      return row.exists() ? EXISTING : DELETED;
    }
  }

  /**
   * Keeps the index after the row of a resource was replaced; null where there was or is none. Only
   * keys of what changed are made.
   */
  public static void replaced(
      ViewBatch batch, @Nullable ResourceRow before, @Nullable ResourceRow after) {
    boolean livesAnew = differ(before, after, Life::of);
    if (differ(before, after, ResourceRow::state)) {
      replace(batch, before, after, ResourceIndex::states);
    }
    if (livesAnew || differ(before, after, ResourceRow::name)) {
      replace(batch, before, after, ResourceIndex::names);
    }
    if (livesAnew || differ(before, after, ResourceRow::tags)) {
      replace(batch, before, after, ResourceIndex::tags);
    }
    if (livesAnew) {
      replace(batch, before, after, ResourceIndex::families);
    }
    if (after != null && before == null) {
      batch.put(TABLE, end(ever(after.subscriptionId(), after.type()), after), true);
    }
  }

  private static boolean differ(
      @Nullable ResourceRow before,
      @Nullable ResourceRow after,
      Function<ResourceRow, Object> part) {
    return before == null || after == null || !part.apply(before).equals(part.apply(after));
  }

  private static void replace(
      ViewBatch batch,
      @Nullable ResourceRow before,
      @Nullable ResourceRow after,
      Function<ResourceRow, List<KeyWriter>> keys) {
    if (before != null) {
      keys.apply(before).forEach(key -> batch.remove(TABLE, end(key, before)));
    }
    if (after != null) {
      keys.apply(after).forEach(key -> batch.put(TABLE, end(key, after), true));
    }
  }

  private static List<KeyWriter> states(ResourceRow row) {
    return List.of(state(row.subscriptionId(), row.type(), row.state()));
  }

  private static List<KeyWriter> names(ResourceRow row) {
    SubscriptionId subscription = row.subscriptionId();
    return List.of(
        name(subscription, row.type(), Life.of(row), row.name().name()),
        group(subscription, row.type(), Life.of(row), row.name().resourceGroup()));
  }

  private static List<KeyWriter> tags(ResourceRow row) {
    return row.tags().entrySet().stream()
        .map(
            tag ->
                tag(row.subscriptionId(), row.type(), Life.of(row), tag.getKey())
                    .text(plain(tag.getValue())))
        .toList();
  }

  private static List<KeyWriter> families(ResourceRow row) {
    FamilyId family = row.familyId();
    return family == null || row.type() != ResourceType.SNAPSHOT
        ? List.of()
        : List.of(family(row.subscriptionId(), Life.of(row), family));
  }

  private static Key end(KeyWriter key, ResourceRow row) {
    return key.u64(ReversedNumbers.of(row.beganAt())).id(row.resourceId()).key();
  }

  /** All there ever were. */
  public static KeyWriter ever(SubscriptionId subscription, ResourceType type) {
    return index(subscription, type, EVER);
  }

  /** Those in one state. */
  public static KeyWriter state(SubscriptionId subscription, ResourceType type, Enum<?> state) {
    return index(subscription, type, STATE).text(state.name());
  }

  /** Those with a name, whatever their group. */
  public static KeyWriter name(
      SubscriptionId subscription, ResourceType type, Life life, String name) {
    return life(subscription, type, NAME, life).text(plain(name));
  }

  /** Those whose names are in this index, for the beginning of a name to follow. */
  public static KeyWriter names(SubscriptionId subscription, ResourceType type, Life life) {
    return life(subscription, type, NAME, life);
  }

  /** Those with a tag, by its value, which may follow. */
  public static KeyWriter tag(
      SubscriptionId subscription, ResourceType type, Life life, String tag) {
    return life(subscription, type, TAG, life).text(plain(tag));
  }

  /** The snapshots of a family. */
  public static KeyWriter family(SubscriptionId subscription, Life life, FamilyId familyId) {
    return life(subscription, ResourceType.SNAPSHOT, FAMILY, life).id(familyId.value());
  }

  /** Those of a resource group. */
  public static KeyWriter group(
      SubscriptionId subscription, ResourceType type, Life life, String resourceGroup) {
    return life(subscription, type, GROUP, life).text(plain(resourceGroup));
  }

  private static KeyWriter life(
      SubscriptionId subscription, ResourceType type, int index, Life life) {
    return index(subscription, type, index).u8(life == Life.EXISTING ? 0 : 1);
  }

  private static KeyWriter index(SubscriptionId subscription, ResourceType type, int index) {
    return new KeyWriter().id(subscription.value()).u8(type == ResourceType.DISK ? 1 : 2).u8(index);
  }

  /** A text in a key has no zero; whoever finds a row looks at the text itself. */
  public static String plain(String text) {
    return text.replace('\0', ' ');
  }

  private static String keyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "subscription %s, kind %d, index %d, %s".formatted(in.id(), in.u8(), in.u8(), key);
  }
}
