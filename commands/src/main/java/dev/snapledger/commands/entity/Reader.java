package dev.snapledger.commands.entity;

import java.util.List;
import java.util.UUID;

/**
 * Unfinished work that reads a snapshot, which therefore cannot be deleted.
 *
 * @param kind what it does
 * @param id the disk or snapshot it fills
 */
public record Reader(Kind kind, UUID id) {

  /** What a reader does. */
  public enum Kind {
    BACKGROUND_COPY("background copy to disk"),
    SNAPSHOT_COPY("copy to snapshot"),
    FULL_SNAPSHOT("full snapshot");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** For people, such as {@code background copy to disk 0c…}. */
  public String describe() {
    return kind.words + " " + id;
  }

  static List<Reader> plus(List<Reader> readers, Reader added) {
    return Lists.plus(readers, added);
  }

  static List<Reader> minus(List<Reader> readers, UUID id) {
    return Lists.without(readers, r -> r.id().equals(id));
  }
}
