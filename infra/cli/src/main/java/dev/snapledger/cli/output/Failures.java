package dev.snapledger.cli.output;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** How a command that failed says so. */
public final class Failures {
  /** Exit code of a command that could not do what it was asked. */
  private static final int FAILED = 1;

  private Failures() {}

  /** One line for people; the whole trace only where somebody asked for it. Gives the exit code. */
  public static int explain(Exception failure, CommandLine failed, ParseResult asked) {
    PrintWriter err = failed.getErr();
    Throwable cause = failure;
    String message = null;
    while (cause != null && message == null) {
      message = cause.getMessage();
      cause = cause.getCause();
    }
    err.println("ledger: " + (message == null ? failure.getClass().getSimpleName() : message));
    if (System.getenv("LEDGER_TRACE") != null) {
      failure.printStackTrace(err);
    } else if (!(failure instanceof ShownException)) {
      err.println("ledger: set LEDGER_TRACE=1 for the stack trace");
    }
    err.flush();
    return FAILED;
  }
}
