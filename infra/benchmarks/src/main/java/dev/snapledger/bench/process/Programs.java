package dev.snapledger.bench.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where other programs are. */
public final class Programs {
  /** Where those for administrators are, which not every PATH has. */
  private static final List<String> FOR_ADMINISTRATORS = List.of("/usr/sbin", "/sbin");

  private Programs() {}

  /** The file of a program, or null if it is not installed. */
  public static @Nullable Path find(String name) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), FOR_ADMINISTRATORS.stream())
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .orElse(null);
  }
}
