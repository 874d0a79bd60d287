package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An output of a template.
 *
 * @param type what its value is
 * @param value what it is made of
 * @param condition whether there is such an output at all; null for always
 */
record OutputDefinition(ParameterType type, JsonNode value, @Nullable JsonNode condition) {}
