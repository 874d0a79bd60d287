package dev.snapledger.server.query;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.projections.chain.SnapshotKind;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.disk.DiskState;
import dev.snapledger.projections.search.SearchFilter;
import dev.snapledger.projections.search.SearchFilter.Comparison;
import dev.snapledger.projections.search.SearchFilter.NameMatch;
import dev.snapledger.projections.search.SearchFilter.StateMatch;
import dev.snapledger.projections.search.SearchFilter.TagMatch;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the filters of lists. */
final class Filters {
  /** Parameters of a list of families. */
  static final Set<String> OF_FAMILIES =
      Set.of("name", "tag", "state", "since", "until", "resourceGroup", "limit", "cursor", "asOf");

  /** Parameters of a list of snapshots. */
  static final Set<String> OF_SNAPSHOTS =
      Set.of(
          "name",
          "tag",
          "state",
          "since",
          "until",
          "resourceGroup",
          "kind",
          "family",
          "limit",
          "cursor",
          "asOf");

  /** Parameters of the list of the snapshots of a family. */
  static final Set<String> OF_CHAINS = Set.of("state", "limit", "cursor", "asOf");

  private Filters() {}

  static SearchFilter families(QueryCall call) {
    return filter(
        call, state(call, DiskState.values(), DiskState.DELETED, StateMatch.EXISTING), null);
  }

  static SearchFilter snapshots(QueryCall call) {
    UUID family = call.parameters().id("family");
    return filter(
        call,
        snapshotState(call, StateMatch.EXISTING),
        family == null ? null : new FamilyId(family));
  }

  /** The snapshots of the family of the path. */
  static SearchFilter chain(QueryCall call) {
    return new SearchFilter(
        call.groups(),
        null,
        null,
        snapshotState(call, StateMatch.EXISTING),
        null,
        null,
        new FamilyId(call.id("family")),
        null);
  }

  private static SearchFilter filter(QueryCall call, StateMatch state, @Nullable FamilyId family) {
    Parameters parameters = call.parameters();
    return new SearchFilter(
        groups(call),
        name(parameters.text("name")),
        tag(parameters.text("tag")),
        state,
        parameters.time("since"),
        parameters.time("until"),
        family,
        kind(parameters));
  }

  /** The group that was asked for, if the caller may see it; else none at all. */
  private static @Nullable List<String> groups(QueryCall call) {
    String asked = call.parameters().text("resourceGroup");
    if (asked == null) {
      return call.groups();
    }
    String group = asked.toLowerCase(Locale.ROOT);
    return call.groups() == null || call.groups().contains(group) ? List.of(group) : List.of();
  }

  private static @Nullable NameMatch name(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return text.endsWith("*")
        ? new NameMatch(text.substring(0, text.length() - 1), Comparison.BEGINNING)
        : new NameMatch(text, Comparison.WHOLE);
  }

  private static @Nullable TagMatch tag(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int colon = text.indexOf(':');
    if (text.isEmpty() || colon == 0) {
      throw Parameters.invalid("tag", "NAME or NAME:VALUE", text);
    }
    return colon < 0
        ? new TagMatch(text, null)
        : new TagMatch(text.substring(0, colon), text.substring(colon + 1));
  }

  private static StateMatch snapshotState(QueryCall call, StateMatch otherwise) {
    return state(call, SnapshotState.values(), SnapshotState.DELETED, otherwise);
  }

  private static StateMatch state(
      QueryCall call, Enum<?>[] states, Enum<?> deleted, StateMatch otherwise) {
    List<String> words =
        Stream.concat(Arrays.stream(states).map(RowJson::word), Stream.of("any")).toList();
    String word = call.parameters().word("state", words);
    if (word == null) {
      return otherwise;
    }
    if (word.equals("any")) {
      return StateMatch.ANY;
    }
    Enum<?> state = states[words.indexOf(word)];
    return new StateMatch.One(state, state != deleted);
  }

  private static @Nullable SnapshotKind kind(Parameters parameters) {
    SnapshotKind[] kinds = SnapshotKind.values();
    List<String> words = Arrays.stream(kinds).map(RowJson::word).toList();
    String word = parameters.word("kind", words);
    return word == null ? null : kinds[words.indexOf(word)];
  }
}
