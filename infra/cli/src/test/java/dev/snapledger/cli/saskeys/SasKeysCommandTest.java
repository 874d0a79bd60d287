package dev.snapledger.cli.saskeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.cli.LedgerCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SasKeysCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.writeString(folder.resolve("FORMAT"), "snapledger-data 1\n");
  }

  @Test
  void rotatesAndKeepsTheKeyBefore() {
    // given
    String first = line(run("show"), "current:");

    // when
    LedgerCli rotated = run("rotate");

    // then
    assertThat(rotated.exitCode()).as(rotated.err()).isZero();
    assertThat(rotated.out()).contains("URLs signed by " + first + " still work");
    assertThat(line(run("show"), "previous:")).isEqualTo(first);
    assertThat(line(run("show"), "current:")).isEqualTo(line(rotated, "signing:"));
  }

  @Test
  void rotatesTwiceSoThatNoKeyStays() throws IOException {
    // given
    String first = line(run("show"), "current:");

    // when
    LedgerCli rotated = run("rotate", "--twice");

    // then
    assertThat(rotated.out()).contains("work no more");
    LedgerCli shown = run("show");
    assertThat(shown.out()).doesNotContain(first);
    assertThat(line(shown, "previous:")).hasSize(16);
    assertThat(Files.readAllLines(folder.resolve("auth/sas-keys")).stream().skip(1))
        .hasSize(2)
        .noneMatch(key -> (shown.out() + rotated.out()).contains(lastWord(key)));
  }

  @Test
  void refusesAFolderThatIsNone() {
    // when
    LedgerCli refused = LedgerCli.run("sas-keys", "rotate", "--data", folder + "/none");

    // then
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("expected a data directory");
    assertThat(folder.resolve("none")).doesNotExist();
    assertThat(LedgerCli.run("sas-keys").err()).contains("expected show or rotate");
  }

  private static String lastWord(String line) {
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  private static String line(LedgerCli run, String start) {
    return run.out()
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError(run.toString()));
  }

  private LedgerCli run(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "sas-keys";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--data";
    all[arguments.length + 2] = folder.toString();
    return LedgerCli.run(all);
  }
}
