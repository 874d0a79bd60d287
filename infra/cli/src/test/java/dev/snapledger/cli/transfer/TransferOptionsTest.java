package dev.snapledger.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.cli.remote.ClientLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class TransferOptionsTest {
  private final Moving moving = new Moving();
  private final CommandLine line = new CommandLine(moving);

  @Command(name = "move")
  private static final class Moving {
    @Mixin private TransferOptions options;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, ClientLimits.PARALLEL_MAX})
  void takesAsManyRequestsAtATimeAsItMay(int parallel) {
    // when
    line.parseArgs("--parallel", Integer.toString(parallel));

    // then
    assertThat(moving.options.parallel()).isEqualTo(parallel);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, ClientLimits.PARALLEL_MAX + 1})
  void refusesFewerAndMore(int parallel) {
    // given
    line.parseArgs("--parallel", Integer.toString(parallel));

    // when, then
    assertThatThrownBy(() -> moving.options.parallel())
        .isInstanceOf(ParameterException.class)
        .hasMessage("--parallel: expected 1 to 32, but found " + parallel);
  }

  @Test
  void saysTheLimitInItsHelp() {
    // when, then
    assertThat(line.getUsageMessage()).contains("1 to " + ClientLimits.PARALLEL_MAX);
  }
}
