package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** How names and kinds of values look in messages. */
public final class Shown {
  private static final int CHARS_MAX = 60;

  private Shown() {}

  /** A name that a template has, not longer than is good for a message. */
  public static String cut(String name) {
    return name.length() > CHARS_MAX ? name.substring(0, CHARS_MAX) + "…" : name;
  }

  /** What kind of value this is, without the value. */
  public static String kindOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "text";
      case NUMBER -> value.isIntegralNumber() ? "a whole number" : "a number with a fraction";
      case BOOLEAN -> "true or false";
      case ARRAY -> "an array of " + value.size();
      case OBJECT -> "an object";
      case NULL -> "null";
      case MISSING -> "nothing";
      case BINARY, POJO -> throw new IllegalStateException("expected JSON, but found " + value);
    };
  }
}
