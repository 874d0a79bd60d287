package dev.snapledger.runtime.partition;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Computes the links of {@link EventLink}. Not safe for several threads: buffers are used again.
 */
public final class EventChain {
  private static final int HEAD_BYTES = ChainHash.BYTES + Long.BYTES + Integer.BYTES;

  private final MessageDigest sha256;
  private final ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
  private final byte[] digest = new byte[ChainHash.BYTES];

  /** A chain of nothing. */
  public EventChain() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected every JDK to have SHA-256", e);
    }
  }

  /**
   * The hash of an event.
   *
   * @param before hash of the event before it in its partition
   * @param sequence its number in its history
   * @param key key of its record
   * @param value value of its record
   */
  public ChainHash link(ChainHash before, long sequence, byte[] key, byte[] value) {
    before.writeTo(head.clear()).putLong(sequence).putInt(key.length);
    sha256.update(head.array());
    sha256.update(key);
    sha256.update(value);
    try {
      sha256.digest(digest, 0, digest.length);
    } catch (DigestException e) {
      throw new IllegalStateException("expected SHA-256 to fit its %d bytes".formatted(32), e);
    }
    return ChainHash.readFrom(ByteBuffer.wrap(digest));
  }
}
