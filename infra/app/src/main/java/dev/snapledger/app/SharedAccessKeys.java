package dev.snapledger.app;

import dev.snapledger.server.LedgerServer;
import dev.snapledger.server.sas.SasKey;
import dev.snapledger.server.sas.SasKeyFile;
import dev.snapledger.server.sas.SasKeyRing;
import dev.snapledger.server.sas.SasKeysException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign shared-access URLs, as they lie in a data directory; changes hold at once,
 * also in a running server. Shows ids of keys, and never the keys.
 */
public final class SharedAccessKeys {
  private static final SecureRandom CHANCE = new SecureRandom();

  private final SasKeyRing ring;

  private SharedAccessKeys(SasKeyRing ring) {
    this.ring = ring;
  }

  /**
   * Those of a data directory; the first one is made if there is none.
   *
   * @throws SasKeysException if they cannot be read or made
   */
  public static SharedAccessKeys in(Path folder) {
    return new SharedAccessKeys(ringOf(folder));
  }

  static SasKeyRing ringOf(Path folder) {
    Path file = LedgerServer.authFolder(folder).resolve("sas-keys");
    return SasKeyRing.open(new SasKeyFile(file), SharedAccessKeys::newKey);
  }

  private static SasKey newKey() {
    byte[] secret = new byte[SasKey.BYTES];
    CHANCE.nextBytes(secret);
    return SasKey.of(secret);
  }

  /** Id of the key that signs now. */
  public String current() {
    return ring.current();
  }

  /** Id of the key that signed before, and still verifies; null before the first rotation. */
  public @Nullable String previous() {
    return ring.previous();
  }

  /**
   * Signs by a fresh key from now on. URLs signed by the key before still work; older ones do not.
   *
   * @throws SasKeysException if it cannot be saved; the keys stay as they are
   */
  public void rotate() {
    String _ = ring.rotate();
  }
}
