package dev.snapledger.server.sas;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of this server, as they are kept now: what another process saves holds from the next
 * request on. Keys that are taken away meanwhile still hold. Safe for use by many threads.
 */
public final class SasKeyRing {
  private final SasKeyStore store;
  private final Supplier<SasKey> newKeys;
  private volatile Loaded loaded;

  /** Keys, and the stamp they had when they were loaded or before. */
  private record Loaded(SasKeys keys, @Nullable Object stamp) {}

  private SasKeyRing(SasKeyStore store, Supplier<SasKey> newKeys, Loaded loaded) {
    this.store = store;
    this.newKeys = newKeys;
    this.loaded = loaded;
  }

  /**
   * Loads the keys, or makes the first one.
   *
   * @param newKeys keys of fresh chance
   * @throws SasKeysException if they cannot be loaded or saved
   */
  public static SasKeyRing open(SasKeyStore store, Supplier<SasKey> newKeys) {
    Object stamp = store.stamp(); // Before the keys: they may change in between.
    SasKeys keys = store.load();
    if (keys == null) {
      keys = new SasKeys(newKeys.get(), null);
      store.save(keys);
    }
    return new SasKeyRing(store, newKeys, new Loaded(keys, stamp));
  }

  /**
   * The keys now.
   *
   * @throws SasKeysException if others were saved that cannot be loaded
   */
  SasKeys keys() {
    Object stamp = store.stamp();
    return stamp == null || stamp.equals(loaded.stamp()) ? loaded.keys() : reload();
  }

  private synchronized SasKeys reload() {
    Object stamp = store.stamp();
    SasKeys found = store.load();
    if (found != null) {
      loaded = new Loaded(found, stamp);
    }
    return loaded.keys();
  }

  /** Id of the key that signs now. */
  public String current() {
    return keys().current().id();
  }

  /** Id of the key that signed before, and still verifies; null before the first rotation. */
  public @Nullable String previous() {
    SasKey key = keys().previous();
    return key == null ? null : key.id();
  }

  /**
   * Signs by a fresh key from now on. URLs signed by the key before still work; older ones do not.
   *
   * @return the new key's id
   * @throws SasKeysException if it cannot be saved; the keys stay as they are
   */
  public synchronized String rotate() {
    SasKeys rotated = keys().rotated(newKeys.get());
    store.save(rotated);
    loaded = new Loaded(rotated, store.stamp());
    return rotated.current().id();
  }
}
