package dev.snapledger.server.arm;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.answer.MinOffset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes on after its request was answered. All there is to know of it is in the link
 * that the caller follows, so that the link works after a restart and at every node: nothing is
 * remembered. The state itself is always looked up in the views.
 *
 * <p>As text: fields separated by colons, in Base64 for URLs.
 *
 * <pre>
 * snapshot : id : partition : offset
 * grant    : id : partition : offset
 * move     : partition : offset : target subscription : target group : d|s id , d|s id …
 * </pre>
 */
sealed interface Operation {
  /** Longest text of an operation that is looked at. */
  int CHARS_MAX = 4_096;

  /** How far the views must be to show that it was started; null if nothing changed. */
  @Nullable MinOffset seen();

  /**
   * A snapshot that is made.
   *
   * @param id the snapshot
   */
  record MakeSnapshot(UUID id, @Nullable MinOffset seen) implements Operation {}

  /**
   * Shared access that was given.
   *
   * @param id the grant
   */
  record Share(UUID id, @Nullable MinOffset seen) implements Operation {}

  /**
   * Resources on their way to another place.
   *
   * @param target subscription they go to
   * @param targetGroup group they go to
   * @param items which ones
   */
  record Move(@Nullable MinOffset seen, SubscriptionId target, String targetGroup, List<Item> items)
      implements Operation {
    public Move {
      items = List.copyOf(items);
    }
  }

  /**
   * A disk or snapshot.
   *
   * @param type which of the two
   * @param id its identity
   */
  record Item(ResourceType type, UUID id) {}

  /** The text for links. */
  default String text() {
    MinOffset at = seen();
    String offset = at == null ? "-:-" : at.partition() + ":" + at.logOffset();
    String plain =
        switch (this) {
          case MakeSnapshot(UUID id, MinOffset _) -> "snapshot:%s:%s".formatted(id, offset);
          case Share(UUID id, MinOffset _) -> "grant:%s:%s".formatted(id, offset);
          case Move move ->
              "move:%s:%s:%s:%s"
                  .formatted(offset, move.target(), move.targetGroup(), itemsText(move.items()));
        };
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads what {@link #text} wrote; null if it is something else. */
  static @Nullable Operation parse(String text) {
    if (text.length() > CHARS_MAX) {
      return null;
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      String[] parts = plain.split(":", -1);
      return switch (parts[0] + "/" + parts.length) {
        case "snapshot/4" ->
            new MakeSnapshot(UUID.fromString(parts[1]), offset(parts[2], parts[3]));
        case "grant/4" -> new Share(UUID.fromString(parts[1]), offset(parts[2], parts[3]));
        case "move/6" ->
            new Move(
                offset(parts[1], parts[2]),
                SubscriptionId.parse(parts[3]),
                parts[4],
                items(parts[5]));
        default -> null;
      };
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static @Nullable MinOffset offset(String partition, String offset) {
    return partition.equals("-")
        ? null
        : new MinOffset(Integer.parseInt(partition), Long.parseLong(offset));
  }

  private static String itemsText(List<Item> items) {
    List<String> texts = new ArrayList<>();
    for (Item item : items) {
      texts.add((item.type() == ResourceType.DISK ? "d" : "s") + item.id());
    }
    return String.join(",", texts);
  }

  private static List<Item> items(String text) {
    List<Item> items = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      ResourceType type = each.startsWith("d") ? ResourceType.DISK : ResourceType.SNAPSHOT;
      items.add(new Item(type, UUID.fromString(each.substring(1))));
    }
    return items;
  }
}
