package dev.snapledger.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * One run of the command line in this JVM.
 *
 * @param exitCode what the process would have ended with
 * @param out standard output
 * @param err standard error, log lines excluded
 */
public record LedgerCli(int exitCode, String out, String err) {
  public static LedgerCli run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine line =
        LedgerCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return new LedgerCli(line.execute(arguments), out.toString(), err.toString());
  }
}
