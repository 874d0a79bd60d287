package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.scrub.ScrubListener;
import dev.snapledger.blockstore.scrub.ScrubReport.End;
import java.util.function.IntSupplier;

/** Where a scrub tells how far it is and learns that it shall end. For one thread. */
final class ScrubBorder {
  private final ScrubListener listener;
  private final IntSupplier broken;
  private final long totalBytes;
  private long doneBytes;
  private End end = End.COMPLETE;

  ScrubBorder(ScrubListener listener, long totalBytes, IntSupplier broken) {
    this.listener = listener;
    this.totalBytes = totalBytes;
    this.broken = broken;
  }

  long doneBytes() {
    return doneBytes;
  }

  long totalBytes() {
    return totalBytes;
  }

  End end() {
    return end;
  }

  boolean hasEnded() {
    return end != End.COMPLETE;
  }

  /** So many bytes of segments are done. */
  void passed(long bytes) {
    doneBytes = Math.min(totalBytes, doneBytes + bytes);
    look();
  }

  /** A border without progress in bytes. */
  void look() {
    listener.advanced(new ScrubListener.ScrubProgress(doneBytes, totalBytes, broken.getAsInt()));
    if (listener.stopAsked() && end == End.COMPLETE) {
      end = End.STOPPED;
    }
  }

  void tooMuchDamage() {
    end = End.TOO_MUCH_DAMAGE;
  }
}
