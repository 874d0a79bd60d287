package dev.snapledger.cli.transfer;

import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Sizes;
import java.util.function.LongConsumer;

/** Tells people how far a transfer is, and in one line what it was. For one thread. */
public final class Report {
  private final Console console;
  private final Console.ByteProgress progress;
  private final boolean drawn;
  private final long startByte;
  private final long totalBytes;

  /**
   * Starts to tell.
   *
   * @param startByte where the work begins
   * @param totalBytes how much there is, what is zero included; 0 if nobody knows
   */
  public Report(Console console, String label, long startByte, long totalBytes) {
    this.console = console;
    this.drawn = Console.surfaceOfErrors() == Console.Surface.TERMINAL;
    this.startByte = startByte;
    this.totalBytes = totalBytes;
    this.progress = console.progress(label);
  }

  /** To be told where a transfer is. */
  public LongConsumer reached() {
    return at -> {
      if (drawn) {
        long done = Math.max(0, at - startByte);
        progress.advanced(done, Math.max(done, totalBytes));
      } else {
        console.border();
      }
    };
  }

  /** Says what was moved. */
  public void done(long movedBytes) {
    progress.done(
        movedBytes, totalBytes == 0 ? "" : ", of %s in all".formatted(Sizes.bytes(totalBytes)));
  }
}
