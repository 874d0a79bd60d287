package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.server.file.SharedText;
import dev.snapledger.server.http.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resource groups that were made here or at another node, in a text that is replaced whole:
 *
 * <pre>
 * {"groups": [{"subscription", "name", "location", "tags": {}}]}
 * </pre>
 *
 * <p>Safe for many threads.
 */
final class GroupsFile {
  private final SharedText text;
  private volatile @Nullable Parsed parsed;

  private record Parsed(SharedText.Version version, List<GroupRow> groups) {}

  /** One change of what is kept. */
  private interface Change {
    void make(List<GroupRow> groups);
  }

  GroupsFile(SharedText text) {
    this.text = text;
  }

  List<GroupRow> all() {
    return read().groups();
  }

  /** Keeps a group, in place of the one with its name. */
  void put(GroupRow group) {
    change(
        all -> {
          remove(all, group.subscriptionId(), group.name());
          all.add(group);
        });
  }

  void remove(SubscriptionId subscription, String name) {
    change(all -> remove(all, subscription, name));
  }

  private static void remove(List<GroupRow> all, SubscriptionId subscription, String name) {
    all.removeIf(group -> group.isNamed(subscription, name));
  }

  /** Again, if another node was faster; each time one of them gets on. */
  private void change(Change change) {
    while (true) {
      Parsed before = read();
      List<GroupRow> all = new ArrayList<>(before.groups());
      change.make(all);
      if (all.equals(before.groups()) || text.replace(before.version(), write(all))) {
        return;
      }
    }
  }

  private Parsed read() {
    SharedText.Version version = text.read();
    Parsed last = parsed;
    if (last == null || last.version().number() != version.number()) {
      last = new Parsed(version, List.copyOf(parse(version.text())));
      parsed = last;
    }
    return last;
  }

  private static List<GroupRow> parse(@Nullable String text) {
    List<GroupRow> all = new ArrayList<>();
    if (text != null) {
      for (JsonNode each : Json.readObject(text).path("groups")) {
        Map<String, String> tags = new HashMap<>();
        each.path("tags").properties().forEach(t -> tags.put(t.getKey(), t.getValue().asText()));
        all.add(
            new GroupRow(
                SubscriptionId.parse(each.path("subscription").asText()),
                each.path("name").asText(),
                each.path("location").asText(),
                tags));
      }
    }
    return all;
  }

  private static String write(List<GroupRow> all) {
    ObjectNode root = Json.object();
    ArrayNode list = root.putArray("groups");
    for (GroupRow group : all) {
      ObjectNode each = list.addObject();
      each.put("subscription", group.subscriptionId().toString());
      each.put("name", group.name()).put("location", group.location());
      ObjectNode tags = each.putObject("tags");
      group.tags().forEach(tags::put);
    }
    return root.toPrettyString() + "\n";
  }
}
