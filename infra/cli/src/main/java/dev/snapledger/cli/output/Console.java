package dev.snapledger.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Lines for people, and progress of long work: a bar that is drawn again in place on a terminal, a
 * plain line every few seconds elsewhere. Safe for many threads.
 */
public final class Console {
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final Duration PLAIN_EVERY = Duration.ofSeconds(5);
  private static final int BAR_CELLS = 30;

  /** Linux keeps there what a process writes errors to. */
  private static final Path ERRORS = Path.of("/proc/self/fd/2");

  private final PrintWriter out;
  private final Surface surface;
  private final InstantSource time;
  private final Runnable border;
  private int drawnLength;

  /** What the output goes to. */
  public enum Surface {
    TERMINAL,
    PLAIN
  }

  /** What standard output is, or standard error when the output is kept for a report. */
  @SuppressWarnings("SystemConsoleNull") // Its contract allows null; the JDK does not use that now.
  public static Surface surfaceOf(boolean reportOnOutput) {
    var terminal = System.console();
    return !reportOnOutput && terminal != null && terminal.isTerminal()
        ? Surface.TERMINAL
        : Surface.PLAIN;
  }

  /** What standard error is; standard output may be a pipe or a file meanwhile. */
  public static Surface surfaceOfErrors() {
    try {
      String device = Files.readSymbolicLink(ERRORS).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty")
          ? Surface.TERMINAL
          : Surface.PLAIN;
    } catch (IOException | UnsupportedOperationException _) { // No such link on other systems.
      return surfaceOf(false);
    }
  }

  public Console(PrintWriter out, Surface surface, InstantSource time) {
    this(out, surface, time, () -> {});
  }

  /**
   * A console that tells of the borders of the work.
   *
   * @param border run at each heading and each progress; may throw to end the work there
   */
  public Console(PrintWriter out, Surface surface, InstantSource time, Runnable border) {
    this.out = out;
    this.surface = surface;
    this.time = time;
    this.border = border;
  }

  /** Prints a line, over an unfinished bar if there is one. */
  public synchronized void line(String text) {
    erase();
    out.println(text);
    out.flush();
  }

  /** Prints a heading with an empty line before it. */
  public void heading(String text) {
    border.run();
    line("");
    line(text);
  }

  /** A point at which the work may be ended; for work that shows no progress. */
  public void border() {
    border.run();
  }

  public void table(TextTable table) {
    table.lines().forEach(line -> line("  " + line));
  }

  /** Starts a piece of work whose progress is counted in bytes. */
  public ByteProgress progress(String label) {
    return new ByteProgress(label);
  }

  private void erase() {
    if (drawnLength > 0) {
      out.print("\r" + " ".repeat(drawnLength) + "\r");
      drawnLength = 0;
    }
  }

  private synchronized void redraw(String text) {
    erase();
    out.print(text);
    out.flush();
    drawnLength = text.length();
  }

  /** Progress of one piece of work; told by the thread that does it. */
  public final class ByteProgress {
    private final String label;
    private final Instant start = time.instant();
    private Instant shown = start;

    private ByteProgress(String label) {
      this.label = label;
    }

    public void advanced(long doneBytes, long totalBytes) {
      advanced(doneBytes, totalBytes, "");
    }

    /**
     * Like {@link #advanced(long, long)}.
     *
     * @param note what else there is to say; added to the line
     */
    public void advanced(long doneBytes, long totalBytes, String note) {
      border.run();
      Instant now = time.instant();
      Duration since = Duration.between(shown, now);
      if (since.compareTo(surface == Surface.TERMINAL ? REDRAW : PLAIN_EVERY) < 0) {
        return;
      }
      shown = now;
      String state =
          "%s of %s, %s%s"
              .formatted(
                  Sizes.bytes(doneBytes),
                  Sizes.bytes(totalBytes),
                  Sizes.rate(doneBytes, Duration.between(start, now)),
                  note);
      if (surface == Surface.PLAIN) {
        line("  %s: %s".formatted(label, state));
      } else {
        int cells = (int) (totalBytes == 0 ? BAR_CELLS : BAR_CELLS * doneBytes / totalBytes);
        redraw(
            "  %s [%s%s] %s"
                .formatted(label, "#".repeat(cells), ".".repeat(BAR_CELLS - cells), state));
      }
    }

    /** Ends the work with one line that says what it took. */
    public Duration done(long totalBytes) {
      return done(totalBytes, "");
    }

    /**
     * Like {@link #done(long)}.
     *
     * @param note what else there is to say; added to the line
     */
    public Duration done(long totalBytes, String note) {
      Duration took = Duration.between(start, time.instant());
      line(
          "  %s: %s in %s (%s)%s"
              .formatted(
                  label,
                  Sizes.bytes(totalBytes),
                  Sizes.time(took),
                  Sizes.rate(totalBytes, took),
                  note));
      return took;
    }
  }
}
