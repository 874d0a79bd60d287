package dev.snapledger.browser;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/** The axe-core of {@code src/test/node}, which npm installs below {@code target} once. */
final class Axe {
  private static final Path SOURCES = Path.of("src", "test", "node");
  private static final Path INSTALLED = Path.of("target", "node").toAbsolutePath();
  private static final Path SCRIPT = INSTALLED.resolve("node_modules/axe-core/axe.min.js");
  private static final String LOCK = "package-lock.json";
  private static final long SECONDS_MAX = 180;

  private Axe() {}

  /** Its text, to be run in a page. */
  static String script() {
    try {
      if (!isInstalled()) {
        install();
      }
      return Files.readString(SCRIPT);
    } catch (IOException e) {
      throw new IllegalStateException("expected axe-core, but " + e + "; see " + Browser.PAGE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("expected npm to end, but was stopped", e);
    }
  }

  private static boolean isInstalled() throws IOException {
    Path lock = INSTALLED.resolve(LOCK);
    return Files.exists(SCRIPT)
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
