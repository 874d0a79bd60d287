package dev.snapledger.bench.process;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names and values on one line: {@code name=value name=value}. Values have no blanks; several
 * numbers in one value are separated by commas.
 */
public record Fields(Map<String, String> values) {
  /** Copies the map and keeps its order. */
  public Fields {
    values = new LinkedHashMap<>(values);
  }

  /** No fields. */
  public static Fields none() {
    return new Fields(Map.of());
  }

  /** The same and one more. */
  public Fields with(String name, Object value) {
    String text = String.valueOf(value);
    if (text.isEmpty() || text.matches(".*\\s.*")) {
      throw new IllegalArgumentException(
          "expected a value without blanks for %s, but found '%s'".formatted(name, text));
    }
    Fields more = new Fields(values);
    more.values.put(name, text);
    return more;
  }

  /** The same and one more with several numbers. */
  public Fields with(String name, long[] numbers) {
    return with(
        name, Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(",")));
  }

  /** Reads a line that {@link #toString} made. */
  public static Fields parse(String line) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String field : line.strip().split("\\s+", -1)) {
      int sign = field.indexOf('=');
      if (sign > 0) {
        values.put(field.substring(0, sign), field.substring(sign + 1));
      } else if (!field.isEmpty()) {
        throw new IllegalArgumentException("expected name=value, but found '" + field + "'");
      }
    }
    return new Fields(values);
  }

  /** A value that must be there. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("expected " + name + ", but found only " + values);
    }
    return value;
  }

  /** A whole number. */
  public long number(String name) {
    return Long.parseLong(text(name));
  }

  /** Several whole numbers. */
  public long[] numbers(String name) {
    return Arrays.stream(text(name).split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }
}
