package dev.snapledger.projections.search;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.resource.ResourceIndex;
import dev.snapledger.projections.resource.ResourceIndex.Life;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.search.SearchFilter.Comparison;
import dev.snapledger.projections.search.SearchFilter.NameMatch;
import dev.snapledger.projections.search.SearchFilter.StateMatch;
import dev.snapledger.projections.search.SearchFilter.TagMatch;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Which runs of the index are read for a filter, merged by what follows their prefixes.
 *
 * @param prefixes beginnings of the keys; empty when the rows as they are listed are read instead
 * @param order how they come out
 */
record SearchPlan(List<Key> prefixes, Order order) {
  /** How keys go on after a prefix. */
  enum Order {
    /** With the reversed start: newest first. */
    NEWEST_FIRST,
    /** With the rest of a text, then the start. */
    BY_TEXT
  }

  /** The plan for what is now; the index that picks fewest comes first. */
  static SearchPlan of(SubscriptionId subscription, ResourceType type, SearchFilter filter) {
    FamilyId family = filter.family();
    if (family != null && type == ResourceType.SNAPSHOT) {
      return newestFirst(filter, life -> ResourceIndex.family(subscription, life, family));
    }
    NameMatch name = filter.name();
    if (name != null && name.comparison() == Comparison.WHOLE) {
      return newestFirst(filter, life -> ResourceIndex.name(subscription, type, life, name.text()));
    }
    TagMatch tag = filter.tag();
    if (tag != null) {
      return ofTag(subscription, type, filter, tag);
    }
    if (name != null) {
      return new SearchPlan(
          lives(filter).stream()
              .map(life -> beginning(ResourceIndex.names(subscription, type, life), name.text()))
              .toList(),
          Order.BY_TEXT);
    }
    return ofStateOrGroup(subscription, type, filter);
  }

  private static SearchPlan ofTag(
      SubscriptionId subscription, ResourceType type, SearchFilter filter, TagMatch tag) {
    String value = tag.value();
    if (value == null) {
      return new SearchPlan(
          lives(filter).stream()
              .map(life -> ResourceIndex.tag(subscription, type, life, tag.name()).key())
              .toList(),
          Order.BY_TEXT);
    }
    return newestFirst(
        filter,
        life ->
            ResourceIndex.tag(subscription, type, life, tag.name())
                .text(ResourceIndex.plain(value)));
  }

  private static SearchPlan ofStateOrGroup(
      SubscriptionId subscription, ResourceType type, SearchFilter filter) {
    List<String> groups = filter.groups();
    if (groups != null) {
      return ofGroups(
          groups, filter, (life, group) -> ResourceIndex.group(subscription, type, life, group));
    }
    return switch (filter.state()) {
      case StateMatch.Existing _ -> new SearchPlan(List.of(), Order.NEWEST_FIRST);
      case StateMatch.Any _ -> ever(subscription, type);
      case StateMatch.One one ->
          new SearchPlan(
              List.of(ResourceIndex.state(subscription, type, one.state()).key()),
              Order.NEWEST_FIRST);
    };
  }

  private static SearchPlan ofGroups(
      List<String> groups, SearchFilter filter, BiFunction<Life, String, KeyWriter> key) {
    return new SearchPlan(
        groups.stream()
            .flatMap(group -> lives(filter).stream().map(life -> key.apply(life, group).key()))
            .toList(),
        Order.NEWEST_FIRST);
  }

  /** All there ever were. */
  static SearchPlan ever(SubscriptionId subscription, ResourceType type) {
    return new SearchPlan(
        List.of(ResourceIndex.ever(subscription, type).key()), Order.NEWEST_FIRST);
  }

  private static SearchPlan newestFirst(SearchFilter filter, Function<Life, KeyWriter> key) {
    return new SearchPlan(
        lives(filter).stream().map(key).map(KeyWriter::key).toList(), Order.NEWEST_FIRST);
  }

  private static List<Life> lives(SearchFilter filter) {
    return switch (filter.state()) {
      case StateMatch.Existing _ -> List.of(Life.EXISTING);
      case StateMatch.Any _ -> List.of(Life.EXISTING, Life.DELETED);
      case StateMatch.One one -> List.of(one.exists() ? Life.EXISTING : Life.DELETED);
    };
  }

  /** The beginning of a text that ends later: without the zero byte behind it. */
  private static Key beginning(KeyWriter key, String text) {
    byte[] whole = key.text(ResourceIndex.plain(text)).key().toBytes();
    return Key.of(Arrays.copyOf(whole, whole.length - 1));
  }
}
