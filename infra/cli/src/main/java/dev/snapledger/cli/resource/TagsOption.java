package dev.snapledger.cli.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Tags of a resource. */
public final class TagsOption {
  @Option(
      names = "--tags",
      arity = "1..*",
      paramLabel = "NAME=VALUE",
      description = "Tags, with blanks between them; they replace those of before.")
  private Map<String, String> tags = new LinkedHashMap<>();

  TagsOption() {}

  public boolean isGiven() {
    return !tags.isEmpty();
  }

  /** Puts them into the body of a request, if there are any. */
  public void putInto(ObjectNode body) {
    if (isGiven()) {
      ObjectNode json = body.putObject("tags");
      tags.forEach(json::put);
    }
  }
}
