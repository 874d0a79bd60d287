package dev.snapledger.browser;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/** The packages of {@code src/test/node}, which npm installs below {@code target} once. */
final class Npm {
  private static final Path SOURCES = Path.of("src", "test", "node");
  private static final Path INSTALLED = Path.of("target", "node").toAbsolutePath();
  private static final String LOCK = "package-lock.json";
  private static final long SECONDS_MAX = 180;

  private Npm() {}

  /** What looks for faults in a page that is shown, as text to be run in it. */
  static String axe() {
    return text("axe-core/axe.min.js");
  }

  /** What draws diagrams, as text to be run in a page. */
  static String mermaid() {
    return text("@mermaid-js/tiny/dist/mermaid.tiny.js");
  }

  private static String text(String file) {
    Path script = INSTALLED.resolve("node_modules").resolve(file);
    try {
      if (!isInstalled(script)) {
        install();
      }
      return Files.readString(script);
    } catch (IOException e) {
      throw new IllegalStateException(
          "expected %s, but %s; see %s".formatted(file, e, Browser.PAGE), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("expected npm to end, but was stopped", e);
    }
  }

  private static boolean isInstalled(Path script) throws IOException {
    Path lock = INSTALLED.resolve(LOCK);
    return Files.exists(script)
        && Files.exists(lock)
        && Files.mismatch(SOURCES.resolve(LOCK), lock) < 0;
  }

  private static void install() throws IOException, InterruptedException {
    Files.createDirectories(INSTALLED);
    for (String name : new String[] {"package.json", LOCK}) {
      Files.copy(
          SOURCES.resolve(name), INSTALLED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    File said = INSTALLED.resolve("npm.log").toFile();
    Process npm =
        new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
            .directory(INSTALLED.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said)
            .start();
    if (!npm.waitFor(SECONDS_MAX, TimeUnit.SECONDS) || npm.exitValue() != 0) {
      npm.destroy();
      throw new IOException("npm said " + Files.readString(said.toPath(), StandardCharsets.UTF_8));
    }
  }
}
