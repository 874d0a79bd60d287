package dev.snapledger.cli.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path of the control plane.
 *
 * @param path percent-encoded, from the first slash on
 * @param version the {@code api-version}
 */
public record ArmPath(String path, String version) {
  private static final String COMPUTE_VERSION = "2023-04-02";
  private static final String RESOURCES_VERSION = "2022-09-01";

  /** All subscriptions that the caller may see. */
  public static ArmPath subscriptions() {
    return new ArmPath("/subscriptions", RESOURCES_VERSION);
  }

  /** The groups of a subscription. */
  public static ArmPath groups(String subscription) {
    return subscriptions().and(subscription, "resourcegroups");
  }

  /** A group. */
  public static ArmPath group(String subscription, String group) {
    return groups(subscription).and(group);
  }

  /** All disks or snapshots of a group; null for those of the subscription. */
  public static ArmPath resources(ResourceKind kind, String subscription, @Nullable String group) {
    ArmPath parent = group == null ? subscriptions().and(subscription) : group(subscription, group);
    return parent.compute("providers", "Microsoft.Compute", kind.segment());
  }

  /** The deployments of a group. */
  public static ArmPath deployments(String subscription, String group) {
    return group(subscription, group).and("providers", "Microsoft.Resources", "deployments");
  }

  /** Further segments. */
  public ArmPath and(String... segments) {
    List<String> encoded = new ArrayList<>();
    for (String segment : segments) {
      encoded.add(URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return new ArmPath(path + "/" + String.join("/", encoded), version);
  }

  ArmPath compute(String... segments) {
    return new ArmPath(and(segments).path(), COMPUTE_VERSION);
  }

  String text() {
    return path + "?api-version=" + version;
  }
}
