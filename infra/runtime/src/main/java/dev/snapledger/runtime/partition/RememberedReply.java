package dev.snapledger.runtime.partition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The reply bytes of a decided command, for as long as its command id is remembered.
 *
 * <p>A reply names the offsets of its events, so its bytes are known only once the events are in
 * the log; until then a duplicate in the same batch waits for them here.
 */
public final class RememberedReply {
  private final ReplyKey key;
  private final long timeMillis;
  private byte @Nullable [] bytes;

  /**
   * A reply.
   *
   * @param bytes its encoded form, null until the offsets of its events are known; kept as it is
   */
  public RememberedReply(ReplyKey key, Instant time, byte @Nullable [] bytes) {
    this.key = key;
    this.timeMillis = time.toEpochMilli();
    this.bytes = bytes;
  }

  /** Whose reply it is. */
  public ReplyKey key() {
    return key;
  }

  /** Time of the decision. */
  public Instant time() {
    return Instant.ofEpochMilli(timeMillis);
  }

  /**
   * The encoded reply; never to be changed.
   *
   * @throws IllegalStateException if the offsets of its events are not known yet
   */
  public byte[] bytes() {
    if (bytes == null) {
      throw new IllegalStateException(
          "expected the events of a reply to be in the log, but their offsets are not known");
    }
    return bytes;
  }

  void resolve(byte[] encoded) {
    bytes = encoded;
  }
}
