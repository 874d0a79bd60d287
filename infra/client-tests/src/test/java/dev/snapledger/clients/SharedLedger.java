package dev.snapledger.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One ledger for all test classes that only mistreat it; ended with the last of them. */
final class SharedLedger implements ParameterResolver {
  /** The ledger, and its folder. */
  private record Started(Path folder, RunningLedger ledger) implements AutoCloseable {
    static Started now() {
      try {
        Path folder = Files.createTempDirectory("ledger-clients");
        return new Started(folder, RunningLedger.start(folder.resolve("data"), Map.of()));
      } catch (Exception e) {
        throw new IllegalStateException("expected a ledger to start, but " + e, e);
      }
    }

    @Override
    public void close() throws IOException {
      ledger.close();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(Started::delete);
      }
    }

    private static void delete(Path file) {
      try {
        Files.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException("expected to delete " + file, e);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningLedger.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(Started.class, _ -> Started.now(), Started.class)
        .ledger();
  }
}
