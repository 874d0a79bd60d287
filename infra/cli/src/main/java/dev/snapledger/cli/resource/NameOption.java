package dev.snapledger.cli.resource;

import picocli.CommandLine.Option;

/** The name of what is meant. */
public final class NameOption {
  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      required = true,
      order = -2,
      description = "Name.")
  private String name = "";

  NameOption() {}

  public String name() {
    return name;
  }
}
