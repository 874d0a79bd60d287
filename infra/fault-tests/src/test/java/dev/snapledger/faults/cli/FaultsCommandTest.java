package dev.snapledger.faults.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

class FaultsCommandTest {
  private static final long SEED = 1;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      FaultsCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  @Timeout(900)
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing like SIGSTOP is there")
  void losesAndDoublesNothingUnderOneFaultOfEachKind() {
    // when: what is told goes to the test's output as it comes, so that a failure can be followed
    int code = FaultsCommand.commandLine().execute("--quick", "--seed", Long.toString(SEED));

    // then
    assertThat(code).isZero();
  }

  @Test
  void teachesWhatItDoesToWhom() {
    // when
    int code = line.execute("--help");

    // then
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains(
            "--commands", "--seed", "--rounds", "--quick", "SIGSTOP", "kill -9", "Exit codes");
  }

  @Test
  void refusesFewerCommandsThanOutlastTheFaults() {
    // when
    int code = line.execute("--commands", "10");

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("expected 1000 to 1000000 commands", "found 10");
  }
}
