package dev.snapledger.server.file;

import org.jspecify.annotations.Nullable;

/**
 * A small text that several nodes may see, replaced whole. Safe for use by many threads.
 *
 * <p>Trouble with where it is kept is an {@link java.io.UncheckedIOException}.
 */
public interface SharedText {
  /**
   * The text at a moment.
   *
   * @param number another one each time it is replaced
   * @param text null if there never was one
   */
  record Version(long number, @Nullable String text) {}

  /** It as it is now. */
  Version read();

  /**
   * Replaces it, durable on return, unless somebody else did since it was read.
   *
   * @return whether it was replaced
   */
  boolean replace(Version read, String text);
}
