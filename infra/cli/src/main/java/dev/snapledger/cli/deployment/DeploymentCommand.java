package dev.snapledger.cli.deployment;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger deployment}. */
@Command(
    name = "deployment",
    mixinStandardHelpOptions = true,
    description = "Deployments of templates to a resource group of a server.",
    subcommands = {
      CreateDeploymentCommand.class,
      ValidateDeploymentCommand.class,
      WhatIfCommand.class,
      ShowDeploymentCommand.class,
      ListDeploymentsCommand.class
    })
public final class DeploymentCommand implements Runnable {
  @Spec private CommandSpec spec;

  DeploymentCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected create, validate, what-if, show or list, but found none");
  }
}
