package dev.snapledger.cli.remote;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A disk or snapshot, by its place. Letters' case makes no difference to the server. */
public record ResourceId(ResourceKind kind, String subscription, String group, String name) {
  private static final String COMPUTE = "microsoft.compute";

  /** Reads an id of the control plane; null if it is something else. */
  public static @Nullable ResourceId parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 9
        || !parts[0].isEmpty()
        || !is("subscriptions", parts[1])
        || !is("resourcegroups", parts[3])
        || !is("providers", parts[5])
        || !is(COMPUTE, parts[6])) {
      return null;
    }
    ResourceKind kind = ResourceKind.of(parts[7]);
    return kind == null || parts[8].isEmpty()
        ? null
        : new ResourceId(kind, parts[2], parts[4], parts[8]);
  }

  private static boolean is(String expected, String found) {
    return expected.equals(found.toLowerCase(Locale.ROOT));
  }

  /** The id as the control plane writes it. */
  public String text() {
    return "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Compute/%s/%s"
        .formatted(subscription, group, kind.segment(), name);
  }

  /** Where it is asked for. */
  public ArmPath path() {
    return ArmPath.group(subscription, group)
        .compute("providers", "Microsoft.Compute", kind.segment(), name);
  }

  /** For people: {@code disk 'd' of group 'g'}. */
  public String shown() {
    return "%s '%s' of group '%s'".formatted(kind.text(), name, group);
  }
}
