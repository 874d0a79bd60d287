package dev.snapledger.cli.transfer;

import dev.snapledger.cli.remote.ClientLimits;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How bytes are moved. */
public final class TransferOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--parallel",
      paramLabel = "COUNT",
      defaultValue = "4",
      order = 70,
      description =
          "Requests at a time, 1 to 32 (default: ${DEFAULT-VALUE}). Each needs 4 MiB of memory, and"
              + " twice that where bytes are sent.")
  private int parallel = 4;

  TransferOptions() {}

  /**
   * Requests at a time.
   *
   * @throws ParameterException if it is another number than 1 to 32
   */
  public int parallel() {
    if (parallel < 1 || parallel > ClientLimits.PARALLEL_MAX) {
      throw new ParameterException(
          spec.commandLine(),
          "--parallel: expected 1 to %d, but found %d"
              .formatted(ClientLimits.PARALLEL_MAX, parallel));
    }
    return parallel;
  }
}
