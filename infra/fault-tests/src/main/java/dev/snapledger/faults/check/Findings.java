package dev.snapledger.faults.check;

import java.util.ArrayList;
import java.util.List;

/** What a check found wrong: how much of it, and the first few in words. For one thread. */
public final class Findings {
  private static final int SHOWN_MAX = 10;

  private final List<String> shown = new ArrayList<>();
  private long missing;
  private long doubled;
  private long others;

  /** Something that had to be there once is not there. */
  void missing(String what) {
    missing++;
    show("missing: " + what);
  }

  /** Something is there more often than it may be. */
  void doubled(String what) {
    doubled++;
    show("double: " + what);
  }

  /** Anything else that must not be. */
  public void wrong(String what) {
    others++;
    show(what);
  }

  private void show(String what) {
    if (shown.size() < SHOWN_MAX) {
      shown.add(what);
    }
  }

  /** How much is missing. */
  public long missing() {
    return missing;
  }

  /** How much is double. */
  public long doubled() {
    return doubled;
  }

  /** Whether nothing is wrong. */
  public boolean none() {
    return missing + doubled + others == 0;
  }

  /** The first ones, for people. */
  public List<String> shown() {
    return List.copyOf(shown);
  }
}
