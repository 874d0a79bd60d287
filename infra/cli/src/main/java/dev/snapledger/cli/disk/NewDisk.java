package dev.snapledger.cli.disk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.cli.json.Json;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.Resources;
import dev.snapledger.cli.resource.TagsOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a new disk may be given, whatever it is made of. */
final class NewDisk {
  @Option(
      names = {"-l", "--location"},
      paramLabel = "REGION",
      description = "Region; without it, that of the source, else that of the group.")
  private @Nullable String location;

  @Option(
      names = "--sku",
      paramLabel = "SKU",
      description = "Storage tier, such as Premium_LRS; without it, Standard_LRS.")
  private @Nullable String sku;

  @Mixin private TagsOption tags;

  NewDisk() {}

  /**
   * The body of the request, without what the disk is made of.
   *
   * @param sourceLocation region of the source; null if there is none
   */
  ObjectNode body(Session session, String group, @Nullable String sourceLocation) {
    ObjectNode body = Json.object();
    if (location != null) {
      body.put("location", location);
    } else {
      body.put(
          "location",
          sourceLocation == null ? Resources.locationOf(session, group) : sourceLocation);
    }
    if (sku != null) {
      body.putObject("sku").put("name", sku);
    }
    tags.putInto(body);
    return body;
  }
}
