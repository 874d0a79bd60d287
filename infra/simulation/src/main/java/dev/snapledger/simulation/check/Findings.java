package dev.snapledger.simulation.check;

import org.jspecify.annotations.Nullable;

/**
 * The first thing that was found to be wrong; kept until somebody asks, never thrown at finding.
 */
public final class Findings {
  private @Nullable String first;

  /** Notes what is wrong; only the first is kept. */
  public void add(String finding) {
    first = first == null ? finding : first;
  }

  /** Notes what is wrong, if something is. */
  public void addIfAny(@Nullable String finding) {
    if (finding != null) {
      add(finding);
    }
  }

  /** The first finding; null while there is none. */
  public @Nullable String first() {
    return first;
  }
}
