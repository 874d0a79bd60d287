package dev.snapledger.cli.resource;

import dev.snapledger.cli.transfer.Pipes;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A file that is written, and what happens to one that is there. */
public final class NewFile {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--overwrite", description = "Replace the file if there is one.")
  private boolean overwrite;

  NewFile() {}

  /**
   * Refuses a name that cannot become a new file.
   *
   * @param name a file, or the standard stream
   */
  public void check(String name) {
    if (Pipes.isStandard(name)) {
      return;
    }
    Path folder = path(name).getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(path(name))) {
      throw new ParameterException(
          spec.commandLine(), "FILE: expected a file in a folder that exists, but found " + name);
    }
    if (Files.exists(path(name)) && !overwrite) {
      throw new ParameterException(
          spec.commandLine(),
          "FILE: expected a new file, but found %s; --overwrite replaces it".formatted(name));
    }
  }

  /** Where it is. */
  public Path path(String name) {
    return Path.of(name).toAbsolutePath();
  }
}
