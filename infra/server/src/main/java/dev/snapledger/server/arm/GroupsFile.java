package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.server.file.DurableFile;
import dev.snapledger.server.http.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Resource groups that were made here, in a file that is replaced whole:
 *
 * <pre>
 * {"groups": [{"subscription", "name", "location", "tags": {}}]}
 * </pre>
 *
 * <p>Safe for many threads of one process.
 */
final class GroupsFile {
  private final DurableFile file;
  private volatile List<GroupRow> groups;

  GroupsFile(Path path) {
    this.file = DurableFile.open(path);
    this.groups = List.copyOf(read());
  }

  List<GroupRow> all() {
    return groups;
  }

  /** Keeps a group, in place of the one with its name. */
  synchronized void put(GroupRow group) {
    List<GroupRow> all = without(group.subscriptionId(), group.name());
    all.add(group);
    write(all);
  }

  synchronized void remove(SubscriptionId subscription, String name) {
    List<GroupRow> all = without(subscription, name);
    if (all.size() < groups.size()) {
      write(all);
    }
  }

  private List<GroupRow> without(SubscriptionId subscription, String name) {
    List<GroupRow> all = new ArrayList<>(groups);
    all.removeIf(group -> group.isNamed(subscription, name));
    return all;
  }

  private List<GroupRow> read() {
    String text = file.read();
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

  private void write(List<GroupRow> all) {
    ObjectNode root = Json.object();
    ArrayNode list = root.putArray("groups");
    for (GroupRow group : all) {
      ObjectNode each = list.addObject();
      each.put("subscription", group.subscriptionId().toString());
      each.put("name", group.name()).put("location", group.location());
      ObjectNode tags = each.putObject("tags");
      group.tags().forEach(tags::put);
    }
    file.write(root.toPrettyString() + "\n");
    groups = List.copyOf(all);
  }
}
