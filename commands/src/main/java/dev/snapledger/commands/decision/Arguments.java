package dev.snapledger.commands.decision;

import dev.snapledger.commands.decision.ArgumentRejection.InvalidArgument;
import dev.snapledger.commands.decision.ArgumentRejection.RegionNotFound;
import dev.snapledger.commands.decision.ArgumentRejection.SkuNotAllowed;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.Region;
import dev.snapledger.commands.type.ResourceName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Checks that look at the command alone, or at the policy. Null means that all is well. */
final class Arguments {
  static final List<String> DISK_SKUS =
      List.of("Standard_LRS", "StandardSSD_LRS", "Premium_LRS", "UltraSSD_LRS");
  static final List<String> FULL_SNAPSHOT_SKUS = List.of("Standard_LRS", "Premium_LRS");
  static final List<String> INCREMENTAL_SKUS = List.of("Standard_LRS", "Standard_ZRS");
  static final List<String> INCREMENTAL_SKUS_WITHOUT_ZONES = List.of("Standard_LRS");

  private static final int DIGEST_CHARS = 64;

  private Arguments() {}

  static @Nullable Rejection name(String field, ResourceName name) {
    Rejection group = resourceGroup(field + ".resourceGroup", name.resourceGroup());
    return group != null ? group : resourceName(field + ".name", name.name());
  }

  static @Nullable Rejection resourceGroup(String field, String text) {
    boolean legal =
        !text.isEmpty()
            && text.length() <= Limits.RESOURCE_GROUP_CHARS_MAX
            && all(text, c -> isLetterOrDigit(c) || "_-.()".indexOf(c) >= 0)
            && !text.endsWith(".");
    return legal
        ? null
        : new InvalidArgument(
            field,
            "1 to %d ASCII letters, digits, _ - . ( ) that do not end with a full stop"
                .formatted(Limits.RESOURCE_GROUP_CHARS_MAX),
            Texts.quoted(text));
  }

  private static @Nullable Rejection resourceName(String field, String text) {
    boolean legal =
        !text.isEmpty()
            && text.length() <= Limits.RESOURCE_NAME_CHARS_MAX
            && all(text, c -> isLetterOrDigit(c) || "_-.".indexOf(c) >= 0)
            && isLetterOrDigit(text.charAt(0))
            && (isLetterOrDigit(text.charAt(text.length() - 1)) || text.endsWith("_"));
    return legal
        ? null
        : new InvalidArgument(
            field,
            "1 to %d ASCII letters, digits, _ - . that begin with a letter or digit and end with a letter, digit or _"
                .formatted(Limits.RESOURCE_NAME_CHARS_MAX),
            Texts.quoted(text));
  }

  /** Whether all characters are allowed. Every command comes here, so without a stream. */
  private static boolean all(String text, IntPredicate allowed) {
    for (int i = 0; i < text.length(); i++) {
      if (!allowed.test(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  static @Nullable Rejection tags(Map<String, String> tags) {
    if (tags.size() > Limits.TAGS_MAX) {
      return new InvalidArgument(
          "tags", "at most %d tags".formatted(Limits.TAGS_MAX), Integer.toString(tags.size()));
    }
    // In the order of names: the answer must not depend on the order in a map.
    for (Map.Entry<String, String> tag : new TreeMap<>(tags).entrySet()) {
      Rejection name = text("tags", tag.getKey(), 1, Limits.TAG_NAME_CHARS_MAX);
      Rejection value = text("tags", tag.getValue(), 0, Limits.TAG_VALUE_CHARS_MAX);
      if (name != null || value != null) {
        return name != null ? name : value;
      }
    }
    return null;
  }

  static @Nullable Rejection text(String field, String text, int charsMin, int charsMax) {
    return text.length() >= charsMin && text.length() <= charsMax
        ? null
        : new InvalidArgument(
            field, "%d to %d characters".formatted(charsMin, charsMax), Texts.quoted(text));
  }

  static @Nullable Rejection range(String field, long value, long min, long max) {
    return value >= min && value <= max
        ? null
        : new InvalidArgument(field, "%d to %d".formatted(min, max), Long.toString(value));
  }

  static @Nullable Rejection sizeGib(long sizeGib) {
    return range("sizeGib", sizeGib, Limits.DISK_SIZE_GIB_MIN, Limits.DISK_SIZE_GIB_MAX);
  }

  static @Nullable Rejection digest(String field, String text) {
    boolean legal =
        text.length() == DIGEST_CHARS
            && all(text, c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    return legal
        ? null
        : new InvalidArgument(field, "64 lower-case hexadecimal digits", Texts.quoted(text));
  }

  static @Nullable Rejection sku(String sku, List<String> allowed) {
    return allowed.contains(sku) ? null : new SkuNotAllowed(Texts.shortened(sku), allowed);
  }

  static @Nullable Region region(String name, Policy policy) {
    for (Region region : policy.regions()) {
      if (region.name().equals(name)) {
        return region;
      }
    }
    return null;
  }

  static @Nullable Rejection regionKnown(String name, Policy policy) {
    return region(name, policy) != null
        ? null
        : new RegionNotFound(
            Texts.shortened(name), policy.regions().stream().map(Region::name).toList());
  }
}
