package dev.snapledger.runtime.partition;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.entity.Entity;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;

/**
 * What all entities of a partition are, in 32 bytes: equal digests, equal states.
 *
 * <p>SHA-256 over the SHA-256 of each entity's encoding, those sorted as unsigned bytes. So it does
 * not depend on the order in which a table holds its entities, and takes 32 bytes of memory for
 * each.
 *
 * @param partition the partition
 * @param nextEventOffset the state is that before the event of this offset
 * @param entities number of entities
 * @param sha256 the digest in lower-case hexadecimal
 */
public record StateDigest(int partition, long nextEventOffset, int entities, String sha256) {

  /** The digest of {@code entities}; any order. */
  public static StateDigest of(
      int partition, long nextEventOffset, Collection<Entity> entities, Codec<Entity> codec) {
    MessageDigest sha256 = newSha256();
    byte[][] digests = new byte[entities.size()][];
    int count = 0;
    for (Entity entity : entities) {
      digests[count++] = sha256.digest(codec.encode(entity));
    }
    Arrays.sort(digests, Arrays::compareUnsigned);
    for (byte[] digest : digests) {
      sha256.update(digest);
    }
    return new StateDigest(
        partition, nextEventOffset, count, HexFormat.of().formatHex(sha256.digest()));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected every JDK to have SHA-256", e);
    }
  }
}
