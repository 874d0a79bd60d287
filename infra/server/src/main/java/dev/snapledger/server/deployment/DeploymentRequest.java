package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.deployment.expression.Shown;
import dev.snapledger.server.http.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks to be deployed.
 *
 * @param template the template
 * @param parameters {@code {"name": {"value"}}}
 * @param tags tags of the deployment
 */
record DeploymentRequest(ObjectNode template, ObjectNode parameters, ObjectNode tags) {
  private static final String PROPERTIES = "properties";

  /**
   * Reads the body of a request.
   *
   * @throws dev.snapledger.server.http.ApiException with status 400 if it cannot be used
   */
  static DeploymentRequest of(String body) {
    ObjectNode root = Json.readObjectWithLines(body);
    ObjectNode properties = require(object(root, PROPERTIES, PROPERTIES), PROPERTIES);
    for (String name : new String[] {"templateLink", "parametersLink", "onErrorDeployment"}) {
      if (!isAbsent(properties.path(name))) {
        throw DeploymentErrors.wrong(
            PROPERTIES + "." + name, "nothing, because it is not served", "something");
      }
    }
    JsonNode mode = properties.path("mode");
    if (!isAbsent(mode) && !mode.asText().equalsIgnoreCase("Incremental")) {
      throw DeploymentErrors.wrong(
          "properties.mode", "Incremental", "'" + Shown.cut(mode.asText()) + "'");
    }
    ObjectNode parameters = object(properties, "parameters", "properties.parameters");
    ObjectNode tags = object(root, "tags", "tags");
    return new DeploymentRequest(
        require(object(properties, "template", "properties.template"), "properties.template"),
        parameters == null ? Json.object() : parameters,
        tags == null ? Json.object() : tags);
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static @Nullable ObjectNode object(ObjectNode around, String name, String path) {
    JsonNode found = around.path(name);
    if (isAbsent(found)) {
      return null;
    }
    if (found instanceof ObjectNode object) {
      return object;
    }
    throw DeploymentErrors.wrong(path, "an object", Shown.kindOf(found));
  }

  private static ObjectNode require(@Nullable ObjectNode found, String path) {
    if (found == null) {
      throw DeploymentErrors.wrong(path, "an object", "nothing");
    }
    return found;
  }

  /** A number that differs for different templates. */
  String templateHash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(Json.write(template).getBytes(StandardCharsets.UTF_8));
      return Long.toUnsignedString(ByteBuffer.wrap(digest).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected SHA-256, which every Java has, but found none", e);
    }
  }

  /** The template as it may be kept: without the default values of secure parameters. */
  ObjectNode keptTemplate() {
    ObjectNode kept = template.deepCopy();
    for (JsonNode parameter : kept.path("parameters")) {
      String type = parameter.path("type").asText();
      if (parameter instanceof ObjectNode object
          && (type.equalsIgnoreCase("secureString") || type.equalsIgnoreCase("secureObject"))) {
        object.remove("defaultValue");
      }
    }
    return kept;
  }
}
