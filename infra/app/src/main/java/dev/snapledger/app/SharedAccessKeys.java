package dev.snapledger.app;

import dev.snapledger.server.LedgerServer;
import dev.snapledger.server.sas.SasKey;
import dev.snapledger.server.sas.SasKeyFile;
import dev.snapledger.server.sas.SasKeyRing;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The keys that sign shared-access URLs, as they lie in a data directory. */
public final class SharedAccessKeys {
  private static final SecureRandom CHANCE = new SecureRandom();

  private SharedAccessKeys() {}

  /** Loads the keys of a data directory, or makes the first one; changes hold at once. */
  public static SasKeyRing in(Path folder) {
    Path file = LedgerServer.authFolder(folder).resolve("sas-keys");
    return SasKeyRing.open(new SasKeyFile(file), SharedAccessKeys::newKey);
  }

  private static SasKey newKey() {
    byte[] secret = new byte[SasKey.BYTES];
    CHANCE.nextBytes(secret);
    return SasKey.of(secret);
  }
}
