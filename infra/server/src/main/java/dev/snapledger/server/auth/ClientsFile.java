package dev.snapledger.server.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.file.DurableFile;
import dev.snapledger.server.http.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of clients, for the owner alone:
 *
 * <pre>
 * {"clients": [{"id", "name", "secretSha256", "roles": [{"role", "scope"}]}]}
 * </pre>
 *
 * <p>A client of an external issuer has {@code "external": true} and no secret.
 *
 * <p>Looked at anew each time, so that what an operator changes holds at once. Safe for many
 * threads.
 */
final class ClientsFile {
  private record Parsed(String text, List<Client> clients) {}

  private final DurableFile file;
  private volatile @Nullable Parsed parsed;

  ClientsFile(Path path) {
    this.file = DurableFile.secret(path);
  }

  /** All of them; none if there is no file. */
  List<Client> read() {
    String text = file.read();
    if (text == null) {
      return List.of();
    }
    Parsed last = parsed;
    if (last == null || !last.text().equals(text)) {
      last = new Parsed(text, parse(text));
      parsed = last;
    }
    return last.clients();
  }

  private List<Client> parse(String text) {
    List<Client> clients = new ArrayList<>();
    for (JsonNode entry : Json.readObject(text).path("clients")) {
      clients.add(client(entry));
    }
    return List.copyOf(clients);
  }

  void write(List<Client> clients) {
    ObjectNode root = Json.object();
    ArrayNode list = root.putArray("clients");
    for (Client client : clients) {
      ObjectNode entry = list.addObject();
      entry.put("id", client.id()).put("name", client.name());
      switch (client.kind()) {
        case BUILT_IN -> entry.put("secretSha256", client.secretDigest());
        case EXTERNAL -> entry.put("external", true);
      }
      ArrayNode roles = entry.putArray("roles");
      for (RoleAssignment each : client.assignments()) {
        roles.addObject().put("role", each.role().text()).put("scope", each.scope().text());
      }
    }
    file.write(root.toPrettyString() + "\n");
  }

  private Client client(JsonNode entry) {
    List<RoleAssignment> assignments = new ArrayList<>();
    for (JsonNode each : entry.path("roles")) {
      Role role = Role.of(each.path("role").asText());
      if (role == null) {
        throw new IllegalStateException(
            "expected a role in %s, but found '%s'"
                .formatted(file.path(), each.path("role").asText()));
      }
      assignments.add(new RoleAssignment(role, AccessScope.parse(each.path("scope").asText())));
    }
    String id = entry.path("id").asText();
    String name = entry.path("name").asText();
    return entry.path("external").asBoolean()
        ? Client.external(id, name, assignments)
        : new Client(id, name, entry.path("secretSha256").asText(), assignments);
  }
}
