package dev.snapledger.cli.resource;

import picocli.CommandLine.Option;

/** The resource group that is meant. */
public final class GroupOption {
  @Option(
      names = {"-g", "--resource-group"},
      paramLabel = "GROUP",
      required = true,
      order = -3,
      description = "Resource group.")
  private String group = "";

  GroupOption() {}

  public String group() {
    return group;
  }
}
