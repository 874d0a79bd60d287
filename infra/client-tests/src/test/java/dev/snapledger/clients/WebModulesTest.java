package dev.snapledger.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The parts of the web page that need no browser. What they do is in {@code src/test/node-web}. */
class WebModulesTest {
  private static final Path TESTS = Path.of("src", "test", "node-web").toAbsolutePath();
  private static final Path MODULES =
      Path.of("..", "server", "src", "main", "resources", "dev", "snapledger", "server", "web")
          .toAbsolutePath()
          .normalize();
  private static final Path WORK = Path.of("target", "node-web").toAbsolutePath();

  @Test
  void doWhatTheirTestsSay() throws Exception {
    // given
    Files.createDirectories(WORK);
    Program node = Program.required("node", "nodejs", WORK).with("WEB_FOLDER", MODULES.toString());
    List<String> arguments = new ArrayList<>(List.of("--test", "--test-reporter=tap"));
    arguments.addAll(tests());

    // when
    Program.Ended ended = node.run(arguments.toArray(String[]::new));

    // then
    assertThat(ended.orThrow().lines().toList())
        .contains("# fail 0", "# skipped 0")
        .doesNotContain("# pass 0");
  }

  private static List<String> tests() throws IOException {
    try (Stream<Path> files = Files.list(TESTS)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".test.mjs")).sorted().toList();
    }
  }
}
