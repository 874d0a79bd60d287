package dev.snapledger.projections.search;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.projections.chain.SnapshotKind;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.resource.ResourceRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for; everything that is given has to hold.
 *
 * @param groups resource groups in which it may be, in lower case, each once; null for all
 * @param name its name; null for any
 * @param tag a tag of it; null for any
 * @param state its state
 * @param since first instant at which it may have begun; null for any
 * @param until first instant at which it may not any more; null for none
 * @param family family of a snapshot; null for any
 * @param kind kind of a snapshot; null for any
 */
public record SearchFilter(
    @Nullable List<String> groups,
    @Nullable NameMatch name,
    @Nullable TagMatch tag,
    StateMatch state,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable FamilyId family,
    @Nullable SnapshotKind kind) {
  /** Everything that exists. */
  public static final SearchFilter EXISTING =
      new SearchFilter(null, null, null, StateMatch.EXISTING, null, null, null, null);

  public SearchFilter {
    groups = groups == null ? null : List.copyOf(groups);
  }

  /** How a name is compared, always without regard to case. */
  public enum Comparison {
    WHOLE,
    BEGINNING
  }

  /**
   * A name.
   *
   * @param text the name, or how it begins
   */
  public record NameMatch(String text, Comparison comparison) {
    boolean matches(String name) {
      String text = lower(this.text);
      return switch (comparison) {
        case WHOLE -> lower(name).equals(text);
        case BEGINNING -> lower(name).startsWith(text);
      };
    }
  }

  /**
   * A tag; its name is compared without regard to case, its value as it is.
   *
   * @param value null for any
   */
  public record TagMatch(String name, @Nullable String value) {
    boolean matches(Map<String, String> tags) {
      return tags.entrySet().stream()
          .anyMatch(
              tag ->
                  lower(tag.getKey()).equals(lower(name))
                      && (value == null || value.equals(tag.getValue())));
    }
  }

  /** States that are looked for. */
  public sealed interface StateMatch {
    /** All but deleted ones. */
    StateMatch EXISTING = new Existing();

    /** All there ever were. */
    StateMatch ANY = new Any();

    /** See {@link #EXISTING}. */
    record Existing() implements StateMatch {}

    /** See {@link #ANY}. */
    record Any() implements StateMatch {}

    /**
     * One state.
     *
     * @param state a constant of the kind's states
     * @param exists whether those in it exist
     */
    record One(Enum<?> state, boolean exists) implements StateMatch {}
  }

  /** Whether a row is one of those that are looked for. */
  boolean matches(ResourceRow row) {
    return matchesState(row)
        && (groups == null || groups.contains(lower(row.name().resourceGroup())))
        && (name == null || name.matches(row.name().name()))
        && (tag == null || tag.matches(row.tags()))
        && (since == null || !row.beganAt().isBefore(since))
        && (until == null || row.beganAt().isBefore(until))
        && (family == null || family.equals(row.familyId()))
        && (kind == null || (row instanceof SnapshotRow snapshot && snapshot.kind() == kind));
  }

  private boolean matchesState(ResourceRow row) {
    return switch (state) {
      case StateMatch.Existing _ -> row.exists();
      case StateMatch.Any _ -> true;
      case StateMatch.One one -> row.state() == one.state();
    };
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
