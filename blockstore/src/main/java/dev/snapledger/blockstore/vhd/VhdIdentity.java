package dev.snapledger.blockstore.vhd;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * What a VHD footer says besides the size. The same identity gives the same bytes.
 *
 * @param createdAt whole seconds (a fraction is cut off), from {@link #CREATED_AT_MIN} to {@link
 *     #CREATED_AT_MAX}
 * @param uniqueId tells this image from others; stored in the order of its text form
 */
public record VhdIdentity(Instant createdAt, UUID uniqueId) {
  /** Where the format starts to count: 2000-01-01T00:00:00Z. */
  public static final Instant CREATED_AT_MIN = Instant.ofEpochSecond(946_684_800L);

  /** The last second of the format's 32 bits: 2136-02-07T06:28:15Z. */
  public static final Instant CREATED_AT_MAX = CREATED_AT_MIN.plusSeconds(0xFFFF_FFFFL);

  /**
   * Checks and cuts the time.
   *
   * @throws IllegalArgumentException if the format cannot tell this time
   */
  public VhdIdentity {
    createdAt = createdAt.truncatedTo(ChronoUnit.SECONDS);
    if (createdAt.isBefore(CREATED_AT_MIN) || createdAt.isAfter(CREATED_AT_MAX)) {
      throw new IllegalArgumentException(
          "expected a time from "
              + CREATED_AT_MIN
              + " to "
              + CREATED_AT_MAX
              + ", but found "
              + createdAt);
    }
  }

  static VhdIdentity ofSeconds(int secondsSince2000, UUID uniqueId) {
    return new VhdIdentity(
        CREATED_AT_MIN.plusSeconds(Integer.toUnsignedLong(secondsSince2000)), uniqueId);
  }

  /** Seconds since 2000-01-01T00:00:00Z, as an unsigned int. */
  int secondsSince2000() {
    return (int) (createdAt.getEpochSecond() - CREATED_AT_MIN.getEpochSecond());
  }
}
