package dev.snapledger.cli.remote;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What has bytes. */
public enum ResourceKind {
  DISK("disks"),
  SNAPSHOT("snapshots");

  private final String segment;

  ResourceKind(String segment) {
    this.segment = segment;
  }

  /** As in a path: {@code disks} or {@code snapshots}. */
  String segment() {
    return segment;
  }

  static @Nullable ResourceKind of(String segment) {
    for (ResourceKind kind : values()) {
      if (kind.segment.equals(segment.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    return null;
  }

  /** For people: {@code disk} or {@code snapshot}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
