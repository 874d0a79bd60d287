package dev.snapledger.projections.headroom;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.type.Policy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a family leave at an instant, by what the views show.
 *
 * @param familyId the family
 * @param at that instant
 * @param policy the limits in force
 * @param rate incremental snapshots accepted within the window
 * @param region region of which snapshots are counted
 * @param count incremental snapshots that exist in the region, without failed ones
 * @param sas snapshots with an active grant
 */
public record Headroom(
    FamilyId familyId, Instant at, Policy policy, Use rate, String region, Use count, Use sas) {
  /**
   * How much of a limit is used.
   *
   * @param max the limit
   * @param used may be more than the limit, when a stricter policy was adopted
   * @param retryAt when something will be left again; null while something is, or nobody knows
   */
  public record Use(int max, int used, @Nullable Instant retryAt) {
    /** How many more there may be. */
    public int left() {
      return Math.max(0, max - used);
    }
  }
}
