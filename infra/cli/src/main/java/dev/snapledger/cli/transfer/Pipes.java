package dev.snapledger.cli.transfer;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files by name, and the standard streams by {@code -}. */
public final class Pipes {
  private static final String STANDARD = "-";

  private Pipes() {}

  public static boolean isStandard(String name) {
    return name.equals(STANDARD);
  }

  /**
   * Opens a file, or standard input.
   *
   * @param stop asked while nothing comes; throws what ends it
   */
  public static InputStream input(String name, Runnable stop) throws IOException {
    return isStandard(name) ? new StandardInput(stop) : Files.newInputStream(Path.of(name));
  }

  /** Standard output, for bytes; what cannot be written is an error at once. */
  public static OutputStream output() {
    return new FileOutputStream(FileDescriptor.out);
  }
}
