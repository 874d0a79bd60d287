package dev.snapledger.workers;

import dev.snapledger.commands.reply.Rejected;

/** Codes of refusals that workers know how to take; see docs/reference/rejections.md. */
final class Codes {
  static final String NOT_FOUND = "NotFound";
  static final String INVALID_ARGUMENT = "InvalidArgument";
  static final String SNAPSHOT_NOT_READY = "SnapshotNotReady";
  static final String BACKGROUND_COPY_NOT_RUNNING = "BackgroundCopyNotRunning";
  static final String FENCED = "Fenced";
  static final String LEASE_HELD = "LeaseHeld";
  static final String MOVE_IN_PROGRESS = "MoveInProgress";
  static final String MOVE_NOT_STARTED = "MoveNotStarted";

  private Codes() {}

  /** Code and message, for people. */
  static String text(Rejected rejected) {
    return rejected.code() + ": " + rejected.message();
  }

  /** The first characters of a text; the ledger refuses longer ones. */
  static String cut(String text, int charsMax) {
    return text.length() <= charsMax ? text : text.substring(0, charsMax);
  }
}
