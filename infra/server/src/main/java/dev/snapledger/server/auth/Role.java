package dev.snapledger.server.auth;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Named sets of actions; what a role does not name is denied. */
public enum Role {
  READER,
  /** Takes snapshots of disks, shares and deletes them; leaves disks and groups as they are. */
  SNAPSHOT_CONTRIBUTOR,
  /** Everything there is to do with resources. */
  CONTRIBUTOR,
  /** What a contributor may, and in time whatever is about other callers' roles. */
  OWNER;

  boolean permits(Action action) {
    return switch (this) {
      case READER -> action == Action.READ;
      case SNAPSHOT_CONTRIBUTOR ->
          switch (action) {
            case READ, WRITE_SNAPSHOTS, SHARE_SNAPSHOTS, DEPLOY -> true;
            case WRITE_GROUPS, WRITE_DISKS, SHARE_DISKS, MOVE -> false;
          };
      case CONTRIBUTOR, OWNER -> true;
    };
  }

  /** The name in files and on the command line, such as {@code snapshot-contributor}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The role of that name, or null. */
  public static @Nullable Role of(String text) {
    for (Role role : values()) {
      if (role.text().equals(text)) {
        return role;
      }
    }
    return null;
  }
}
