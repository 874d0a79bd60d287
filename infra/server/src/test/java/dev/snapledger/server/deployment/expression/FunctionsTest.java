package dev.snapledger.server.deployment.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The functions there are. */
class FunctionsTest {
  private static final Path PAGE = Path.of("../../docs/reference/deployments.md");

  @Test
  void areAllInTheReference() throws IOException {
    // given
    String page = Files.readString(PAGE);

    // when, then
    assertThat(Functions.names())
        .allSatisfy(name -> assertThat(page).containsPattern("`" + name + "[`(]"));
  }

  @Test
  void areFoundInAnyCase() {
    // when, then
    assertThat(Functions.find("UNIQUEstring")).isSameAs(Functions.find("uniqueString"));
    assertThat(Functions.find("none")).isNull();
  }
}
