package dev.snapledger.cli.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** What the Dockerfile says. */
final class DockerFiles {
  private static final String FILE = "docker/Dockerfile";

  private DockerFiles() {}

  /** The last value of an instruction. */
  static String last(String instruction) {
    return DeployFiles.text(FILE)
        .lines()
        .filter(line -> line.startsWith(instruction + " "))
        .reduce((_, line) -> line)
        .orElseThrow()
        .substring(instruction.length() + 1);
  }

  static List<String> words(String instruction) {
    try {
      return List.of(new ObjectMapper().readValue(last(instruction), String[].class));
    } catch (JsonProcessingException e) {
      throw new AssertionError("expected words of " + instruction, e);
    }
  }

  /** Id of the user that the image runs as. */
  static String user() {
    return last("USER").replaceFirst(":.*", "");
  }
}
