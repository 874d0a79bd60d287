package dev.snapledger.server.sas;

import org.jspecify.annotations.Nullable;

/** Where keys are kept. For one caller at a time, but for {@link #stamp}. */
public interface SasKeyStore {
  /**
   * The keys saved last, or null.
   *
   * @throws SasKeysException if they cannot be read, or others could read them
   */
  @Nullable SasKeys load();

  /**
   * Replaces the keys; durable on return, and after a crash either the old or the new ones.
   *
   * @throws SasKeysException if they cannot be saved
   */
  void save(SasKeys keys);

  /**
   * Another one after each save, by this process or another; null if there are no keys, or nobody
   * else can save them. Cheap, and for any number of threads.
   */
  default @Nullable Object stamp() {
    return null;
  }
}
