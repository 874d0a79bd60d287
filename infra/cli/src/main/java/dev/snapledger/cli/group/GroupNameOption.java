package dev.snapledger.cli.group;

import picocli.CommandLine.Option;

/** The name of a group; both options are known from Azure's command line. */
final class GroupNameOption {
  @Option(
      names = {"-n", "--name", "-g", "--resource-group"},
      paramLabel = "NAME",
      required = true,
      order = -2,
      description = "Name of the group.")
  private String name = "";

  GroupNameOption() {}

  String name() {
    return name;
  }
}
