package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Types of parameters and outputs. */
public enum ParameterType {
  STRING("String", "text"),
  SECURE_STRING("SecureString", "text"),
  INT("Int", "a whole number"),
  BOOL("Bool", "true or false"),
  ARRAY("Array", "an array"),
  OBJECT("Object", "an object"),
  SECURE_OBJECT("SecureObject", "an object");

  private final String text;
  private final String shown;

  ParameterType(String text, String shown) {
    this.text = text;
    this.shown = shown;
  }

  /** The type of a name, in any case; null if there is none. */
  static @Nullable ParameterType of(String name) {
    for (ParameterType type : values()) {
      if (type.text.equalsIgnoreCase(name)) {
        return type;
      }
    }
    return null;
  }

  /** As Azure writes it in answers. */
  public String text() {
    return text;
  }

  /** For messages. */
  String shown() {
    return shown;
  }

  /** Whether its values are kept and shown nowhere. */
  public boolean isSecure() {
    return this == SECURE_STRING || this == SECURE_OBJECT;
  }

  boolean fits(JsonNode value) {
    return switch (this) {
      case STRING, SECURE_STRING -> value.isTextual();
      case INT -> value.isIntegralNumber() && value.canConvertToLong();
      case BOOL -> value.isBoolean();
      case ARRAY -> value.isArray();
      case OBJECT, SECURE_OBJECT -> value.isObject();
    };
  }
}
