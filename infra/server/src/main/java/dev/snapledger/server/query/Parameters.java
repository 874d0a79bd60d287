package dev.snapledger.server.query;

import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query, by name in lower case.
 *
 * @param values what was given
 */
record Parameters(Map<String, String> values) {
  /** Parameters that pick a page or wait, but do not change what is asked. */
  private static final Set<String> OF_PAGES = Set.of("cursor", "limit", "minoffset");

  Parameters {
    values = Map.copyOf(values);
  }

  /**
   * Goes on only if all of them are known: a filter with a mistake in its name would show too much.
   *
   * @throws ApiException with status 400 otherwise
   */
  Parameters onlyOf(Set<String> known) {
    for (String name : values.keySet()) {
      if (known.stream().noneMatch(each -> each.toLowerCase(Locale.ROOT).equals(name))) {
        throw invalid(name, "one of the parameters " + new TreeSet<>(known), "'" + name + "'");
      }
    }
    return this;
  }

  @Nullable String text(String name) {
    return values.get(name.toLowerCase(Locale.ROOT));
  }

  /** What was asked, without what only picks a page of it. */
  String asked() {
    var asked = new TreeMap<>(values);
    asked.keySet().removeAll(OF_PAGES);
    return asked.toString();
  }

  /** A number from {@code min} to {@code max}; {@code otherwise} if it is not given. */
  long number(String name, long min, long max, long otherwise) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    String expected = "a number from %d to %d".formatted(min, max);
    long number = parsed(name, text, expected, Long::parseLong);
    if (number < min || number > max) {
      throw invalid(name, expected, text);
    }
    return number;
  }

  int limit(int otherwise, int max) {
    return (int) number("limit", 1, max, otherwise);
  }

  @Nullable Instant time(String name) {
    String text = text(name);
    return text == null
        ? null
        : parsed(name, text, "a time such as 2026-01-31T12:00:00Z", Instant::parse);
  }

  @Nullable LocalDate day(String name) {
    String text = text(name);
    return text == null ? null : parsed(name, text, "a day such as 2026-01-31", LocalDate::parse);
  }

  @Nullable UUID id(String name) {
    String text = text(name);
    return text == null ? null : id(name, text);
  }

  /** One of several words; null if it is not given. */
  @Nullable String word(String name, List<String> words) {
    String text = text(name);
    if (text != null && !words.contains(text)) {
      throw invalid(name, "one of " + words, text);
    }
    return text;
  }

  /** A UUID in its canonical form, in any case. */
  static UUID id(String name, String text) {
    if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      throw invalid(name, "a UUID", text);
    }
    return UUID.fromString(text);
  }

  private static <T> T parsed(
      String name, String text, String expected, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (NumberFormatException | DateTimeException _) {
      throw invalid(name, expected, text);
    }
  }

  /** The error for a parameter that is wrong. */
  static ApiException invalid(String name, String expected, String found) {
    String shown = found.length() > 100 ? found.substring(0, 100) + "…" : found;
    return new ApiError(
            400,
            "InvalidParameter",
            "expected %s as %s, but found %s".formatted(expected, name, shown),
            name,
            List.of())
        .thrown();
  }
}
