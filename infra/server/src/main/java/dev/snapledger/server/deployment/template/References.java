package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;

/** Finds resources for {@code reference()}. */
@FunctionalInterface
public interface References {
  /**
   * A resource as it is shown now.
   *
   * @param id its id
   * @throws dev.snapledger.server.deployment.expression.TemplateException if there is none
   */
  JsonNode resource(String id);
}
