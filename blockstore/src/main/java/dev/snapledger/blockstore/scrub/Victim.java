package dev.snapledger.blockstore.scrub;

import dev.snapledger.blockstore.api.ChainId;
import java.util.Comparator;
import java.util.UUID;

/**
 * A disk that cannot be read in full.
 *
 * @param id of the image or volume
 * @param chain where it is; the images of a disk and the disk itself have the disk's id
 * @param sequence place of an image in its chain; 0 for a volume or upload
 */
public record Victim(Kind kind, UUID id, ChainId chain, long sequence, long sizeBytes)
    implements Comparable<Victim> {
  private static final Comparator<Victim> ORDER =
      Comparator.comparing((Victim victim) -> victim.chain.value())
          .thenComparing(Victim::kind)
          .thenComparingLong(Victim::sequence)
          .thenComparing(Victim::id);

  /** What it is. */
  public enum Kind {
    IMAGE("image"),
    VOLUME("volume"),

    /** An image that is being copied in. */
    UPLOAD("upload of image");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /** By chain, its images first, oldest first. */
  @Override
  public int compareTo(Victim other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind.text + " " + id;
  }
}
