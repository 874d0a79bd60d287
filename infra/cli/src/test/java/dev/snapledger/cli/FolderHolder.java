package dev.snapledger.cli;

import dev.snapledger.app.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Path;

/** Another JVM that holds a data directory until its input ends. */
final class FolderHolder {
  private FolderHolder() {}

  public static void main(String[] arguments) throws IOException {
    try (var held = DataDirectory.open(Path.of(arguments[0]))) {
      System.out.println("holds " + held.root());
      while (System.in.read() >= 0) {
        // Whatever is sent means nothing.
      }
    }
  }
}
