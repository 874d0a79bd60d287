package dev.snapledger.cli.resource;

import picocli.CommandLine.Option;

/** Whether a command waits until what it started is done. */
public final class NoWaitOption {
  @Option(names = "--no-wait", description = "Do not wait until it is done.")
  private boolean noWait;

  NoWaitOption() {}

  public boolean isWaiting() {
    return !noWait;
  }
}
