package dev.snapledger.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {
  @TempDir private Path folder;
  private Tool tool;

  @BeforeEach
  void make() {
    tool = new Tool(folder, folder, Map.of("GREETING", "hello"));
  }

  @Test
  void givesWhatAProgramPrinted() throws IOException {
    // given
    Path input = Files.writeString(folder.resolve("input"), "from a file");

    // then
    assertThat(tool.run("sh", "-c", "echo $GREETING")).isEqualTo("hello\n");
    assertThat(tool.runWith(input, "cat")).isEqualTo("from a file");
    assertThat(tool.in(Path.of("/")).run("pwd")).isEqualTo("/\n");
  }

  @Test
  void failsWithTheEndOfWhatAProgramComplainedOf() {
    assertThatThrownBy(() -> tool.run("sh", "-c", "echo too bad >&2; exit 3"))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("ended with 3")
        .hasMessageContaining("too bad");
  }

  @Test
  void namesAProgramThatIsNotThere() {
    assertThat(Programs.find("no-such-program")).isNull();
    assertThatThrownBy(() -> tool.run("no-such-program"))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("no-such-program");
  }
}
