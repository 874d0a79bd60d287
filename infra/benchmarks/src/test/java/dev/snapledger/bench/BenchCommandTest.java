package dev.snapledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      BenchCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void teachesWhatItComparesAndHowToCallIt() {
    // when
    int code = line.execute("commands", "--help");

    // then
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("--records", "--rounds", "--families", "--quick", "--tsv", "Kafka Streams");
  }

  @Test
  void refusesNumbersThatCannotBeMeasured() {
    // when
    int code = line.execute("commands", "--rounds", "0");

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("1 round");
  }

  @Test
  void asksForACommand() {
    // when
    int code = line.execute();

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("expected a command");
  }
}
