package dev.snapledger.cli.resource;

import dev.snapledger.app.NodePorts;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.remote.RemoteOptions;
import dev.snapledger.cli.remote.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that asks a server. */
public abstract class RemoteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(validate = false, order = 90, heading = "%nServer:%n")
  private RemoteOptions remote = new RemoteOptions();

  protected RemoteCommand() {}

  @Override
  public final Integer call() throws IOException {
    check();
    try (Session session = open()) {
      run(session);
    }
    return 0;
  }

  private Session open() {
    try {
      return remote.open();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /**
   * Looks at the arguments before anybody is asked.
   *
   * @throws ParameterException if they do not fit
   */
  protected void check() {
    // Most are checked by what they are.
  }

  /** Does it; what is thrown is explained in a line. */
  protected abstract void run(Session session) throws IOException;

  /** The error for arguments that do not fit. */
  protected final ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Where people are told how far it is: standard error. */
  protected final Console console(Session session) {
    return new Console(
        spec.commandLine().getErr(),
        Console.surfaceOfErrors(),
        NodePorts.real().time(),
        session::check);
  }
}
