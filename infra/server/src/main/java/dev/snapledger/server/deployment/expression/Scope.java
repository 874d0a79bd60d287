package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an expression can see around it. Values must not be changed. Every method may throw a {@link
 * TemplateException} that says why there is no such thing here.
 */
public interface Scope {
  /** The value of a parameter. */
  JsonNode parameter(String name);

  /** The value of a variable. */
  JsonNode variable(String name);

  /** Id, name, location and tags of the resource group. */
  JsonNode resourceGroup();

  /** Ids of the subscription. */
  JsonNode subscription();

  /** Name of the deployment. */
  JsonNode deployment();

  /**
   * Which iteration of a loop this is, from 0.
   *
   * @param loop name of the loop; null for the one around the resource
   */
  long copyIndex(@Nullable String loop);

  /** A resource, as it is shown, by its name in the template or by its id. */
  JsonNode reference(String nameOrId);

  /** The time of the request. */
  Instant now();

  /** An id that nobody else has. */
  UUID freshId();
}
