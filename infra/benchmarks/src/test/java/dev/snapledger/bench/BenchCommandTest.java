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
  void teachesWithWhomTheBlockstoreIsCompared() {
    // when
    int code = line.execute("blocks", "--help");

    // then
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("--image-mib", "--rounds", "--peers", "--work", "--charts", "qemu-img", "borg");
  }

  @Test
  void refusesPeersAndSizesThatItDoesNotKnow() {
    // then
    assertThat(line.execute("blocks", "--peers", "qcow2,zfs")).isEqualTo(2);
    assertThat(err.toString()).contains("'zfs'");
    assertThat(line.execute("blocks", "--image-mib", "15")).isEqualTo(2);
    assertThat(err.toString()).contains("16 to 16384 MiB");
  }

  @Test
  void refusesPartsAndAmountsOfDataThatItDoesNotKnow() {
    // then
    assertThat(line.execute("http", "--parts", "starts,stops")).isEqualTo(2);
    assertThat(err.toString()).contains("'stops'");
    assertThat(line.execute("http", "--data-mib", "66")).isEqualTo(2);
    assertThat(err.toString()).contains("a multiple of 4");
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
