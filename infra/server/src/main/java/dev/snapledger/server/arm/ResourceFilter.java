package dev.snapledger.server.arm;

import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code $filter} of a list of resources, in the part of OData that clients use there: {@code
 * field eq 'text'}, several of them joined by {@code and}. Fields and texts in any case, but tags
 * as they are.
 *
 * <p>Form: OData 4.01, Part 2, section 5.1.1; fields: Azure REST API, "Resources - List".
 */
final class ResourceFilter {
  /** Longest text of a filter. */
  static final int CHARS_MAX = 2_000;

  private static final Pattern TERM =
      Pattern.compile("\\s*(\\w+)\\s+eq\\s+'((?:[^']++|'')*+)'\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern AND = Pattern.compile("and\\s", Pattern.CASE_INSENSITIVE);

  private enum Field {
    RESOURCEGROUP,
    RESOURCETYPE,
    NAME,
    LOCATION,
    TAGNAME,
    TAGVALUE
  }

  private final Map<Field, String> terms;

  private ResourceFilter(Map<Field, String> terms) {
    this.terms = terms;
  }

  /**
   * Reads a filter.
   *
   * @param text the filter; null for one that lets everything through
   * @throws ApiException if it says something else
   */
  static ResourceFilter parse(@Nullable String text) {
    Map<Field, String> terms = new HashMap<>();
    if (text == null || text.isBlank()) {
      return new ResourceFilter(terms);
    }
    if (text.length() > CHARS_MAX) {
      throw wrong("at most " + CHARS_MAX + " characters", text.length());
    }
    Matcher term = TERM.matcher(text);
    Matcher and = AND.matcher(text);
    int at = 0;
    while (true) {
      if (!term.region(at, text.length()).lookingAt()) {
        throw wrong("terms such as \"name eq 'n'\", joined by 'and'", "'" + text + "'");
      }
      if (terms.put(field(term.group(1)), term.group(2).replace("''", "'")) != null) {
        throw wrong("each field once", term.group(1));
      }
      if (term.end() == text.length()) {
        break;
      }
      if (!and.region(term.end(), text.length()).lookingAt()) {
        throw wrong("'and' between terms", "'" + text.substring(term.end()) + "'");
      }
      at = and.end();
    }
    if (terms.containsKey(Field.TAGVALUE) && !terms.containsKey(Field.TAGNAME)) {
      throw wrong("tagName beside tagValue", "tagValue alone");
    }
    return new ResourceFilter(terms);
  }

  private static Field field(String name) {
    for (Field field : Field.values()) {
      if (field.name().equalsIgnoreCase(name)) {
        return field;
      }
    }
    throw wrong(
        "one of the fields resourceGroup, resourceType, name, location, tagName, tagValue", name);
  }

  /** The group whose resources are meant; null for those of all. */
  @Nullable String group() {
    return terms.get(Field.RESOURCEGROUP);
  }

  /** Whether resources of a type can pass. */
  boolean takes(ResourceType type) {
    String azureType = "Microsoft.Compute/" + ResourceId.segmentOf(type);
    return isOrAbsent(Field.RESOURCETYPE, azureType);
  }

  /** Whether a resource passes. */
  boolean takes(ResourceRow row, Map<String, String> tags) {
    return takes(row.type())
        && isOrAbsent(Field.RESOURCEGROUP, row.name().resourceGroup())
        && isOrAbsent(Field.NAME, row.name().name())
        && (!terms.containsKey(Field.LOCATION)
            || row.region().equals(regionOf(terms.get(Field.LOCATION))))
        && hasTag(tags);
  }

  private static String regionOf(@Nullable String text) {
    return text == null ? "" : text.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  private boolean isOrAbsent(Field field, String found) {
    String expected = terms.get(field);
    return expected == null || expected.equalsIgnoreCase(found);
  }

  private boolean hasTag(Map<String, String> tags) {
    String name = terms.get(Field.TAGNAME);
    String value = terms.get(Field.TAGVALUE);
    return name == null || (value == null ? tags.containsKey(name) : value.equals(tags.get(name)));
  }

  private static ApiException wrong(String expected, Object found) {
    return new ApiError(
            400,
            "InvalidFilterInQueryString",
            "expected %s in '$filter', but found %s".formatted(expected, found),
            "$filter",
            java.util.List.of())
        .thrown();
  }
}
