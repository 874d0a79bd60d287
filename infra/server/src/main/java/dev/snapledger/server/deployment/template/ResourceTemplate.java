package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A resource as a template has it.
 *
 * @param path where it is, such as {@code resources[0]}
 * @param symbol its name in an object of resources; null in an array
 * @param source all of it
 * @param body its body, not evaluated; must not be changed
 */
record ResourceTemplate(String path, @Nullable String symbol, ObjectNode source, ObjectNode body) {
  /** Fields that are about the deployment; all others are the body of the resource. */
  static final Set<String> DIRECTIVES =
      Set.of(
          "type", "apiVersion", "name", "dependsOn", "condition", "copy", "comments", "metadata");

  /** Fields of Azure's templates that would change what is done, and are not served. */
  static final Set<String> REFUSED = Set.of("resources", "scope", "existing", "import");

  static ResourceTemplate of(String path, @Nullable String symbol, ObjectNode source) {
    return new ResourceTemplate(path, symbol, source, source.deepCopy().without(DIRECTIVES));
  }

  /** A directive; null if it is absent. */
  @Nullable JsonNode directive(String name) {
    JsonNode found = source.get(name);
    return found == null || found.isNull() ? null : found;
  }
}
