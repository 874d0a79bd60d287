package dev.snapledger.cli.resource;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The name of a disk or snapshot, and a file; the name may be an option as well. */
public final class NameAndFile {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      order = -2,
      description = "Name; may stand before the file instead.")
  private @Nullable String name;

  @Parameters(
      arity = "1..2",
      paramLabel = "[NAME] FILE",
      hideParamSyntax = true,
      description = "The name, unless it is an option, and the file; - is the standard stream.")
  private List<String> words = new ArrayList<>();

  NameAndFile() {}

  /**
   * Checks that there are both.
   *
   * @throws ParameterException if one is missing, or there is more
   */
  public void check() {
    if (words.size() != (name == null ? 2 : 1)) {
      throw new ParameterException(
          spec.commandLine(),
          "expected a name and a file, but found %s"
              .formatted(
                  name == null ? "only " + String.join(" ", words) : "two names and a file"));
    }
  }

  public String name() {
    return name == null ? words.getFirst() : name;
  }

  public String file() {
    return words.getLast();
  }
}
