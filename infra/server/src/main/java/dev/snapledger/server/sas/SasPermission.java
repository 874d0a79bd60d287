package dev.snapledger.server.sas;

import dev.snapledger.commands.type.SasAccess;
import org.jspecify.annotations.Nullable;

/** What a shared-access URL permits; parameter {@code sp}. */
public enum SasPermission {
  READ("r"),
  /** Writing a disk, and reading back what was written. */
  READ_WRITE("rw");

  private final String text;

  SasPermission(String text) {
    this.text = text;
  }

  /** What a grant of that access permits. */
  public static SasPermission of(SasAccess access) {
    return switch (access) {
      case READ -> READ;
      case WRITE -> READ_WRITE;
    };
  }

  static @Nullable SasPermission parse(String text) {
    for (SasPermission permission : values()) {
      if (permission.text.equals(text)) {
        return permission;
      }
    }
    return null;
  }

  /** Whether who has this may do what needs the other. */
  public boolean covers(SasPermission needed) {
    return this == needed || this == READ_WRITE;
  }

  @Override
  public String toString() {
    return text;
  }
}
