package dev.snapledger.runtime.partition;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.entity.Entity;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

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

  /**
   * The digest of entities.
   *
   * @param entities gives each of them once, in any order
   */
  public static StateDigest of(
      int partition, long nextEventOffset, Entities entities, Codec<Entity> codec) {
    MessageDigest sha256 = newSha256();
    List<byte[]> digests = new ArrayList<>();
    entities.forEach(entity -> digests.add(sha256.digest(codec.encode(entity))));
    digests.sort(Arrays::compareUnsigned);
    digests.forEach(sha256::update);
    return new StateDigest(
        partition, nextEventOffset, digests.size(), HexFormat.of().formatHex(sha256.digest()));
  }

  /** Entities, however they are kept. */
  @FunctionalInterface
  public interface Entities {
    /** Gives each entity once. */
    void forEach(Consumer<Entity> visitor);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected every JDK to have SHA-256", e);
    }
  }
}
