package dev.snapledger.server.sas;

import java.util.function.Supplier;

/** The keys of this server. Safe for use by many threads. */
public final class SasKeyRing {
  private final SasKeyStore store;
  private final Supplier<SasKey> newKeys;
  private volatile SasKeys keys;

  private SasKeyRing(SasKeyStore store, Supplier<SasKey> newKeys, SasKeys keys) {
    this.store = store;
    this.newKeys = newKeys;
    this.keys = keys;
  }

  /**
   * Loads the keys, or makes the first one.
   *
   * @param newKeys keys of fresh chance
   * @throws SasKeysException if they cannot be loaded or saved
   */
  public static SasKeyRing open(SasKeyStore store, Supplier<SasKey> newKeys) {
    SasKeys keys = store.load();
    if (keys == null) {
      keys = new SasKeys(newKeys.get(), null);
      store.save(keys);
    }
    return new SasKeyRing(store, newKeys, keys);
  }

  SasKeys keys() {
    return keys;
  }

  /**
   * Signs by a fresh key from now on. URLs signed by the key before still work; older ones do not.
   *
   * @return the new key's id
   * @throws SasKeysException if it cannot be saved; the keys stay as they are
   */
  public synchronized String rotate() {
    SasKeys rotated = keys.rotated(newKeys.get());
    store.save(rotated);
    keys = rotated;
    return rotated.current().id();
  }
}
