package dev.snapledger.server.http;

import java.util.Map;

/**
 * What the variable segments of a route matched.
 *
 * @param values segments by name of the variable
 */
public record PathVariables(Map<String, String> values) {
  public PathVariables {
    values = Map.copyOf(values);
  }

  /** The segment that a variable matched. */
  public String of(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("expected a variable of the route, but found " + name);
    }
    return value;
  }
}
