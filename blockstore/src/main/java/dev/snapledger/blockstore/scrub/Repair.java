package dev.snapledger.blockstore.scrub;

import dev.snapledger.blockstore.api.ImageId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds sound copies of the records that a scrub found broken, and hands them over.
 *
 * <p>A copy is looked for by the images that show the block: only they are known elsewhere. What
 * only a volume shows was never copied.
 */
public final class Repair {
  private final RepairSource source;

  public Repair(RepairSource source) {
    this.source = source;
  }

  /** What became of broken records, in their order. */
  public record Outcome(List<BrokenRecord> healed, List<BrokenRecord> withoutCopy) {
    public Outcome {
      healed = List.copyOf(healed);
      withoutCopy = List.copyOf(withoutCopy);
    }
  }

  /** A sound copy of a record's block, or null if there is none. */
  public @Nullable SoundBlock find(BrokenRecord record) {
    for (BrokenRecord.Place place : record.places()) {
      for (Victim victim : place.victims()) {
        SoundBlock found =
            victim.kind() == Victim.Kind.IMAGE
                ? source.find(
                    new ImageId(victim.id()), place.blockIndex(), record.crc32c(), record.digest())
                : null;
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** Heals what there is a copy of. */
  public Outcome heal(ScrubReport report, RecordHealer healer) {
    List<BrokenRecord> healed = new ArrayList<>();
    List<BrokenRecord> withoutCopy = new ArrayList<>();
    for (BrokenRecord record : report.broken()) {
      SoundBlock found = find(record);
      if (found == null) {
        withoutCopy.add(record);
      } else {
        healer.heal(record.locator(), found.bytes());
        healed.add(record);
      }
    }
    return new Outcome(healed, withoutCopy);
  }
}
