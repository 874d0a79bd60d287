package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A variable of a template.
 *
 * @param source what it is made of
 * @param looped whether the source is an object with a loop, whose result is the variable
 */
record Variable(JsonNode source, boolean looped) {}
