package dev.snapledger.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Which steps were acknowledged, in a file that outlives the process that writes it. */
final class Notebook {
  private final Path file;

  Notebook(Path file) {
    this.file = file;
  }

  /** Number of acknowledged steps: all before it are. */
  int done() throws IOException {
    // One byte a step: a kill leaves it written or not.
    return Files.exists(file) ? (int) Files.size(file) : 0;
  }

  void tick() throws IOException {
    Files.write(file, new byte[] {'+'}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
