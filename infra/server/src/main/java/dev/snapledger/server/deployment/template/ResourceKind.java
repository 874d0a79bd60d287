package dev.snapledger.server.deployment.template;

import org.jspecify.annotations.Nullable;

/** Types of resources that a template may have. */
public enum ResourceKind {
  DISK("disks"),
  SNAPSHOT("snapshots");

  /** Where all of them are from. */
  public static final String NAMESPACE = "Microsoft.Compute";

  private final String segment;

  ResourceKind(String segment) {
    this.segment = segment;
  }

  /** The kind of a type such as {@code Microsoft.Compute/disks}, in any case; null for another. */
  static @Nullable ResourceKind of(String type) {
    for (ResourceKind kind : values()) {
      if (kind.type().equalsIgnoreCase(type)) {
        return kind;
      }
    }
    return null;
  }

  /** {@code disks} or {@code snapshots}. */
  public String segment() {
    return segment;
  }

  /** {@code Microsoft.Compute/disks} or {@code Microsoft.Compute/snapshots}. */
  public String type() {
    return NAMESPACE + "/" + segment;
  }
}
